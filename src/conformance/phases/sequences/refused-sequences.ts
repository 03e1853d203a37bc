import type { Sequence } from '../../plan/sequence.ts';
import type { Actor, StatefulContext } from './actor.ts';
import { listBroken } from './broken-requests.ts';
import { findAnchor } from './resource-sequences.ts';
import { type Resource, samePath } from './resources.ts';
import { type StepDraft, toSequence } from './sequence-builder.ts';

/**
 * A refused request changes nothing: what a read shows, twice before it, it shows after it as well. And the valid request
 * is still accepted.
 */
export function* planRefused(context: StatefulContext, resource: Resource): Generator<Sequence> {
  const anchor = findAnchor(context, resource);
  if (anchor)
    for (const writer of [resource.replace, resource.patch, resource.remove]) {
      const connection = writer && anchor.to(writer);
      if (!writer || !connection || (anchor.actor !== resource.create && writer.refused)) continue;
      const after = { step: 0, connection };
      const steps: StepDraft[] = anchor.actor === writer ? [] : [...anchor.steps];
      const valid = steps.length;
      const repeats = writer.operation.method === 'PUT';
      const verb = repeats ? 'replace' : 'change';
      if (repeats)
        steps.push({
          name: verb,
          actor: writer,
          expect: { kind: 'prepare' },
          ...(valid === 0 ? {} : { after }),
        });
      const way = resource.read && anchor.to(resource.read);
      const read =
        resource.read && way ? { actor: resource.read, after: { step: 0, connection: way } } : undefined;
      if (!breakIt(context, { steps, writer, after, read, sure: way?.sure === true })) continue;
      if (repeats)
        steps.push({
          name: `${verb} as before`,
          actor: writer,
          expect: { kind: 'same-as', step: valid },
          after,
        });
      yield toSequence(writer.operation, 'a refused request changes nothing', steps);
    }
  yield* planRefusedCreation(context, resource);
}

type Reading = Pick<StepDraft, 'actor' | 'after'>;

/** Adds the broken requests with the reads around them; false where there is nothing to look at. */
function breakIt(
  context: StatefulContext,
  from: {
    steps: StepDraft[];
    writer: Actor;
    after: NonNullable<StepDraft['after']> | undefined;
    read: Reading | undefined;
    sure: boolean;
  },
): boolean {
  const { steps, writer, after, read, sure } = from;
  const broken = listBroken(context, writer);
  if (broken.length === 0 || (!read && writer.operation.method !== 'PUT')) return false;
  const found = { kind: 'found', step: 0, sure } as const;
  const first = read ? [found, found] : [];
  for (const expect of first)
    if (read) steps.push({ ...read, name: 'read', expect: after ? expect : { kind: 'prepare' } });
  for (const one of broken) {
    steps.push({ ...one, actor: writer, expect: { kind: 'refused' }, ...(after ? { after } : {}) });
    const step = steps.length - 1;
    if (read) steps.push({ ...read, name: 'read', expect: { kind: 'unchanged', step, sure } });
  }
  return true;
}

/** A refused creation adds nothing to the list. */
function* planRefusedCreation(context: StatefulContext, { create, list }: Resource): Generator<Sequence> {
  if (!create || !list) return;
  const steps: StepDraft[] = [];
  const around = samePath(create.operation, list.operation);
  const same = around.bindings.length === 0;
  if (same && list.refused) return;
  // A list inside of something else has to be that of the same one.
  if (!same) steps.push({ name: 'create', actor: create, expect: { kind: 'prepare' } });
  const read: Reading = { actor: list, ...(same ? {} : { after: { step: 0, connection: around } }) };
  if (breakIt(context, { steps, writer: create, after: undefined, read, sure: false }))
    yield toSequence(create.operation, 'a refused creation adds nothing', steps);
}
