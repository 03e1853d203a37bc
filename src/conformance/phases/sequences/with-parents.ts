import type { Contract } from '../../../contract/contract.ts';
import type { Binding, Sequence, Step, StepExpectation } from '../../plan/sequence.ts';
import type { Actor, StatefulContext } from './actor.ts';
import { connect } from './resources.ts';

/** Things in things in things: more would be a circle. */
const deepest = 3;

/** What makes the thing that the path of an operation starts with: `POST /shops` for `/shops/{id}/items`. */
export function findParent({ contract, actors }: StatefulContext, { operation }: Actor): Actor | undefined {
  return actors.find(
    (one) =>
      one.operation.method === 'POST' &&
      one.operation.key !== operation.key &&
      one.operation.path.length < operation.path.length &&
      (!one.refused || /\{/.test(one.operation.path)) &&
      connect(contract, one.operation, operation)?.sure === true,
  );
}

/**
 * The sequence with a first step that makes what its own first one is inside of: the things that the valid requests name
 * may be gone by then. The steps that name it by themselves get it from there too.
 */
export function withParents(context: StatefulContext, sequence: Sequence): Sequence {
  let whole = sequence;
  for (let depth = 0; depth < deepest; depth += 1) {
    const [first] = whole.steps;
    const actor = context.actors.find(({ operation }) => operation.key === first?.operation);
    const parent = actor && findParent(context, actor);
    if (!parent) break;
    whole = startWith(context, whole, parent);
  }
  return whole;
}

function startWith({ contract, actors }: StatefulContext, sequence: Sequence, parent: Actor): Sequence {
  const first: Step = {
    name: 'create what is around',
    operation: parent.operation.key,
    request: parent.base,
    bindings: [],
    expect: { kind: 'prepare' },
  };
  const steps = sequence.steps.map((step): Step => {
    const bindings = step.bindings.map((one): Binding => ({ ...one, step: one.step + 1 }));
    const to = actors.find(({ operation }) => operation.key === step.operation);
    const more = to ? missingBindings(contract, { parent, to, bindings }) : [];
    return { ...step, bindings: [...bindings, ...more], expect: shift(step.expect) };
  });
  return { ...sequence, steps: [first, ...steps] };
}

/** The path parameters of a step that nothing else gives a value. */
function missingBindings(
  contract: Contract,
  from: { parent: Actor; to: Actor; bindings: readonly Binding[] },
): Binding[] {
  const { parent, to, bindings } = from;
  const connection = connect(contract, parent.operation, to.operation);
  const taken = new Set(bindings.map((one) => one.to));
  return (connection?.bindings ?? [])
    .filter((one) => !taken.has(one.to))
    .map((one): Binding => ({ ...one, step: 0 }));
}

function shift(expect: StepExpectation): StepExpectation {
  if (expect.kind === 'lists') return { ...expect, steps: expect.steps.map((step) => step + 1) };
  return 'step' in expect ? { ...expect, step: expect.step + 1 } : expect;
}
