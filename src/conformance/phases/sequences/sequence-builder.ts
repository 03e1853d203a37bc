import type { Operation } from '../../../contract/contract.ts';
import { joinPointer } from '../../../spec/pointer.ts';
import { idNames, normalise } from '../../plan/field-names.ts';
import { segmentsOf } from '../../plan/resource-path.ts';
import type { Binding, Sequence, Step, StepExpectation } from '../../plan/sequence.ts';
import { type Actor, bodyOf } from './actor.ts';
import type { Connection } from './resources.ts';

/** A step as the makers of sequences write it. */
export type StepDraft = {
  readonly name: string;
  readonly actor: Actor;
  readonly expect: StepExpectation;
  /** Where its values come from; the valid request as it is where nothing is said. */
  readonly after?: { readonly step: number; readonly connection: Connection };
  readonly request?: Actor['base'];
  readonly broken?: Step['broken'];
};

/** Puts steps together to a sequence about an operation; `name` tells the sequences of one operation apart. */
export function toSequence(about: Operation, name: string, drafts: readonly StepDraft[]): Sequence {
  const parts = ['stateful', about.operationId ?? about.key, name];
  return {
    id: parts.map((part) => part.trim().replace(/\s+/g, '-')).join(':'),
    phase: 'stateful',
    intent: {
      place: about.at,
      keyword: 'operation',
      description: drafts.map((one) => one.name).join(', '),
    },
    steps: drafts.map(toStep),
  };
}

function toStep({ name, actor, expect, after, request = actor.base, broken }: StepDraft): Step {
  const bindings = after
    ? after.connection.bindings.map((one): Binding => ({ ...one, step: after.step }))
    : [];
  return {
    name,
    operation: actor.operation.key,
    request,
    bindings: [...bindings, ...bodyIds(actor, bindings)],
    expect,
    ...(broken ? { broken } : {}),
  };
}

/** A body that repeats the id of the path has to have the same one. */
function bodyIds({ operation, base }: Actor, bindings: readonly Binding[]): Binding[] {
  const value = bodyOf(operation, base)?.value;
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  const segments = segmentsOf(operation.path);
  const index = segments.findLastIndex(({ parameters }) => parameters.length > 0);
  const parameter = segments[index]?.parameters.at(-1);
  const binding = bindings.find(({ to }) => to === `/path/${parameter}`);
  if (parameter === undefined || !binding) return [];
  const names = idNames(parameter, segments[index - 1]?.text ?? '').filter((name) => name.endsWith('id'));
  const own = Object.keys(value).find((name) => names.includes(normalise(name)));
  return own === undefined ? [] : [{ ...binding, to: joinPointer('/body', own) }];
}
