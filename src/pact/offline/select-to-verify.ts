import { KitError } from '../../errors.ts';
import type { Facts, PublishedPact } from './facts.ts';
import { knowsPacticipant, listPacticipants, mainBranchOf } from './resolve-selector.ts';

/**
 * The pacts that a new version of a provider must keep: of each consumer the latest of its main branch, or the latest at all where it
 * has no main branch, and those of every version that is deployed or released. Each content is there once.
 *
 * A broker calls this the consumer version selectors `{ mainBranch: true }` and `{ deployedOrReleased: true }`.
 *
 * @throws KitError `broker-refused` for a provider that nobody knows
 * @see https://docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors
 */
export function selectToVerify(facts: Facts, provider: string): PublishedPact[] {
  if (!knowsPacticipant(facts, provider)) {
    throw new KitError('broker-refused', `no pacticipant is named ${JSON.stringify(provider)}`, {
      hint: `known: ${listPacticipants(facts).join(', ') || 'none'}`,
    });
  }
  const pacts = facts.pacts.filter((pact) => pact.provider === provider);
  const consumers = [...new Set(pacts.map(({ consumer }) => consumer))];
  const chosen = consumers.flatMap((consumer) => {
    const own = pacts.filter((pact) => pact.consumer === consumer);
    return [...latestOf(facts, own), ...own.filter((pact) => isInUse(facts, pact))];
  });
  const seen = new Set<string>();
  return chosen.filter(({ consumer, digest }) => {
    const key = JSON.stringify([consumer, digest]);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

function latestOf(facts: Facts, pacts: readonly PublishedPact[]): PublishedPact[] {
  const [{ consumer } = { consumer: '' }] = pacts;
  const main = mainBranchOf(facts, consumer);
  const onMain = new Set(
    facts.branches
      .filter(({ pacticipant, branch }) => pacticipant === consumer && branch === main)
      .map(({ number }) => number),
  );
  return facts.versions
    .filter(({ pacticipant }) => pacticipant === consumer)
    .filter(({ number }) => main === undefined || onMain.has(number))
    .flatMap(({ number }) => pacts.filter(({ version }) => version === number))
    .slice(-1);
}

function isInUse(facts: Facts, { consumer, version }: PublishedPact): boolean {
  return [...facts.deployments, ...facts.releases].some(
    (one) => one.pacticipant === consumer && one.version === version,
  );
}
