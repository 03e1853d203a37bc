import type { Facts, PublishedPact, VerificationResult } from './facts.ts';
import { compareNames, toVersionTest } from './find-integrations.ts';
import { isNameOnly, type ResolvedSelector } from './resolve-selector.ts';

/** A pact of a consumer's version and the latest verification of it by one version of the provider (`MatrixRow` of the broker). */
export type Row = {
  readonly consumer: string;
  readonly consumerVersion: string;
  readonly provider: string;
  readonly providerVersion?: string;
  readonly success?: boolean;
};

/** `cvp` keeps of each consumer version and provider the latest provider version; `cvpv` keeps every provider version. */
export type LatestBy = 'cvp' | 'cvpv';

/** The rows that the selectors lead to, in the order of the broker's matrix. */
export function findRows(facts: Facts, selectors: readonly ResolvedSelector[], latestBy: LatestBy): Row[] {
  const orders = new Map(facts.versions.map((one, index) => [keyOf(one.pacticipant, one.number), index]));
  const orderOf = (pacticipant: string, version: string | undefined) =>
    version === undefined ? -1 : (orders.get(keyOf(pacticipant, version)) ?? -1);
  const rows = selectors.length === 1 ? rowsOfOne(facts, selectors) : rowsBetween(facts, selectors);
  const byNewest = rows.toSorted(
    (a, b) =>
      compareNames(a.consumer, b.consumer) ||
      orderOf(b.consumer, b.consumerVersion) - orderOf(a.consumer, a.consumerVersion) ||
      compareNames(a.provider, b.provider) ||
      orderOf(b.provider, b.providerVersion) - orderOf(a.provider, a.providerVersion),
  );
  const kept = new Set<string>();
  return byNewest.filter(({ consumer, consumerVersion, provider, providerVersion }) => {
    const pair = [
      consumer,
      consumerVersion,
      provider,
      ...(latestBy === 'cvpv' ? [providerVersion ?? null] : []),
    ];
    const key = JSON.stringify(pair);
    const isFirst = !kept.has(key);
    kept.add(key);
    return isFirst;
  });
}

/** Between the selectors: a pact that none of the wanted provider versions verified stands there all the same, unverified. */
function rowsBetween(facts: Facts, selectors: readonly ResolvedSelector[]): Row[] {
  const names = new Set(selectors.map(({ pacticipant }) => pacticipant));
  const specified = new Set(
    selectors.filter(({ role }) => role === 'specified').map(({ pacticipant }) => pacticipant),
  );
  const isMeant = toVersionTest(facts, selectors);
  return facts.pacts
    .filter((pact) => names.has(pact.provider) && isMeant(pact.consumer, pact.version))
    .filter(({ consumer, provider }) => specified.has(consumer) || specified.has(provider))
    .flatMap((pact) =>
      toRows(
        pact,
        resultsOf(facts, pact).filter(({ provider, providerVersion }) => isMeant(provider, providerVersion)),
      ),
    );
}

/** With one selector alone, everything that it takes part in. */
function rowsOfOne(facts: Facts, selectors: readonly ResolvedSelector[]): Row[] {
  const isMeant = toVersionTest(facts, selectors);
  return facts.pacts.flatMap((pact) => {
    const results = resultsOf(facts, pact);
    if (isMeant(pact.consumer, pact.version)) return toRows(pact, results);
    const own = results.filter(({ provider, providerVersion }) => isMeant(provider, providerVersion));
    return own.length === 0 ? [] : toRows(pact, own);
  });
}

function toRows(
  { consumer, version, provider }: PublishedPact,
  results: readonly VerificationResult[],
): Row[] {
  const pact = { consumer, consumerVersion: version, provider };
  if (results.length === 0) return [pact];
  return results.map(({ providerVersion, success }) => ({ ...pact, providerVersion, success }));
}

/** Of the content of the pact, whichever version of the consumer it was verified for. */
function resultsOf(facts: Facts, { consumer, provider, digest }: PublishedPact): VerificationResult[] {
  return facts.results.filter(
    (result) => result.consumer === consumer && result.provider === provider && result.digest === digest,
  );
}

/** `RowIgnorer` of the broker. */
export function isIgnoredRow(row: Row, ignored: readonly ResolvedSelector[]): boolean {
  return ignored.some(
    ({ pacticipant, asked, version }) =>
      (pacticipant === row.consumer && (isNameOnly(asked) || version === row.consumerVersion)) ||
      (pacticipant === row.provider && (isNameOnly(asked) || version === row.providerVersion)),
  );
}

function keyOf(pacticipant: string, version: string): string {
  return JSON.stringify([pacticipant, version]);
}
