import type { Contract } from '../../contract/contract.ts';
import type { OperationPlan } from '../plan/case.ts';
import type { PlanConfig } from '../plan/config.ts';
import type { Sequence } from '../plan/sequence.ts';
import { listActors, type StatefulContext } from './sequences/actor.ts';
import { planLinks } from './sequences/link-sequences.ts';
import { planRefused } from './sequences/refused-sequences.ts';
import {
  listedName,
  planChanges,
  planDeleted,
  planListed,
  planMade,
} from './sequences/resource-sequences.ts';
import { listResources } from './sequences/resources.ts';
import { withParents } from './sequences/with-parents.ts';

/** Requests of all sequences together: a document with many operations gets more, up to the limit. */
const requests = { least: 150, forEachOperation: 8, most: 600 };

/** The sequences of a plan, and how many were made and have no room in it. */
export type StatefulPlan = { readonly sequences: readonly Sequence[]; readonly left: number };

/**
 * Sequences over the operations of a document, by its links and by what the names and paths tell. They are made from the
 * valid requests of the plans; `refused` are the operations whose own one was not accepted.
 */
export function planStateful(
  contract: Contract,
  config: PlanConfig,
  from: { plans: readonly OperationPlan[]; refused: ReadonlySet<string> },
): StatefulPlan {
  if (!config.phases.includes('stateful')) return { sequences: [], left: 0 };
  const actors = listActors(contract, from.plans, from.refused);
  const context: StatefulContext = { contract, config, actors };
  const all = [...listSequences(context)].map((one) =>
    one.id.endsWith(listedName.replaceAll(' ', '-')) ? one : withParents(context, one),
  );
  const byId = new Map(all.reverse().map((one) => [one.id, one]));
  const made = [...byId.values()].reverse().filter(({ steps }) => !config.readOnly || steps.every(isSafe));
  const room = Math.min(requests.most, Math.max(requests.least, actors.length * requests.forEachOperation));
  const sequences: Sequence[] = [];
  let sum = 0;
  for (const one of made) {
    if (sum + one.steps.length > room) continue;
    sum += one.steps.length;
    sequences.push(one);
  }
  return { sequences, left: made.length - sequences.length };
}

function isSafe({ request }: Sequence['steps'][number]): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(request.method);
}

/** Kind by kind, so that a full plan has some of each resource: the most telling first, what deletes last. */
function* listSequences(context: StatefulContext): Generator<Sequence> {
  const resources = listResources(context);
  for (const plan of [planMade, planChanges, planRefused, planListed])
    for (const resource of resources) yield* plan(context, resource);
  yield* planLinks(context);
  for (const resource of resources) yield* planDeleted(context, resource);
}
