import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { BrokerAddress } from './broker-address.ts';
import { expandLink, listLinks } from './hal.ts';
import { type BrokerAnswer, type BrokerRequest, send } from './send.ts';

/**
 * A Pact Broker that answered. Its own HTTP interface is asked and not Pact's command line: that one tells a refusal only as
 * text on stdout, ends with 1 for "no", for an unknown name and for no connection alike, and with 0 after `-o json` whatever
 * the answer is.
 */
export type Broker = {
  readonly address: BrokerAddress;
  /** Where a relation of the index leads, with the names in it replaced. */
  link(relation: string, values?: Readonly<Record<string, string>>): string;
  /** `url` is a link of the broker, or a path below its address. */
  ask(request: BrokerRequest): Promise<BrokerAnswer>;
};

/**
 * Reads the index of a broker, which tells where everything else is.
 *
 * @throws KitError `broker-unreachable` · `broker-refused`, also for what answers and is no Pact Broker
 * @example const broker = await connectBroker({ url: 'http://127.0.0.1:9292' });
 */
export async function connectBroker(address: BrokerAddress, signal?: AbortSignal): Promise<Broker> {
  const { status, body, mediaType } = await send(address, { method: 'GET', url: `${address.url}/` }, signal);
  if (status !== 200 || body === undefined || !isIndex(body)) {
    const answered = `it answered ${[status, mediaType].join(' ').trimEnd()}`;
    throw new KitError('broker-refused', `${address.url} is no Pact Broker: ${answered}`, {
      hint: 'give the address of the start page of the broker as --broker-base-url',
    });
  }
  return {
    address,
    link(relation, values = {}) {
      const [link] = listLinks(body, relation);
      if (link !== undefined) return expandLink(link.href, values);
      throw new KitError('broker-refused', `the Pact Broker at ${address.url} offers no ${relation}`, {
        hint: 'it is older than what this needs: 2.86 has all of it',
      });
    },
    async ask(request) {
      const url = new URL(request.url, `${address.url}/`);
      if (url.origin !== new URL(address.url).origin) {
        // The credentials are for the address that was given, and for no other.
        throw new KitError(
          'broker-refused',
          `the Pact Broker at ${address.url} takes itself for ${url.origin}`,
          {
            hint: 'use that address, or tell the broker its own: PACT_BROKER_BASE_URL where the broker is started',
          },
        );
      }
      return await send(address, { ...request, url: url.href }, signal);
    },
  };
}

/** This relation is in the index of every Pact Broker, and of PactFlow, and in nothing else that they answer. */
function isIndex(body: Json): boolean {
  return listLinks(body, 'pb:latest-pact-versions').length > 0;
}
