import type { OfflineStore } from '../offline/offline-store.ts';
import { isSuccess, isWhole, type PublishedResult, type ResultsToPublish } from './publish-results.ts';

/**
 * Adds the result of each pact to a folder that stands in for a Pact Broker. A pact of which something could not be
 * verified has no result.
 *
 * @throws KitError `broker-refused` for a pact that was not published to the folder
 */
export async function publishOffline(
  store: OfflineStore,
  { pacts, outcomes, version, branch, buildUrl }: ResultsToPublish,
): Promise<PublishedResult[]> {
  const published: PublishedResult[] = [];
  for (const pact of pacts.filter((one) => isWhole(one, outcomes))) {
    const success = isSuccess(pact, outcomes);
    const paths = await store.addResult({
      pact: { text: pact.text },
      provider: pact.provider,
      providerVersion: version,
      success,
      ...(branch !== undefined && { branch }),
      ...(buildUrl !== undefined && { buildUrl }),
    });
    const url = paths.find((path) => path.startsWith('results/')) ?? '';
    published.push({ pact: pact.name, consumer: pact.consumer, success, url });
  }
  return published;
}
