import type { FactFile, Facts } from './facts.ts';

/** A file to write. `create`: whoever wrote it first is right. `replace`: the last one is. */
export type FactWrite = FactFile & { readonly mode: 'create' | 'replace' };

/** The bytes of a fact: equal for equal facts, a line a field, so that a merge shows what differs. */
export function toText(fact: Readonly<Record<string, string | boolean | undefined>>): string {
  // A field without a value is left out (JSON.stringify).
  return `${JSON.stringify(fact, null, 2)}\n`;
}

/** Instants later than everything that is known, so that clocks that disagree do not change the order of what happened. */
export function nextInstant(facts: Facts, now: Date): () => string {
  const known = [
    ...facts.versions.map(({ createdAt }) => createdAt),
    ...facts.branches.map(({ addedAt }) => addedAt),
    ...facts.tags.map(({ addedAt }) => addedAt),
    ...facts.results.map(({ verifiedAt }) => verifiedAt),
  ].map((instant) => Date.parse(instant));
  let latest = known.reduce((a, b) => Math.max(a, b), now.getTime() - 1);
  return () => new Date(++latest).toISOString();
}
