import type { Contract } from '../../contract/contract.ts';
import { isObject } from '../../contract/schema-keyword.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { OperationKey, SpecLocation } from '../../finding.ts';
import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { locate } from '../../spec/locate.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { findAtPlace } from '../../spec/resolve.ts';
import type { CheckResult } from '../../validate/check.ts';
import { type Item, listItems, type RelianceKind } from './operation-items.ts';
import { recordUse } from './record-use.ts';

/** What the known consumers rely on, and what none of them uses. */
export type Reliance = {
  readonly consumers: readonly string[];
  readonly rows: readonly RelianceRow[];
};

/** One thing of the document; without consumers it is safe to change as far as the pacts tell. */
export type RelianceRow = {
  readonly kind: RelianceKind;
  readonly operation?: OperationKey;
  readonly name: string;
  readonly spec: SpecLocation;
  readonly consumers: readonly string[];
};

/** Collects what pacts rely on. */
export type RelianceLog = {
  /** Takes an interaction of a consumer with what `check` said of it; one without an operation relies on nothing. */
  record(consumer: string, exchange: Exchange, result: CheckResult): void;
  toReport(): Reliance;
};

/**
 * Starts the coverage of a contract from its consumers' side. A clause is relied on by those who rely on the thing that
 * it stands at; one that stands at nothing in particular, by all: what is called safe to change must be.
 */
export function createReliance(contract: Contract): RelianceLog {
  const operations = new Map(
    contract.operations.map((operation) => [operation, listItems(contract, operation)]),
  );
  const everyone = new Set<string>();
  return {
    record(consumer, exchange, result) {
      everyone.add(consumer);
      const items = result.operation && operations.get(result.operation);
      if (!items) return;
      recordUse(contract, exchange, result, (name) => {
        const item = items.get(name);
        item?.consumers.add(consumer);
        return item !== undefined;
      });
    },
    toReport() {
      const items = [...operations].flatMap(([operation, own]) =>
        [...own.values()].map((item) => ({ operation, item })),
      );
      const rows = items.flatMap(({ operation, item: { kind, name, places, consumers } }) => {
        const [at] = places;
        if (kind === undefined || at === undefined) return [];
        return [
          {
            kind,
            operation: operation.key,
            name,
            spec: locate(contract.document, at),
            consumers: sorted(consumers),
          },
        ];
      });
      const index = indexPlaces(items.map(({ item }) => item));
      return { consumers: sorted(everyone), rows: [...rows, ...listClauses(contract, index, everyone)] };
    },
  };
}

type PlaceIndex = ReadonlyMap<string, ReadonlySet<string>>;

/** Who relies on what is described at a place. */
function indexPlaces(items: readonly Item[]): PlaceIndex {
  const index = new Map<string, Set<string>>();
  for (const { places, consumers } of items) {
    for (const { uri, pointer } of places) {
      const key = `${uri}#${pointer}`;
      const own = index.get(key) ?? new Set();
      for (const consumer of consumers) own.add(consumer);
      index.set(key, own);
    }
  }
  return index;
}

function listClauses(contract: Contract, index: PlaceIndex, everyone: ReadonlySet<string>): RelianceRow[] {
  const groups = Map.groupBy(contract.clauses, ({ id }) => id);
  const rows = [...groups].flatMap(([name, clauses]) => {
    const consumers = new Set(
      clauses.flatMap((clause) => [...usersOf(contract, { clause, index, everyone })]),
    );
    const spec = clauses[0] && locate(contract.document, placeOf(clauses[0]));
    return spec ? [{ kind: 'clause' as const, name, spec, consumers: sorted(consumers) }] : [];
  });
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Asked = { readonly clause: Clause; readonly index: PlaceIndex; readonly everyone: ReadonlySet<string> };

/** The users of the nearest thing around a clause; a statement about a required property is about that property. */
function usersOf(contract: Contract, { clause, index, everyone }: Asked): ReadonlySet<string> {
  const { uri, pointer } = requiredProperty(contract, clause) ?? placeOf(clause);
  for (let around = pointer; ; around = around.slice(0, around.lastIndexOf('/'))) {
    const users = index.get(`${uri}#${around}`);
    if (users) return users;
    if (around === '') return everyone;
  }
}

function requiredProperty({ document }: Contract, clause: Clause): SpecPlace | undefined {
  const schema = /\/required\/\d+$/.test(clause.on) ? clause.on.replace(/\/required\/\d+$/, '') : undefined;
  const name = schema === undefined ? undefined : findAtPlace(document, placeOf(clause));
  if (schema === undefined || typeof name !== 'string') return undefined;
  const { uri, pointer } = clause.owner;
  const owner = { uri, pointer: pointer + schema };
  const value = findAtPlace(document, owner);
  const declares = isObject(value) && isObject(value.properties) && Object.hasOwn(value.properties, name);
  return declares ? { uri, pointer: owner.pointer + joinPointer('', 'properties', name) } : undefined;
}

function placeOf({ owner, on }: Clause): SpecPlace {
  return { uri: owner.uri, pointer: owner.pointer + on };
}

function sorted(names: Iterable<string>): string[] {
  return [...names].sort();
}
