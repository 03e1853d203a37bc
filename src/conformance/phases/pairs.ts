import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../finding.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Expectation, Omission } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import type { RequestDraft } from '../request/draft.ts';
import { serialiseParameter } from '../request/serialise-parameter.ts';
import { coverPairs, type Pair, type Row } from '../values/cover-pairs.ts';
import { type Factor, type Level, listFactors } from '../values/list-levels.ts';
import { applyEdits } from '../values/repair-value.ts';
import type { SampleContext } from '../values/sample.ts';
import { allowedTypes, findKeyword, readSchema } from '../values/schema-view.ts';
import { listAcceptance } from './acceptance.ts';
import { listRoots, type Root, replaceRoot } from './roots.ts';

/** More requests for one operation would look at the same code again and again; all operations together have a share. */
const most = { operation: 60, document: 1200, least: 6 };

function mostCases({ operations }: PhaseContext['contract']): number {
  return Math.max(most.least, Math.min(most.operation, Math.floor(most.document / operations.length)));
}

/** A place of the request with its levels. */
type RequestFactor = Factor & { readonly root: Root };

/**
 * Every pair of interesting valid values of two places in at least one request: a provider that handles each of them alone
 * can still fall over both together.
 */
export function* planPairs(context: PhaseContext): Generator<CaseDraft | Omission> {
  const samples: SampleContext = { contract: context.contract, seed: context.config.seed };
  const limit = mostCases(context.contract);
  const { factors, omissions } = listRequestFactors(context, samples);
  yield* omissions;
  const made = new Map<Row, { draft: RequestDraft; pair: Pair }>();
  const { rows, impossible, left } = coverPairs({
    levels: factors.map(({ levels }) => levels.length),
    most: limit,
    apart: (first, second) => areApart(factors[first], factors[second]),
    realise(row, pair) {
      const draft = realise(samples, { context, factors }, { row, pair });
      const real = draft && readRow(factors, draft);
      if (real) made.set(real, { draft, pair });
      return real;
    },
  });
  for (const row of rows) {
    const one = made.get(row);
    if (one) yield toCase(context, factors, { row, ...one });
  }
  if (impossible > 0) yield { reason: 'not sent: two values that exclude each other', count: impossible };
  if (left > 0)
    yield { reason: `not sent: pairs of values for which ${limit} requests are too few`, count: left };
}

function listRequestFactors(
  context: PhaseContext,
  samples: SampleContext,
): { factors: readonly RequestFactor[]; omissions: readonly Omission[] } {
  const factors: RequestFactor[] = [];
  let [leftValues, cut] = [0, 0];
  for (const root of listRoots(context)) {
    if (root.parameter?.in === 'path' && !isClosed(samples, root)) continue;
    const found = listFactors(samples, root.schema, root.value);
    leftValues += found.leftValues;
    if (found.cut) cut += 1;
    const own = found.factors.map((factor) => ({ ...factor, root }));
    factors.push(...(root.parameter ? toParameter(root, own) : own));
  }
  const omissions: Omission[] = [];
  if (leftValues > 0)
    omissions.push({
      reason: 'not paired: values behind the first ones of a place, or inside of absent ones',
      count: leftValues,
    });
  if (cut > 0)
    omissions.push({
      reason: 'not paired: places behind the first ones of a part of the request',
      count: cut,
    });
  return { factors, omissions };
}

/** A value and one inside of it are no pair: the one is a part of the other. */
function areApart(first: RequestFactor | undefined, second: RequestFactor | undefined): boolean {
  if (first?.root !== second?.root) return true;
  const [a, b] = [`${first?.pointer}/`, `${second?.pointer}/`];
  return !a.startsWith(b) && !b.startsWith(a);
}

/** Other values of a path lead to nothing that is there, unless the document says which ones there are. */
function isClosed({ contract }: SampleContext, { schema }: Root): boolean {
  const view = readSchema(contract.document, schema);
  return findKeyword(view, 'enum').length > 0 || isDeepStrictEqual(allowedTypes(view), ['boolean']);
}

