import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../finding.ts';
import type { Case, CaseRequest } from '../../plan/case.ts';
import { readBack } from '../../plan/prove.ts';
import type { Step } from '../../plan/sequence.ts';
import { fillValue } from '../../values/fill-value.ts';
import { varyValue } from '../../values/vary-value.ts';
import { type Actor, bodyOf, type StatefulContext, withBody } from './actor.ts';

/** A request that has to be refused, for a sequence that looks whether it had an effect nevertheless. */
export type BrokenRequest = Required<Pick<Step, 'name' | 'request' | 'broken'>>;

/** More of them tell no more about one operation. */
const mostBroken = 4;

type Members = Readonly<Record<string, Json>>;

/** The valid request with other values in its body: what an operation changes when it is sent after the first one. */
export function varyRequest(context: StatefulContext, actor: Actor): CaseRequest | undefined {
  return withOther(context, actor, varyValue);
}

/** The valid request with a value for everything that can be sent. */
export function fillRequest(context: StatefulContext, actor: Actor): CaseRequest | undefined {
  return withOther(context, actor, fillValue);
}

function withOther(
  { contract, config }: StatefulContext,
  { operation, base }: Actor,
  change: typeof varyValue,
): CaseRequest | undefined {
  const body = bodyOf(operation, base);
  if (!body?.schema) return undefined;
  const value = change({ contract, seed: config.seed }, body.schema, body.value);
  if (value === undefined) return undefined;
  const request = withBody(base, value);
  const reading = readBack(contract, operation, request);
  return reading.kind === 'read' && reading.findings.length === 0 ? request : undefined;
}

/**
 * Different requests that break the document: one fault of the phase `negative` each, beside valid values that are not
 * those of the valid request, so that a part of it that was applied can be seen.
 */
export function listBroken(context: StatefulContext, actor: Actor): readonly BrokenRequest[] {
  const varied = varyRequest(context, actor) ?? actor.base;
  const body = bodyOf(actor.operation, actor.base);
  const refused = actor.cases.filter(({ expect, proof }) => expect.kind === 'refused' && proof);
  const byField = Map.groupBy(refused, (one) => changedField(actor, body?.value, one));
  byField.delete(undefined);
  // A server that applies field by field has applied the others when it comes to the last one.
  const fields = [...byField.keys()].reverse();
  const chosen = fields.flatMap((field) => {
    for (const one of byField.get(field) ?? []) {
      const made = breakVaried(context, actor, { varied, broken: one });
      if (made) return [made];
    }
    return [];
  });
  const first = chosen.slice(mostBroken - 1).at(-1);
  return [...chosen.slice(0, mostBroken - 1), ...(first ? [first] : []), ...unauthenticated(actor, varied)];
}

/** The one member of the body that a case has changed, taken away or added. */
function changedField(actor: Actor, base: Json | undefined, { request }: Case): string | undefined {
  const other = bodyOf(actor.operation, request)?.value;
  if (!isMembers(base) || !isMembers(other)) return undefined;
  const names = new Set([...Object.keys(base), ...Object.keys(other)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(base[name], other[name]));
  return changed.length === 1 ? changed[0] : undefined;
}

function breakVaried(
  { contract }: StatefulContext,
  actor: Actor,
  from: { varied: CaseRequest; broken: Case },
): BrokenRequest | undefined {
  const { operation, base } = actor;
  const { varied, broken } = from;
  const [before, wrong, valid] = [base, broken.request, varied].map((one) => bodyOf(operation, one)?.value);
  if (!isMembers(before) || !isMembers(wrong) || !isMembers(valid)) return undefined;
  const [name] = [changedField(actor, before, broken)];
  if (name === undefined) return undefined;
  const others = Object.entries(valid).filter(([key]) => key !== name);
  const fault = Object.entries(wrong).filter(([key]) => key === name);
  const request = withBody(varied, Object.fromEntries([...others, ...fault]));
  const reading = readBack(contract, operation, request);
  const holds = reading.kind === 'read' && reading.findings.some(({ rule }) => rule === broken.proof?.rule);
  if (!holds || !broken.proof) return undefined;
  return {
    name: broken.intent.description,
    request,
    broken: { expect: broken.expect, proof: broken.proof },
  };
}

/** The same change by somebody without a credential. */
function unauthenticated({ cases }: Actor, varied: CaseRequest): BrokenRequest[] {
  const one = cases.find(
    ({ expect, request, proof }) =>
      expect.kind === 'unauthenticated' && request.credentials === 'none' && proof !== undefined,
  );
  if (!one?.proof) return [];
  return [
    {
      name: one.intent.description,
      request: { ...varied, credentials: 'none' },
      broken: { expect: one.expect, proof: one.proof },
    },
  ];
}

function isMembers(value: Json | undefined): value is Members {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
