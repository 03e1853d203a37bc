import type { Contract, SchemaUse } from '../contract/contract.ts';
import { isObject, type JsonObject } from '../contract/schema-keyword.ts';
import type { Json } from '../finding.ts';
import type { Ledger } from './clause-ledger.ts';
import type { Evidence } from './coverage.ts';
import { holdsFor } from './keyword-holds.ts';
import type { SchemaSite } from './schema-site.ts';

/** How a value was seen. */
export type Sight = {
  readonly contract: Contract;
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  readonly use: SchemaUse;
};

const deepest = 64;
const mostMembers = 100;

/**
 * Walks a valid value and its schema together, and proves the clauses of what occurs: of each schema that a present
 * value was valid against, and, for the sender of a response, of what the schema demands.
 */
export function exerciseValue(sight: Sight, site: SchemaSite, value: Json, depth = 0): void {
  if (depth > deepest || !site.isOpen(sight.evidence, sight.use.direction)) return;
  sight.ledger.prove(site.own, sight.evidence);
  const { schema } = site;
  if (!isObject(schema)) return;
  // A request shows that its values are accepted; that others are not, only a refusal can show.
  if (sight.use.direction === 'response') proveKeywords(sight, site, value);
  const go = (next: SchemaSite | undefined, item: Json): void => {
    if (next) exerciseValue(sight, next, item, depth + 1);
  };
  go(site.target, value);
  if (schema.$ref !== undefined && site.place.dialect === 'openapi-3.0') return;
  for (const branch of branchesOf(sight, site, schema, value)) go(branch, value);
  if (Array.isArray(value)) {
    const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0;
    for (const [index, item] of value.slice(0, mostMembers).entries()) {
      if (index < prefix) go(site.child('prefixItems', index), item);
      else if (schema.items !== undefined) go(site.child('items'), item);
    }
  } else if (isObject(value)) {
    exerciseMembers(sight, site, { schema, value, go });
  }
}

function proveKeywords({ ledger, evidence, use }: Sight, site: SchemaSite, value: Json): void {
  for (const { keyword, item, states } of site.keywords) {
    const named = isObject(site.schema) ? site.schema[keyword] : undefined;
    if (named !== undefined && holdsFor({ keyword, item, named }, value, use.stance)) {
      ledger.prove(states, evidence);
    }
  }
}

/** The schemas that say something about the same value: all of `allOf`, and the alternatives that hold. */
function* branchesOf(
  { contract, use }: Sight,
  site: SchemaSite,
  schema: JsonObject,
  value: Json,
): Generator<SchemaSite | undefined> {
  const isValid = (branch: SchemaSite | undefined): boolean => {
    const validator = branch && contract.validator(branch.place, use);
    return validator?.kind === 'validator' && validator.isValid(value);
  };
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const index of list.keys()) {
      const branch = site.child(keyword, index);
      if (keyword === 'allOf' || isValid(branch)) yield branch;
    }
  }
  if (schema.if !== undefined) {
    const chosen = isValid(site.child('if')) ? 'then' : 'else';
    if (schema[chosen] !== undefined) yield site.child(chosen);
  }
  if (isObject(schema.dependentSchemas) && isObject(value)) {
    for (const name of Object.keys(schema.dependentSchemas)) {
      if (Object.hasOwn(value, name)) yield site.child('dependentSchemas', name);
    }
  }
}

type Members = {
  readonly schema: JsonObject;
  readonly value: JsonObject;
  readonly go: (next: SchemaSite | undefined, item: Json) => void;
};

function exerciseMembers(sight: Sight, site: SchemaSite, { schema, value, go }: Members): void {
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, property] of Object.entries(properties)) {
    const next = site.child('properties', name);
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    if (item !== undefined) go(next, item);
    else if (isNever(property) && sight.use.stance === 'observed') proveAbsent(sight, next);
  }
  const patterns = Object.keys(isObject(schema.patternProperties) ? schema.patternProperties : {});
  for (const [name, item] of Object.entries(value).slice(0, mostMembers)) {
    const matching = patterns.filter((pattern) => matches(pattern, name));
    for (const pattern of matching) go(site.child('patternProperties', pattern), item);
    if (schema.additionalProperties === undefined) continue;
    if (matching.length === 0 && !Object.hasOwn(properties, name))
      go(site.child('additionalProperties'), item);
  }
}

/** "Not included": an object that was validated and lacks the property is what the statement asks for. */
function proveAbsent({ ledger, evidence, use }: Sight, site: SchemaSite | undefined): void {
  if (!site || use.direction !== 'response') return;
  ledger.prove(site.own, evidence);
  for (const { states } of site.keywords) ledger.prove(states, evidence);
}

function isNever(schema: Json): boolean {
  if (schema === false) return true;
  const not = isObject(schema) ? schema.not : undefined;
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}

/** A pattern that is no regular expression matches nothing; its schema is unchecked elsewhere. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}