/** A parameter as a whole, absent too where it may be, without values that have no form on the wire. */
function toParameter(root: Root, factors: readonly RequestFactor[]): RequestFactor[] {
  const { parameter, sent, value } = root;
  if (!parameter) return [];
  const whole = factors.find(({ pointer }) => pointer === '')?.levels ?? [{ name: 'valid', value }];
  const writable = whole.filter(
    (level) => level.value === undefined || serialiseParameter(parameter, level.value) !== undefined,
  );
  const absent: Level[] = parameter.required ? [] : [{ name: 'absent' }];
  const levels = sent ? [...writable.slice(0, 1), ...absent, ...writable.slice(1)] : [...absent, ...writable];
  return levels.length > 1 ? [{ pointer: '', levels, root }] : [];
}

/** The request with the levels of a row: those that make it invalid are given up, but for the pair that it is for. */
function realise(
  samples: SampleContext,
  from: { context: PhaseContext; factors: readonly RequestFactor[] },
  { row, pair }: { row: readonly number[]; pair: Pair },
): RequestDraft | undefined {
  const { context, factors } = from;
  let draft = context.base;
  for (const root of new Set(factors.map((factor) => factor.root))) {
    const edits = new Map<string, Json | undefined>();
    const keep = new Set<string>();
    for (const [index, factor] of factors.entries()) {
      const level = row[index] ?? 0;
      // What is there anyway needs no edit, which would hide those inside of it.
      if (factor.root !== root || (level === 0 && !root.parameter)) continue;
      edits.set(factor.pointer, factor.levels[level]?.value);
      if (index === pair[0] || index === pair[2]) keep.add(factor.pointer);
    }
    if (edits.size === 0) continue;
    const value = root.parameter
      ? edits.get('')
      : applyEdits(samples, root.schema, { root: root.value, edits, keep });
    if (value === undefined && !root.parameter && keep.size > 0) return undefined;
    if (value !== undefined || root.parameter) draft = replaceRoot(draft, root, value);
  }
  return draft;
}

/** Which levels a request really has. */
function readRow(factors: readonly RequestFactor[], draft: RequestDraft): Row {
  return factors.map(({ root, pointer, levels }) => {
    const whole = root.parameter ? draft.parameters.get(root.parameter) : draft.body;
    const value = whole === undefined ? undefined : findAtPointer(whole, pointer);
    const level = levels.findIndex((one) => isDeepStrictEqual(one.value, value));
    return level === -1 ? undefined : level;
  });
}

function toCase(
  context: PhaseContext,
  factors: readonly RequestFactor[],
  made: { row: Row; draft: RequestDraft; pair: Pair },
): CaseDraft {
  const { row, draft, pair } = made;
  const nameOf = (index: number, level: number): string => {
    const factor = factors[index];
    return `${factor?.root.pointer}${factor?.pointer} ${factor?.levels[level]?.name}`;
  };
  return {
    phase: 'pairs',
    place: context.operation.at,
    keyword: 'schema',
    name: `${nameOf(pair[0], pair[1])} with ${nameOf(pair[2], pair[3])}`,
    pointer: '',
    draft,
    claim: { kind: 'valid', expect: expectationOf(context, factors, row) },
  };
}

/** Any of the values may be refused, unless the document says of each of them that every value is accepted. */
function expectationOf(context: PhaseContext, factors: readonly RequestFactor[], row: Row): Expectation {
  const expected = factors.flatMap(({ levels }, index): Expectation[] => {
    const level = row[index];
    if (level === 0) return [];
    const probe = level === undefined ? undefined : levels[level]?.probe;
    return [probe ? listAcceptance(context.contract, probe) : { kind: 'accepted-or-refused' }];
  });
  const weakest =
    expected.find(({ kind }) => kind !== 'accepted') ??
    expected.find((one) => one.kind === 'accepted' && one.severity === 'warning') ??
    expected[0];
  return weakest ?? { kind: 'accepted-or-refused' };
}
