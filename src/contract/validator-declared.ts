import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import { joinPointer } from '../spec/pointer.ts';
import type { SchemaIssue } from './contract.ts';
import { isObject } from './schema-keyword.ts';
import { addSome } from './validator-limit.ts';

/** Which properties schemas declare of one value and, inside it, of each member. */
export type Declared = {
  readonly names: Set<string>;
  allNames: boolean;
  /** The first schema that lists properties; without one, the object is free-form. */
  by: SpecPlace | undefined;
  readonly inside: Map<string | number, Declared>;
  /** Of each group one is chosen: the alternatives of `anyOf` and `oneOf` that a value may still become. */
  readonly groups: (readonly Declared[])[];
};

export function nothingDeclared(): Declared {
  return { names: new Set(), allNames: false, by: undefined, inside: new Map(), groups: [] };
}

/**
 * Adds what another schema says of the same value. `claims: false` takes the names over, but not the claim that there are
 * no others: for schemas that only select or count.
 */
export function addDeclared(into: Declared, other: Declared, { claims = true } = {}): void {
  for (const name of other.names) into.names.add(name);
  into.allNames ||= other.allNames;
  if (claims) into.by ??= other.by;
  for (const [key, inner] of other.inside) addInside(into, key, inner, { claims });
  if (claims) into.groups.push(...other.groups);
  else for (const one of other.groups.flat()) addDeclared(into, one, { claims });
}

/** Adds what a schema says of a member. */
export function addInside(
  into: Declared,
  key: string | number,
  inner: Declared,
  { claims = true } = {},
): void {
  const says = inner.names.size + inner.inside.size + inner.groups.length > 0;
  if (!says && inner.by === undefined && !inner.allNames) return;
  const known = into.inside.get(key) ?? nothingDeclared();
  into.inside.set(key, known);
  addDeclared(known, inner, { claims });
}

/** Adds alternatives of which the value may meet any: one that is free-form lets the object have what it likes. */
export function addAlternatives(into: Declared, alternatives: readonly Declared[]): void {
  const [only, second] = alternatives;
  const closed = alternatives.every(({ by, groups }) => by !== undefined || groups.length > 0);
  if (only && second === undefined) addDeclared(into, only);
  else if (only && closed) into.groups.push(alternatives);
  else for (const one of alternatives) addDeclared(into, one, { claims: false });
}

/** The properties of a value, at any depth, that no schema declares although one lists the properties of their object. */
export function findUndeclared(declared: Declared, value: Json, pointer = ''): readonly SchemaIssue[] {
  const [group, second] = declared.groups;
  if (group && second === undefined) {
    const choices = group.map((one) => findUndeclared(chosen(declared, [one]), value, pointer));
    return choices.reduce((best, choice) => (choice.length < best.length ? choice : best));
  }
  if (group) return findUndeclared(chosen(declared, declared.groups.flat()), value, pointer);
  const found: SchemaIssue[] = [];
  const { by, names, allNames } = declared;
  for (const [name, member] of isObject(value) ? Object.entries(value) : []) {
    if (by === undefined || allNames || names.has(name)) continue;
    const issue = { keyword: 'properties', pointer: joinPointer(pointer, name), at: by };
    addSome(found, [{ ...issue, message: 'is not a declared property', expected: false, actual: member }]);
  }
  for (const [key, inner] of declared.inside) {
    const member = Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
    if (member !== undefined) addSome(found, findUndeclared(inner, member, joinPointer(pointer, key)));
  }
  return found;
}

function chosen(declared: Declared, alternatives: readonly Declared[]): Declared {
  const result = nothingDeclared();
  addDeclared(result, { ...declared, groups: [] });
  for (const one of alternatives) addDeclared(result, one);
  return result;
}
