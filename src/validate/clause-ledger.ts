import type { Contract } from '../contract/contract.ts';
import type { ClauseId, Json } from '../finding.ts';
import type { Clause } from '../spec/clauses.ts';
import type { SpecPlace } from '../spec/document.ts';
import { findAtPlace, resolveReference } from '../spec/resolve.ts';
import type { ClauseRow, Evidence } from './coverage.ts';

/** What is known about a clause so far; one for each id, wherever the statement stands. */
export type ClauseState = {
  readonly id: ClauseId;
  readonly strength: Clause['strength'];
  readonly by: Set<Evidence>;
  violated: boolean;
  reason: string | undefined;
};

/** The clauses by their places, and what became of them. */
export type Ledger = {
  /** The clauses that are exactly about a place. */
  at(uri: string, pointer: string): readonly ClauseState[];
  /** The same for a field of the object at a place, as a pointer below it; quick for a place that was asked for before. */
  about(place: SpecPlace, field: string): readonly ClauseState[];
  prove(states: readonly ClauseState[], evidence: Evidence): void;
  proveStatement(statement: ClauseId | SpecPlace, evidence: Evidence): void;
  violate(id: ClauseId): void;
  note(id: ClauseId, reason: string): void;
  merge(row: ClauseRow): void;
  /** `reasonOf` is asked where no reason was noted. */
  toRows(reasonOf: (state: ClauseState) => string): ClauseRow[];
  /** Counts up whenever something is proven that was not proven before. */
  readonly version: number;
};

const nobody: readonly ClauseState[] = Object.freeze([]);

export function createLedger(contract: Contract): Ledger {
  const states = toStates(contract.clauses);
  const places = new Map<string, ClauseState[]>();
  for (const clause of contract.clauses) {
    const state = states.get(clause.id);
    for (const key of state ? keysOf(contract, clause) : []) {
      places.set(key, [...(places.get(key) ?? []), state as ClauseState]);
    }
  }
  let version = 0;
  const at = (uri: string, pointer: string) => places.get(`${uri}#${pointer}`) ?? nobody;
  const prove = (proven: readonly ClauseState[], evidence: Evidence): void => {
    for (const { by } of proven) {
      if (by.has(evidence)) continue;
      by.add(evidence);
      version += 1;
    }
  };
  const known = new WeakMap<SpecPlace, Map<string, readonly ClauseState[]>>();
  return {
    at,
    about(place, field) {
      const fields = known.get(place) ?? new Map<string, readonly ClauseState[]>();
      const last = fields.get(field);
      if (last) return last;
      const about = at(place.uri, place.pointer + field);
      known.set(place, fields.set(field, about));
      return about;
    },
    prove,
    proveStatement(statement, evidence) {
      const own = typeof statement === 'string' ? states.get(statement) : undefined;
      prove(typeof statement === 'string' ? (own ? [own] : nobody) : nearest(statement, at), evidence);
    },
    violate(id) {
      const state = states.get(id);
      if (state) state.violated = true;
    },
    note(id, reason) {
      const state = states.get(id);
      if (state) state.reason = reason;
    },
    merge({ id, state, by, reason }) {
      const own = states.get(id);
      if (!own) return;
      for (const evidence of by) prove([own], evidence);
      own.violated ||= state === 'violated';
      own.reason ??= reason;
    },
    toRows: (reasonOf) => [...states.values()].map((state) => toRow(state, reasonOf)),
    get version() {
      return version;
    },
  };
}

/** The same statement can stand in several places; it is documented when one of them says so. */
function toStates(clauses: readonly Clause[]): Map<ClauseId, ClauseState> {
  const documented = new Set(clauses.filter(({ strength }) => strength === 'documented').map(({ id }) => id));
  return new Map(
    clauses.map(({ id }) => {
      const strength = documented.has(id) ? 'documented' : 'assumed';
      return [id, { id, strength, by: new Set<Evidence>(), violated: false, reason: undefined }];
    }),
  );
}

/** A clause beside a `$ref` is also about what the reference leads to. */
function keysOf({ document }: Contract, { owner, on }: Clause): string[] {
  const keys = [`${owner.uri}#${owner.pointer}${on}`];
  const value: Json | undefined = findAtPlace(document, owner);
  const reference = value !== null && typeof value === 'object' && '$ref' in value ? value.$ref : undefined;
  const target = typeof reference === 'string' ? resolveReference(reference, owner.uri) : undefined;
  return target ? [...keys, `${target.uri}#${target.pointer}${on}`] : keys;
}

/** The clauses about a place; else those about the schema that holds the keyword, or the item of its list. */
function nearest({ uri, pointer }: SpecPlace, at: Ledger['at']): readonly ClauseState[] {
  const exact = at(uri, pointer);
  if (exact.length > 0) return exact;
  const keyword = pointer.replace(/\/\d+$/, '');
  const list = at(uri, keyword);
  return list.length > 0 ? list : at(uri, keyword.slice(0, keyword.lastIndexOf('/')));
}

function toRow(own: ClauseState, reasonOf: (state: ClauseState) => string): ClauseRow {
  const { id, strength, by, violated } = own;
  const state = violated ? 'violated' : by.size > 0 ? 'proven' : 'unexercised';
  return {
    id,
    strength,
    state,
    by: [...by].sort(),
    ...(state === 'unexercised' && { reason: own.reason ?? reasonOf(own) }),
  };
}
