import { findLinked } from '../../../contract/compile-link.ts';
import type { Link } from '../../../contract/contract.ts';
import { toPointer } from '../../plan/data-flow.ts';
import type { Binding, Sequence } from '../../plan/sequence.ts';
import type { Actor, StatefulContext } from './actor.ts';
import { toSequence } from './sequence-builder.ts';
import { findParent } from './with-parents.ts';

/** Follows each documented link of a successful response once (OpenAPI 3.1 §4.8.20). */
export function* planLinks(context: StatefulContext): Generator<Sequence> {
  const { actors } = context;
  for (const actor of actors) {
    if (actor.refused && !findParent(context, actor)) continue;
    for (const { status, links } of actor.operation.responses) {
      if (!/^2/.test(status)) continue;
      for (const link of links) {
        const target = actors.find(({ operation }) => operation.key === link.operation);
        if (target && isFollowed(actor, target)) yield followLink(actor, target, link);
      }
    }
  }
}

/** A link to a deletion is only followed from what makes a thing. */
function isFollowed({ operation: from }: Actor, { operation: to }: Actor): boolean {
  return to.method !== 'DELETE' || from.method === 'POST';
}

function followLink(actor: Actor, target: Actor, link: Link): Sequence {
  const bindings = link.parameters.flatMap(({ value, ...wanted }): Binding[] => {
    const parameter = findLinked(target.operation, wanted);
    return parameter ? [{ step: 0, to: toPointer(parameter), link: link.at, value }] : [];
  });
  const body: Binding[] =
    link.requestBody === undefined ? [] : [{ step: 0, to: '/body', link: link.at, value: link.requestBody }];
  const made = actor.operation.method === 'POST' && target.operation.method === 'GET';
  const sequence = toSequence(actor.operation, `link ${link.name}`, [
    { name: actor.operation.operationId ?? actor.operation.key, actor, expect: { kind: 'prepare' } },
    { name: `follow link ${link.name}`, actor: target, expect: { kind: 'found', step: 0, sure: made } },
  ]);
  const [first, second] = sequence.steps;
  if (!first || !second) return sequence;
  return {
    ...sequence,
    intent: { ...sequence.intent, place: link.at, keyword: 'links' },
    steps: [first, { ...second, bindings: [...bindings, ...body] }],
  };
}
