import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { writeRequest } from '../request/draft.ts';
import { createFuzzSources, type FuzzSources } from './fuzz-sources.ts';

/** So many values in a row that had been there already: a schema of few values has no more. */
const mostFruitless = 100;

/** Which source the next case comes from, again and again. Values that programs fall over come before random ones. */
const turns: readonly (keyof FuzzSources)[] = [
  'everywhere',
  'structures',
  'everywhere',
  'alone',
  'everywhere',
  'paths',
  'everywhere',
  'mutations',
  'everywhere',
  'random',
];

/** Where a source has no more, the next of these takes its turn. */
const substitutes: readonly (keyof FuzzSources)[] = [
  'alone',
  'everywhere',
  'structures',
  'mutations',
  'random',
];

/**
 * Values that nobody thought of: texts, numbers and structures that programs fall over, random valid values, and valid ones
 * with random mutations. A smaller number of cases gives the first of a larger one.
 */
export function* planFuzz(context: PhaseContext): Generator<CaseDraft> {
  const count = context.config.fuzzCases;
  if (count <= 0) return;
  const sources = createFuzzSources(context);
  const seen = new Set([keyOf(context.base)]);
  let [made, fruitless] = [0, 0];
  for (let turn = 0; made < count && fruitless < mostFruitless; turn += 1) {
    const draft = nextOf(sources, turns[turn % turns.length] ?? 'random');
    if (!draft) return;
    const key = keyOf(draft.draft);
    fruitless += 1;
    if (key !== undefined && seen.has(key)) continue;
    if (key !== undefined) {
      seen.add(key);
      made += 1;
      fruitless = 0;
    }
    yield draft;
  }
}

function nextOf(sources: FuzzSources, wanted: keyof FuzzSources): CaseDraft | undefined {
  for (const name of [wanted, ...substitutes]) {
    const next = sources[name].next();
    if (next.done !== true) return next.value;
  }
  return undefined;
}

/** Undefined where the request cannot be written down: it counts as made and not sent. */
function keyOf(draft: CaseDraft['draft']): string | undefined {
  const written = writeRequest(draft);
  return 'request' in written ? JSON.stringify(written.request) : undefined;
}
