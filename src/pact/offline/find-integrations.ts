import type { Facts } from './facts.ts';
import { findVersions, isNameOnly, type ResolvedSelector } from './resolve-selector.ts';

/** A consumer and a provider that have, or had, a pact. */
export type Integration = {
  readonly consumer: string;
  readonly provider: string;
  /** The consumer cannot do without the provider; a provider can do without its consumer. */
  readonly isRequired: boolean;
};

/** `IntegrationsRepository` of the broker. `isOpen`: also with pacticipants that the question does not name. */
export function findIntegrations(
  facts: Facts,
  specified: readonly ResolvedSelector[],
  { isOpen }: { isOpen: boolean },
): Integration[] {
  const found = isOpen || specified.length === 1 ? involving(facts, specified) : between(facts, specified);
  const byPair = new Map<string, Integration>();
  for (const integration of found) {
    const key = JSON.stringify([integration.consumer, integration.provider]);
    if (integration.isRequired || !byPair.has(key)) byPair.set(key, integration);
  }
  return [...byPair.values()].sort(
    (a, b) => compareNames(a.consumer, b.consumer) || compareNames(a.provider, b.provider),
  );
}

/**
 * What a consumer needs is what the pacts of the very version say. Who may need a provider is whoever ever had a pact with it:
 * the version that counts is the one in the target, which is not known yet.
 */
function involving(facts: Facts, specified: readonly ResolvedSelector[]): Integration[] {
  const asConsumer = specified.flatMap(({ pacticipant, fits, version }) =>
    facts.pacts
      .filter(
        (pact) =>
          pact.consumer === pacticipant && (fits === 'any' || (fits === 'one' && pact.version === version)),
      )
      .map(({ consumer, provider }) => ({ consumer, provider, isRequired: true })),
  );
  const names = new Set(specified.map(({ pacticipant }) => pacticipant));
  const asProvider = facts.pacts
    .filter(({ provider }) => names.has(provider))
    .map(({ consumer, provider }) => ({ consumer, provider, isRequired: false }));
  return [...asConsumer, ...asProvider];
}

function between(facts: Facts, specified: readonly ResolvedSelector[]): Integration[] {
  const names = new Set(specified.map(({ pacticipant }) => pacticipant));
  const isMeant = toVersionTest(facts, specified);
  return facts.pacts
    .filter(({ consumer, version, provider }) => names.has(provider) && isMeant(consumer, version))
    .map(({ consumer, provider }) => ({ consumer, provider, isRequired: true }));
}

/** Is the version one of those that the selectors ask for? */
export function toVersionTest(
  facts: Facts,
  selectors: readonly ResolvedSelector[],
): (pacticipant: string, version: string) => boolean {
  const keyOf = (pacticipant: string, version: string) => JSON.stringify([pacticipant, version]);
  const anyVersion = new Set(
    selectors.filter(({ asked }) => isNameOnly(asked)).map(({ pacticipant }) => pacticipant),
  );
  const asked = new Set(selectors.map((selector) => selector.asked));
  const versions = new Set(
    [...asked].flatMap((one) => findVersions(facts, one)).map((one) => keyOf(one.pacticipant, one.number)),
  );
  return (pacticipant, version) => anyVersion.has(pacticipant) || versions.has(keyOf(pacticipant, version));
}

/** As Ruby compares texts: by code point. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
