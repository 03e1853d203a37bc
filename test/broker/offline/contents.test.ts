import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentPairs } from '../../unit/pact/offline/contents.ts';
import { type Broker, brokerMissing, startBroker } from '../start-broker.ts';

describe.skipIf(brokerMissing)(brokerMissing ?? 'a Pact Broker takes for the same content', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startBroker();
  }, 60_000);
  afterAll(() => broker.close());

  /** The broker's own digest of a pact, after it was published as this version. */
  const publish = async (consumer: string, version: string, text: string): Promise<string> => {
    const pact = `{"consumer":{"name":"${consumer}"},"provider":{"name":"api"},${text}}`;
    const headers = { 'content-type': 'application/json', accept: 'application/hal+json' };
    const answer = await fetch(`${broker.url}/contracts/publish`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        pacticipantName: consumer,
        pacticipantVersionNumber: version,
        contracts: [
          {
            consumerName: consumer,
            providerName: 'api',
            specification: 'pact',
            contentType: 'application/json',
            content: Buffer.from(pact).toString('base64'),
          },
        ],
      }),
    });
    expect(await answer.json()).toMatchObject({ _embedded: { version: { number: version } } });
    const url = `${broker.url}/pacts/provider/api/consumer/${consumer}/version/${version}`;
    const body = await (await fetch(url, { headers })).text();
    return /pact-version\/([0-9a-f]{40})/.exec(body)?.[1] ?? body;
  };

  it.each(contentPairs.map((pair, index) => ({ ...pair, consumer: `web-${index}` })))(
    '$name: $isSame',
    async ({ isSame, consumer, texts: [one, other] }) => {
      const digests = [await publish(consumer, '1', one), await publish(consumer, '2', other)];
      expect(digests[0] === digests[1]).toBe(isSame);
    },
    30_000,
  );
});
