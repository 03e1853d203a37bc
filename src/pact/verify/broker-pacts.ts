import type { Json } from '../../finding.ts';
import type { Broker } from '../broker/broker.ts';
import { itemsOf, listLinks, memberOf } from '../broker/hal.ts';
import { toRefusal } from '../broker/refusal.ts';
import { readPact } from '../file/read-pact.ts';
import type { PactToVerify } from './job.ts';

/** Which pacts of a provider are to be verified (https://docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors). */
export type BrokerQuestion = {
  readonly provider: string;
  /** None are for the latest pact of the main branch, and those of every deployed and released version. */
  readonly selectors: readonly { readonly [name: string]: Json }[];
  /** Whether a pact that no version of this branch has verified yet may fail. */
  readonly pending: boolean;
  /** `2026-01-31`: also the pacts of other branches since then, which may fail. */
  readonly wipSince?: string | undefined;
  /** The branch of the provider. */
  readonly branch?: string | undefined;
};

/**
 * Asks a broker which pacts a version of a provider is to be verified by, and fetches them.
 *
 * @throws KitError `broker-refused`, also for a provider that the broker does not know and a selector that it does not
 *   understand · `pact-unreadable`
 */
export async function fetchBrokerPacts(broker: Broker, question: BrokerQuestion): Promise<PactToVerify[]> {
  const { provider, selectors, pending, wipSince, branch } = question;
  const what = `cannot tell which pacts ${provider} is to be verified by`;
  const answer = await broker.ask({
    method: 'POST',
    url: broker.link('pb:provider-pacts-for-verification', { provider }),
    body: {
      consumerVersionSelectors:
        selectors.length > 0 ? selectors : [{ mainBranch: true }, { deployedOrReleased: true }],
      // A broker refuses the one without the other.
      includePendingStatus: pending || wipSince !== undefined,
      ...(wipSince !== undefined && { includeWipPactsSince: wipSince }),
      ...(branch !== undefined && { providerVersionBranch: branch }),
    },
  });
  if (answer.status !== 200) throw toRefusal(what, answer);
  const entries = itemsOf(memberOf(memberOf(answer.body, '_embedded'), 'pacts'));
  return await Promise.all(entries.map((entry) => fetchPact(broker, entry)));
}

async function fetchPact(broker: Broker, entry: Json): Promise<PactToVerify> {
  const [link] = listLinks(entry, 'self');
  const answer = await broker.ask({ method: 'GET', url: link?.href ?? '' });
  if (answer.status !== 200) throw toRefusal(`cannot fetch the pact ${link?.href}`, answer);
  const [self] = listLinks(answer.body ?? null, 'self');
  const pact = readPact(answer.text, self?.href ?? link?.href ?? '');
  return { pact, pending: memberOf(memberOf(entry, 'verificationProperties'), 'pending') === true };
}
