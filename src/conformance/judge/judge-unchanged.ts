import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer, pointerTokens } from '../../spec/pointer.ts';
import { bodyOf } from '../phases/sequences/actor.ts';
import { declaredProperties, readSchema } from '../values/schema-view.ts';
import type { StepFault } from './judge-step.ts';
import { isSameValue, listDifferences, withoutIndices } from './same-value.ts';
import type { Told } from './told.ts';

/**
 * Compares a read after a refused request with the one before it. What already differs between two reads with nothing in
 * between changes by itself and does not count. Sure is a change only where it shows what the refused request has sent,
 * or is about a field that only a sender sets.
 */
export function judgeUnchanged(
  contract: Contract,
  told: readonly Told[],
  from: { refused: number; sure: boolean },
): readonly StepFault[] {
  const { refused: number, sure } = from;
  const [after, refused] = [told.at(-1), told[number]];
  if (!after || refused?.attempt.outcome !== 'refused') return [];
  const reads = told
    .slice(0, number)
    .filter((one) => one.operation.key === after.operation.key && one.attempt.outcome === 'accepted');
  const before = reads.at(-1);
  const [first, second] = reads;
  if (!before || !first || !second || first === second) return [];
  if (isMissing(after.attempt.status))
    return [toFault(refused, { number, pointer: '/status', sure: true, actual: after.attempt.status })];
  if (after.attempt.outcome !== 'accepted') return [];
  const unsteady = new Set(listDifferences(stateOf(first), stateOf(second)).map(withoutIndices));
  const steady = ({ pointer }: { pointer: string }): boolean =>
    ![...unsteady].some((one) => `${withoutIndices(pointer)}/`.startsWith(`${one}/`));
  const changed = listDifferences(stateOf(before), stateOf(after))
    .map((pointer) => ({ pointer, value: findAtPointer(stateOf(after), pointer) }))
    .filter(steady);
  const certain = changed.find((one) => isSent(contract, { ...one, refused, before, sure }));
  const chosen = certain ?? changed[0];
  if (!chosen) return [];
  return [
    toFault(refused, {
      number,
      pointer: chosen.pointer,
      sure: certain !== undefined,
      actual: chosen.value,
      expected: findAtPointer(stateOf(before), chosen.pointer),
    }),
  ];
}

/** What a read shows: its body, and how many there are, where a header tells it. */
function stateOf({ body, attempt }: Told): Json {
  const headers = attempt.result.response?.headers ?? [];
  const counts = headers.flatMap(({ parameter: { name }, raw }) =>
    raw !== undefined && /total|count/i.test(name) && /^\d+$/.test(raw) ? [[name, raw] as const] : [],
  );
  return { ...(body === undefined ? {} : { body }), count: Object.fromEntries(counts) };
}

function isMissing(status: number): boolean {
  return status === 404 || status === 410;
}

/** Whether a changed place shows a value of the refused request, or is a field that its sender sets. */
function isSent(
  contract: Contract,
  changed: { pointer: string; value: Json | undefined; refused: Told; before: Told; sure: boolean },
): boolean {
  const { pointer, value, refused, before, sure } = changed;
  if (pointer.startsWith('/count/'))
    return Number(value) === Number(findAtPointer(stateOf(before), pointer)) + 1;
  const sent = bodyOf(refused.operation, refused.case.request);
  if (!sent || sent.value === null || typeof sent.value !== 'object') return false;
  const members = new Map(Object.entries(sent.value) as [string, Json][]);
  const name = pointerTokens(pointer).find((token) => members.has(token));
  const own = name === undefined ? undefined : members.get(name);
  if (own !== undefined && value !== undefined && isSameValue(own, value)) return true;
  if (Array.isArray(value)) return hasNewItem(members, value, findAtPointer(stateOf(before), pointer));
  const declared = sent.schema && declaredProperties(readSchema(contract.document, sent.schema));
  return sure && pointerTokens(pointer).some((token) => declared?.has(token) === true);
}

/** An item that was not there before and has a value that was sent. */
function hasNewItem(
  members: ReadonlyMap<string, Json>,
  items: readonly Json[],
  before: Json | undefined,
): boolean {
  const old: readonly Json[] = Array.isArray(before) ? before : [];
  return items
    .filter((item) => !old.some((one) => listDifferences(one, item).length === 0))
    .some(
      (item) =>
        item !== null &&
        typeof item === 'object' &&
        Object.entries(item).some(([name, value]: [string, Json]) => {
          const sent = members.get(name);
          return sent !== undefined && sent !== null && isSameValue(sent, value);
        }),
    );
}

function toFault(
  { case: probe, attempt }: Told,
  found: {
    number: number;
    pointer: string;
    sure: boolean;
    actual: Json | undefined;
    expected?: Json | undefined;
  },
): StepFault {
  const { number, pointer, sure, actual, expected } = found;
  const what = pointer === '/status' ? `is answered with status ${actual}` : `differs at ${pointer}`;
  return {
    step: number,
    rule: 'request-refused-applied',
    severity: sure ? 'error' : 'warning',
    message: `${probe.intent.description}: received status ${attempt.status}, and a read after it ${what}; documented is a refusal`,
    place: probe.proof?.place ?? probe.intent.place,
    side: 'request',
    pointer: probe.proof?.pointer ?? '',
    clause: probe.proof?.clause,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    hint: 'judge the whole request before anything of it is stored',
  };
}
