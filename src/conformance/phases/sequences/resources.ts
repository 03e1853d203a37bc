import type { Contract, Operation } from '../../../contract/contract.ts';
import { findProducers, type Producer } from '../../plan/data-flow.ts';
import { segmentsOf } from '../../plan/resource-path.ts';
import type { Binding } from '../../plan/sequence.ts';
import type { Actor, StatefulContext } from './actor.ts';

/** How the requests of one operation get their values from the exchange of another one. */
export type Connection = {
  readonly bindings: readonly Pick<Binding & { from: string }, 'from' | 'to' | 'link'>[];
  /** By links or paths, not by names alone. */
  readonly sure: boolean;
};

/** Something that can be made or named, read and changed at one path. */
export type Resource = {
  readonly path: string;
  /** What makes one, with its connection to each operation of the path. */
  readonly create?: Actor;
  /** What lists them. */
  readonly list?: Actor;
  readonly read?: Actor;
  readonly replace?: Actor;
  readonly patch?: Actor;
  readonly remove?: Actor;
};

/** The paths at whose end stands one thing among others, with what can be done to it. */
export function listResources(context: StatefulContext): readonly Resource[] {
  const { contract, actors } = context;
  const groups = Map.groupBy(
    actors.filter(({ operation }) => operation.method !== 'POST'),
    ({ operation }) => operation.path,
  );
  return [...groups].map(([path, group]) => {
    const by = (method: string): Actor | undefined => group.find((one) => one.operation.method === method);
    const members: Record<string, Actor | undefined> = {
      read: by('GET'),
      replace: by('PUT'),
      patch: by('PATCH'),
      remove: by('DELETE'),
      create: endsInParameter(path) ? findMaker(contract, actors, { group, method: 'POST' }) : undefined,
      list: endsInParameter(path) ? findMaker(contract, actors, { group, method: 'GET' }) : undefined,
    };
    return { path, ...Object.fromEntries(Object.entries(members).filter(([, actor]) => actor)) };
  });
}

function endsInParameter(path: string): boolean {
  return (segmentsOf(path).at(-1)?.parameters.length ?? 0) > 0;
}

function endsAfterParameter(path: string): boolean {
  return path.includes('{');
}

/** The operation of the method whose answers lead to the path, the surest first. */
function findMaker(
  contract: Contract,
  actors: readonly Actor[],
  wanted: { group: readonly Actor[]; method: string },
): Actor | undefined {
  // Inside of something else a refusal can be due to that.
  const makers = actors.filter(
    ({ operation, refused }) =>
      operation.method === wanted.method && (!refused || endsAfterParameter(operation.path)),
  );
  const found = wanted.group.flatMap(({ operation }) =>
    makers.flatMap((maker) => {
      const connection = connect(contract, maker.operation, operation);
      return connection ? [{ maker, sure: connection.sure }] : [];
    }),
  );
  const best = found.find(({ sure }) => sure) ?? (wanted.method === 'POST' ? found[0] : undefined);
  return best?.maker;
}

const known = new WeakMap<Operation, readonly Producer[]>();

function producersOf(contract: Contract, operation: Operation): readonly Producer[] {
  const producers = known.get(operation) ?? findProducers(contract, operation);
  known.set(operation, producers);
  return producers;
}

/**
 * The bindings from one operation to another: for every path parameter, and what a link says of other places. Undefined
 * where nothing of the answer names the last part of the path.
 */
export function connect(
  contract: Contract,
  from: Operation,
  to: Operation,
  prefer: (producer: Producer) => boolean = () => true,
): Connection | undefined {
  const all = producersOf(contract, to).filter((producer) => producer.from === from.key);
  const own = [...all.filter(prefer), ...all.filter((one) => !prefer(one))];
  const last = segmentsOf(to.path)
    .findLast(({ parameters }) => parameters.length > 0)
    ?.parameters.at(-1);
  const wanted = to.parameters.filter((parameter) => parameter.in === 'path');
  const chosen = wanted.flatMap((parameter) => own.find((one) => one.to === `/path/${parameter.name}`) ?? []);
  const key = chosen.find((one) => one.to === `/path/${last}`);
  if (!key || key.source.startsWith('/request/path')) return undefined;
  const linked = own.filter(({ strength, to: place }) => strength === 'link' && !place.startsWith('/path/'));
  return {
    bindings: [...chosen, ...linked].map(({ source, to: place, link }) => ({
      from: source,
      to: place,
      ...(link ? { link } : {}),
    })),
    sure: chosen.every(({ strength }) => strength !== 'name'),
  };
}

/** The bindings of a request to the path that another request went to. */
export function samePath(from: Operation, to: Operation): Connection {
  const theirs = segmentsOf(from.path).flatMap(({ parameters }) => parameters);
  const names = segmentsOf(to.path).flatMap(({ parameters }) => parameters);
  return {
    bindings: names.flatMap((name, index) =>
      theirs[index] === undefined ? [] : [{ from: `/request/path/${theirs[index]}`, to: `/path/${name}` }],
    ),
    sure: true,
  };
}
