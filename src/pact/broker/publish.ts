import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { PactFile } from '../file/pact-file.ts';
import { toContentDigest } from '../offline/content-digest.ts';
import type { Broker } from './broker.ts';
import { listLinks } from './hal.ts';
import { toAlreadyPublished, toRefusedPublication } from './refused-publication.ts';

/** Pacts of one version of their consumers. */
export type Publication = {
  readonly pacts: readonly PactFile[];
  readonly version: string;
  readonly branch?: string;
  readonly tags: readonly string[];
  readonly buildUrl?: string;
};

export type PublishedPact = {
  readonly consumer: string;
  readonly provider: string;
  readonly version: string;
  /** Where the broker shows it. */
  readonly url: string;
};

/**
 * Publishes pacts as they are, byte for byte. One consumer's pacts go in one request, which the broker takes or refuses as a
 * whole; with several consumers what would be refused is looked for before the first request.
 *
 * @throws KitError `usage-invalid` for two pacts of the same two · `broker-refused`, also where the broker holds another pact
 *   for the same version
 */
export async function publishPacts(broker: Broker, publication: Publication): Promise<PublishedPact[]> {
  checkPairs(publication.pacts);
  const consumers = [...Map.groupBy(publication.pacts, ({ consumer }) => consumer).values()];
  if (consumers.length > 1) {
    for (const pact of publication.pacts) await checkUnchanged(broker, pact, publication.version);
  }
  const published: PublishedPact[] = [];
  for (const pacts of consumers) {
    try {
      published.push(...(await publishConsumer(broker, pacts, publication)));
    } catch (cause) {
      if (!(cause instanceof KitError) || published.length === 0) throw cause;
      const names = [...new Set(published.map(({ consumer }) => consumer))].join(', ');
      throw new KitError(cause.code, `${cause.message}; the pacts of ${names} are published already`, {
        cause,
        ...(cause.hint !== undefined && { hint: cause.hint }),
      });
    }
  }
  return published;
}

async function publishConsumer(
  broker: Broker,
  pacts: readonly PactFile[],
  { version, branch, tags, buildUrl }: Publication,
): Promise<PublishedPact[]> {
  const consumer = pacts[0]?.consumer ?? '';
  const answer = await broker.ask({
    method: 'POST',
    url: broker.link('pb:publish-contracts'),
    body: {
      pacticipantName: consumer,
      pacticipantVersionNumber: version,
      ...(branch !== undefined && { branch }),
      ...(tags.length > 0 && { tags }),
      ...(buildUrl !== undefined && { buildUrl }),
      contracts: pacts.map(({ provider, text }) => ({
        consumerName: consumer,
        providerName: provider,
        specification: 'pact',
        contentType: 'application/json',
        content: Buffer.from(text).toString('base64'),
      })),
    },
  });
  if (answer.status !== 200) throw toRefusedPublication(consumer, version, answer);
  const links = listLinks(answer.body ?? null, 'pb:contracts');
  return pacts.map(({ provider }, index) => ({ consumer, provider, version, url: links[index]?.href ?? '' }));
}

/** Looks for what the broker would refuse. */
async function checkUnchanged(broker: Broker, pact: PactFile, version: string): Promise<void> {
  const { consumer, provider } = pact;
  const url = broker.link('pb:publish-pact', { consumer, provider, consumerApplicationVersion: version });
  const { status, body } = await broker.ask({ method: 'GET', url });
  if (status === 404) return;
  if (
    body === undefined ||
    toContentDigest(withoutIds(body)) !== toContentDigest(withoutIds(JSON.parse(pact.text)))
  ) {
    throw toAlreadyPublished(consumer, version);
  }
}

/** The broker gives every interaction an `_id` when it is asked for a pact. */
function withoutIds(pact: Json): string {
  return JSON.stringify(pact, (key, value) => (key === '_id' ? undefined : value));
}

function checkPairs(pacts: readonly PactFile[]): void {
  for (const [first, second] of Map.groupBy(pacts, ({ consumer, provider }) =>
    JSON.stringify([consumer, provider]),
  ).values()) {
    if (first === undefined || second === undefined) continue;
    throw new KitError(
      'usage-invalid',
      `${first.name} and ${second.name} are both the pact of ${first.consumer} with ${first.provider}`,
      { hint: 'name one of them: one version has one pact with each provider' },
    );
  }
}
