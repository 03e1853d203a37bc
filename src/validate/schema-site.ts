import type { Contract, SchemaPlace } from '../contract/contract.ts';
import { isObject, type JsonObject, schemaKeywords } from '../contract/schema-keyword.ts';
import { createResourceIndex } from '../contract/schema-resource.ts';
import type { Json } from '../finding.ts';
import { joinPointer } from '../spec/pointer.ts';
import { findAtPlace } from '../spec/resolve.ts';
import type { ClauseState, Ledger } from './clause-ledger.ts';
import type { Evidence } from './coverage.ts';
import type { Side } from './judge.ts';

/** A schema of the document as clauses see it. The graph is circular where the schemas are. */
export type SchemaSite = {
  readonly place: SchemaPlace;
  readonly schema: Json;
  /** The clauses about the schema as a whole. */
  readonly own: readonly ClauseState[];
  /** The clauses about one of its keywords, or about one item of it, such as `required/0`. */
  readonly keywords: readonly KeywordSite[];
  /** The schema that its `$ref` leads to. */
  readonly target: SchemaSite | undefined;
  /** A schema below it, such as `child('properties', 'path')` or `child('items')`. */
  child(keyword: string, key?: string | number): SchemaSite | undefined;
  /**
   * Whether something in it, at any depth, is not proven by this evidence yet and can be by a message of that direction.
   * Keywords are for the sender of a response to keep.
   */
  isOpen(evidence: Evidence, direction: Side): boolean;
};

export type KeywordSite = {
  readonly keyword: string;
  /** The item of the keyword's list that the clauses are about. */
  readonly item: string | undefined;
  readonly states: readonly ClauseState[];
};

type Openness = { readonly version: number; readonly open: boolean };

/** Reads schemas as sites; each place once. */
export function createSchemaSites(contract: Contract, ledger: Ledger): (place: SchemaPlace) => SchemaSite {
  const index = createResourceIndex(contract.document, () => undefined);
  const sites = new Map<string, SchemaSite>();
  // The first answers without building a key.
  const byObject = new WeakMap<SchemaPlace, SchemaSite>();

  function siteAt(place: SchemaPlace): SchemaSite {
    const key = `${place.uri}#${place.pointer}`;
    const known = sites.get(key);
    if (known) return known;
    const schema = findAtPlace(contract.document, place) ?? true;
    const children = new Map<string, SchemaSite>();
    const openness = { request: new Map<Evidence, Openness>(), response: new Map<Evidence, Openness>() };
    const site: SchemaSite = {
      place,
      schema,
      own: ledger.at(place.uri, place.pointer),
      keywords: isObject(schema) ? readKeywords(schema, place, ledger) : [],
      get target() {
        const target = isObject(schema) ? findTarget(schema, place) : undefined;
        return target && siteAt(target);
      },
      child(keyword, key) {
        const tokens = key === undefined ? [keyword] : [keyword, key];
        const pointer = joinPointer('', ...tokens);
        const child = children.get(pointer) ?? siteAt({ ...place, pointer: place.pointer + pointer });
        children.set(pointer, child);
        return child;
      },
      isOpen(evidence, direction) {
        const last = openness[direction].get(evidence);
        // What was closed once stays closed; what was open may have been closed by anything proven since.
        if (last && (!last.open || last.version === ledger.version)) return last.open;
        const open = findOpen(site, evidence, direction);
        openness[direction].set(evidence, { version: ledger.version, open });
        return open;
      },
    };
    sites.set(key, site);
    return site;
  }

  function findTarget(schema: JsonObject, place: SchemaPlace): SchemaPlace | undefined {
    const reference = schema.$ref ?? schema.$dynamicRef;
    if (typeof reference !== 'string') return undefined;
    const found = index.find(reference, index.resourceOf(place).uri);
    return typeof found === 'string' ? undefined : { ...found.place, dialect: place.dialect };
  }

  return (place) => {
    const site = byObject.get(place) ?? siteAt(place);
    byObject.set(place, site);
    return site;
  };
}

/** All sites that a schema leads to, the schema included. */
export function* reachableSites(start: SchemaSite): Generator<SchemaSite> {
  const seen = new Set([start]);
  for (const site of seen) {
    yield site;
    for (const next of childSites(site)) seen.add(next);
  }
}

function findOpen(start: SchemaSite, evidence: Evidence, direction: Side): boolean {
  for (const { own, keywords } of reachableSites(start)) {
    if (isOpen(own, evidence)) return true;
    if (direction === 'response' && keywords.some(({ states }) => isOpen(states, evidence))) return true;
  }
  return false;
}

function isOpen(states: readonly ClauseState[], evidence: Evidence): boolean {
  return states.some(({ by }) => !by.has(evidence));
}

function* childSites(site: SchemaSite): Generator<SchemaSite> {
  if (site.target) yield site.target;
  if (!isObject(site.schema)) return;
  for (const [keyword, value] of Object.entries(site.schema)) {
    const shape = schemaKeywords.get(keyword);
    const keys = shape === 'schemas' && value !== null && typeof value === 'object' ? Object.keys(value) : [];
    const children = shape === 'schema' ? [site.child(keyword)] : keys.map((key) => site.child(keyword, key));
    for (const child of children) if (child) yield child;
  }
}

/** The keywords of a schema that clauses are about; schemas below it are sites of their own. */
function readKeywords(schema: JsonObject, place: SchemaPlace, ledger: Ledger): KeywordSite[] {
  const found: KeywordSite[] = [];
  const add = (keyword: string, item?: string): void => {
    const tokens = item === undefined ? [keyword] : [keyword, item];
    const states = ledger.at(place.uri, joinPointer(place.pointer, ...tokens));
    if (states.length > 0) found.push({ keyword, item, states });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    const shape = schemaKeywords.get(keyword);
    // `not`, and a schema that only says that there is nothing, state something about this schema's value.
    if (shape === undefined || keyword === 'not' || value === false) add(keyword);
    if (shape === undefined && Array.isArray(value))
      for (const item of value.keys()) add(keyword, String(item));
  }
  return found;
}
