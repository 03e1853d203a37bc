import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { Broker } from '../broker/broker.ts';
import { itemsOf, listLinks, memberOf } from '../broker/hal.ts';
import { toRefusal } from '../broker/refusal.ts';
import type { PactFile } from '../file/pact-file.ts';
import type { InteractionResult } from './interaction-result.ts';
import type { Job } from './job.ts';

/** A job with what came of it. */
export type Outcome = { readonly job: Job; readonly result: InteractionResult };

export type ResultsToPublish = {
  readonly pacts: readonly PactFile[];
  readonly outcomes: readonly Outcome[];
  /** The version of the provider. */
  readonly version: string;
  readonly branch?: string | undefined;
  readonly buildUrl?: string | undefined;
  /** Who verified: name and version of this kit. */
  readonly verifiedBy: { readonly implementation: string; readonly version: string };
};

export type PublishedResult = {
  readonly pact: string;
  readonly consumer: string;
  readonly success: boolean;
  /** Where the broker has the result. */
  readonly url: string;
};

/**
 * Publishes the result of each pact and reads it again: Pact's own verifier lets a result get lost in silence. A pact of
 * which something could not be verified has no result.
 *
 * @throws KitError `broker-refused`, also where the broker does not have the result afterwards · `usage-invalid` for a pact
 *   that is not from this broker
 */
export async function publishResults(broker: Broker, results: ResultsToPublish): Promise<PublishedResult[]> {
  const whole = results.pacts.filter((pact) => isWhole(pact, results.outcomes));
  const links = new Map(whole.map((pact) => [pact, findResultLink(broker, pact)]));
  const published: PublishedResult[] = [];
  for (const [provider, pacts] of Map.groupBy(whole, (pact) => pact.provider)) {
    if (results.branch !== undefined) await putBranch(broker, provider, results);
    for (const pact of pacts)
      published.push(await publish(broker, pact, { results, url: links.get(pact) ?? '' }));
  }
  return published;
}

/** Whether every interaction of the pact has a result that can be trusted. */
export function isWhole(pact: PactFile, outcomes: readonly Outcome[]): boolean {
  const own = outcomes.filter(({ job }) => job.pact === pact);
  return (
    own.length > 0 &&
    own.length === pact.interactions.length &&
    own.every(({ result }) => result.status !== 'unchecked')
  );
}

/** An interaction that its consumer marked as pending does not count; that the broker calls a pact pending changes nothing. */
export function isSuccess(pact: PactFile, outcomes: readonly Outcome[]): boolean {
  const own = outcomes.filter(({ job }) => job.pact === pact);
  return own.every(({ job, result }) => result.status === 'pass' || job.interaction.pending);
}

function findResultLink(broker: Broker, pact: PactFile): string {
  const [link] = listLinks(JSON.parse(pact.text) as Json, 'pb:publish-verification-results');
  if (link !== undefined) return link.href;
  throw new KitError('usage-invalid', `${pact.name} is not from the Pact Broker at ${broker.address.url}`, {
    hint: 'leave out the paths: the results of pacts that the broker gave can be published',
  });
}

/** The version must be on its branch before it has results: they count for that branch. */
async function putBranch(
  broker: Broker,
  pacticipant: string,
  { branch = '', version }: ResultsToPublish,
): Promise<void> {
  const url = broker.link('pb:pacticipant-branch-version', { pacticipant, branch, version });
  const answer = await broker.ask({ method: 'PUT', url, body: {} });
  if (answer.status === 200 || answer.status === 201) return;
  throw toRefusal(`cannot put ${pacticipant} ${version} on the branch ${branch}`, answer);
}

async function publish(
  broker: Broker,
  pact: PactFile,
  { results, url }: { readonly results: ResultsToPublish; readonly url: string },
): Promise<PublishedResult> {
  const { version, buildUrl, verifiedBy } = results;
  const own = results.outcomes.filter(({ job }) => job.pact === pact);
  const success = isSuccess(pact, results.outcomes);
  const ids = itemsOf(memberOf(JSON.parse(pact.text) as Json, 'interactions')).map((one) =>
    memberOf(one, '_id'),
  );
  const what = `cannot publish the result of ${pact.name} for ${pact.provider} ${version}`;
  const answer = await broker.ask({
    method: 'POST',
    url,
    body: {
      success,
      providerApplicationVersion: version,
      ...(buildUrl !== undefined && { buildUrl }),
      testResults: own.map(({ job, result }) => toTestResult(result, ids[job.position])),
      verifiedBy,
    },
  });
  if (answer.status !== 201) throw toRefusal(what, answer);
  const [self] = listLinks(answer.body ?? null, 'self');
  const again = self && (await broker.ask({ method: 'GET', url: self.href }));
  if (
    self === undefined ||
    again?.status !== 200 ||
    memberOf(again.body, 'success') !== success ||
    memberOf(again.body, 'providerApplicationVersion') !== version
  ) {
    throw new KitError('broker-refused', `${what}: the Pact Broker took it, and does not have it`);
  }
  return { pact: pact.name, consumer: pact.consumer, success, url: self.href };
}

/** As Pact's own verifiers write it, so that the broker can show it. */
function toTestResult(
  { status, description, mismatches, reason }: InteractionResult,
  id: Json | undefined,
): Json {
  return {
    ...(typeof id === 'string' ? { interactionId: id } : { interactionDescription: description }),
    success: status === 'pass',
    ...(mismatches.length > 0 && {
      mismatches: mismatches.map(({ part, path, message }) => ({
        attribute: part,
        ...(path !== '' && { identifier: path }),
        description: message,
      })),
    }),
    ...(reason !== undefined && { exceptions: [{ message: reason }] }),
  };
}
