import type { Producer } from '../../plan/data-flow.ts';
import type { Sequence } from '../../plan/sequence.ts';
import type { Actor, StatefulContext } from './actor.ts';
import { fillRequest, varyRequest } from './broken-requests.ts';
import { type Connection, connect, type Resource, samePath } from './resources.ts';
import { type StepDraft, toSequence } from './sequence-builder.ts';

/** The first step of a sequence, which makes or names the thing that it is about. */
export type Anchor = {
  readonly steps: readonly StepDraft[];
  readonly actor: Actor;
  /** From the exchange of the first step to the requests of an operation. */
  to(actor: Actor): Connection | undefined;
};

/** A thing of its own where one can be made; else the one that the valid requests name. */
export function findAnchor(
  { contract }: StatefulContext,
  { create, replace, read }: Resource,
): Anchor | undefined {
  if (create)
    return {
      steps: [{ name: 'create', actor: create, expect: { kind: 'prepare' } }],
      actor: create,
      to: (actor) => connect(contract, create.operation, actor.operation),
    };
  const named = [replace, read].find((actor) => actor && !actor.refused);
  if (!named) return undefined;
  return {
    steps: [{ name: named === read ? 'read' : 'replace', actor: named, expect: { kind: 'prepare' } }],
    actor: named,
    to: (actor) => samePath(named.operation, actor.operation),
  };
}

/** What was made is there, with its values, under its id and under the address that the answer gave. */
export function* planMade(context: StatefulContext, resource: Resource): Generator<Sequence> {
  const { create, read } = resource;
  if (!create || !read) return;
  const connection = connect(context.contract, create.operation, read.operation);
  if (!connection) return;
  const expect = { kind: 'shows', step: 0, sure: connection.sure } as const;
  const steps: StepDraft[] = [
    { name: 'create', actor: create, expect: { kind: 'prepare' } },
    { name: 'read', actor: read, expect, after: { step: 0, connection } },
  ];
  const isLocation = ({ source }: Producer): boolean => source === '/response/header/location';
  const located = connect(context.contract, create.operation, read.operation, isLocation);
  if (located?.bindings.some(({ from }) => from === '/response/header/location'))
    steps.push({
      name: 'read at the Location',
      actor: read,
      expect: { kind: 'found', step: 0, sure: true },
      after: { step: 0, connection: located },
    });
  yield toSequence(create.operation, 'what was created is found', steps);
  const request = fillRequest(context, create);
  if (request)
    yield toSequence(create.operation, 'all that was sent is kept', [
      { name: 'create with all fields', actor: create, request, expect: { kind: 'prepare' } },
      { name: 'read', actor: read, expect, after: { step: 0, connection } },
    ]);
}

/** Valid changes one after the other: each is accepted, and seen where the document has a read for it. */
export function* planChanges(context: StatefulContext, resource: Resource): Generator<Sequence> {
  const anchor = findAnchor(context, resource);
  if (!anchor) return;
  for (const writer of [resource.replace, resource.patch]) {
    const connection = writer && anchor.to(writer);
    if (!writer || !connection || (anchor.actor !== resource.create && writer.refused)) continue;
    const after = { step: 0, connection };
    const steps: StepDraft[] = anchor.actor === writer ? [] : [...anchor.steps];
    const read = (): void => {
      const way = resource.read && anchor.to(resource.read);
      if (!resource.read || !way || steps.length === 0) return;
      const expect = { kind: 'shows', step: steps.length - 1, sure: way.sure } as const;
      steps.push({ name: 'read', actor: resource.read, expect, after: { step: 0, connection: way } });
    };
    if (anchor.actor === resource.create) read();
    const own = steps.length;
    const verb = writer.operation.method === 'PUT' ? 'replace' : 'change';
    const first = own === 0 ? {} : { after };
    steps.push({ name: verb, actor: writer, expect: { kind: 'prepare' }, ...first });
    read();
    const other = varyRequest(context, writer);
    if (other) {
      const name = `${verb} with other values`;
      steps.push({ name, actor: writer, request: other, expect: { kind: 'prepare' }, after });
      read();
    }
    if (writer.operation.method === 'PUT') {
      steps.push({
        name: `${verb} as the first time`,
        actor: writer,
        expect: { kind: 'same-as', step: own },
        after,
      });
      read();
    }
    const all = fillRequest(context, writer);
    if (all) {
      steps.push({
        name: `${verb} all fields`,
        actor: writer,
        request: all,
        expect: { kind: 'prepare' },
        after,
      });
      read();
    }
    if (steps.length > 1) yield toSequence(writer.operation, 'valid changes are applied', steps);
  }
}

/** What was deleted is gone, for a read, for another change and for a second deletion. */
export function* planDeleted(context: StatefulContext, resource: Resource): Generator<Sequence> {
  const { create, remove, read, patch } = resource;
  const connection = create && remove && connect(context.contract, create.operation, remove.operation);
  if (!create || !remove || !connection) return;
  const after = { step: 0, connection };
  const steps: StepDraft[] = [
    { name: 'create', actor: create, expect: { kind: 'prepare' } },
    { name: 'delete', actor: remove, expect: { kind: 'prepare' }, after },
  ];
  const { sure } = connection;
  for (const actor of [read, patch]) {
    const way = actor && connect(context.contract, create.operation, actor.operation);
    if (!actor || !way) continue;
    const name = actor === read ? 'read' : 'change';
    const expect = { kind: 'gone', step: 1, sure: sure && actor === read } as const;
    steps.push({ name, actor, expect, after: { step: 0, connection: way } });
  }
  steps.push({ name: 'delete again', actor: remove, expect: { kind: 'deleted-again', step: 1 }, after });
  yield toSequence(remove.operation, 'what was deleted is gone', steps);
}

/** The sequences that start with a list need one that has something in it. */
export const listedName = 'what is listed is found';

/** A list has what was made, and what it lists can be read. */
export function* planListed(context: StatefulContext, resource: Resource): Generator<Sequence> {
  const { create, read, list, remove, replace } = resource;
  const member = read ?? replace ?? remove;
  if (!list || !member) return;
  const listed = connect(context.contract, list.operation, member.operation);
  const item = listed && keyOf(listed, member);
  if (!listed || item === undefined) return;
  if (read && !list.refused)
    yield toSequence(list.operation, listedName, [
      { name: 'list', actor: list, expect: { kind: 'prepare' } },
      {
        name: 'read the first item',
        actor: read,
        expect: { kind: 'found', step: 0, sure: listed.sure },
        after: { step: 0, connection: listed },
      },
    ]);
  const made = create && connect(context.contract, create.operation, member.operation);
  const from = made && keyOf(made, member);
  if (!create || from === undefined || from.startsWith('/response/header')) return;
  const around = samePath(create.operation, list.operation);
  yield toSequence(list.operation, 'what was created is listed', [
    { name: 'create', actor: create, expect: { kind: 'prepare' } },
    {
      name: 'create another one',
      actor: create,
      request: varyRequest(context, create) ?? create.base,
      expect: { kind: 'prepare' },
    },
    {
      name: 'list',
      actor: list,
      expect: { kind: 'lists', steps: [0, 1], from, item },
      after: { step: 0, connection: around },
    },
  ]);
}

/** The place of the value that names the thing itself. */
function keyOf({ bindings }: Connection, { operation }: Actor): string | undefined {
  const last = operation.path
    .match(/\{([^{}]*)\}/g)
    ?.at(-1)
    ?.slice(1, -1);
  return bindings.find(({ to }) => to === `/path/${last}`)?.from;
}
