import type { Json } from '../finding.ts';
import { findFormat } from './format.ts';
import { holdsObject } from './schema-equal.ts';
import { isObject } from './schema-keyword.ts';
import { readLimit } from './schema-limit.ts';
import {
  type FormatCheck,
  type Keyword,
  type ListedName,
  limitNames,
  type TypeName,
  typeNames,
} from './schema-node.ts';
import { type KeywordReader, problem, type Reading, received, without } from './schema-reading.ts';

/** Readers of the keywords of JSON Schema 2020-12 validation §6 and §7, with their forms in OpenAPI 3.0. */
export const assertionReaders: Readonly<Record<string, KeywordReader>> = {
  type: readType,
  enum: (value, reading) =>
    Array.isArray(value)
      ? equalTo('enum', value, reading)
      : problem('enum', `enum must be a list, ${received(value)}`),
  const: (value, reading) => equalTo('const', [value], reading),
  ...Object.fromEntries(limitNames.map((name): [string, KeywordReader] => [name, readLimit(name)])),
  pattern: (value, reading) => {
    const regex = toRegex(value, reading);
    if (typeof regex === 'string') return problem('pattern', regex);
    return { kind: 'pattern', name: 'pattern', source: String(value), regex };
  },
  format: readFormat,
  uniqueItems: (value, { mode }) => {
    if (typeof value !== 'boolean')
      return problem('uniqueItems', `uniqueItems must be a boolean, ${received(value)}`);
    if (!value) return undefined;
    // Items that may still be completed are neither certainly equal nor certainly different.
    return mode === 'certain'
      ? without('array')
      : { kind: 'uniqueItems', name: 'uniqueItems', partial: mode === 'possible' };
  },
  required: readRequired,
  dependentRequired: readDependentRequired,
};

/** The compiled pattern, or why it cannot be used. */
export function toRegex(value: Json, { dialect }: Pick<Reading, 'dialect'>): RegExp | string {
  if (typeof value !== 'string') return `a pattern must be a string, ${received(value)}`;
  try {
    return new RegExp(value, 'u');
  } catch (error) {
    // OpenAPI 3.0.3 §4.7.24 means the dialect of ECMA-262 edition 5.1, which has no `u` flag.
    if (dialect.name === 'openapi-3.0' && isPlainRegex(value)) return new RegExp(value);
    const detail =
      error instanceof SyntaxError
        ? error.message.replace(/^Invalid regular expression: /, '')
        : String(error);
    return `the pattern is no regular expression of ECMA-262 with the u flag: ${detail}`;
  }
}

function readType(value: Json, { schema, dialect }: Reading): Keyword {
  const listed = Array.isArray(value) ? value : [value];
  const types = listed.filter(isTypeName);
  const legal =
    dialect.name === 'openapi-3.0' ? typeof value === 'string' && value !== 'null' : listed.length > 0;
  if (!legal || types.length < listed.length)
    return problem('type', `type must name types of JSON, ${received(value)}`);
  if (dialect.name !== 'openapi-3.0' || !Object.hasOwn(schema, 'nullable'))
    return { kind: 'type', name: 'type', types };
  const nullable = schema.nullable;
  if (typeof nullable !== 'boolean')
    return problem('nullable', `nullable must be a boolean, ${received(nullable)}`);
  return { kind: 'type', name: 'type', types: nullable ? [...types, 'null'] : types };
}

function isTypeName(name: Json): name is TypeName {
  return typeNames.some((type) => type === name);
}

function equalTo(name: 'enum' | 'const', values: readonly Json[], { mode }: Reading): Keyword {
  const partial = mode === 'possible';
  return {
    kind: 'enum',
    name,
    values: mode === 'certain' ? values.filter((value) => !holdsObject(value)) : values,
    partial,
  };
}

function readFormat(value: Json, { assertsFormat }: Reading): Keyword | undefined {
  if (typeof value !== 'string') return problem('format', `format must be a string, ${received(value)}`);
  if (!assertsFormat) return undefined;
  const check = findFormat(value);
  const reason = check
    ? `the format ${value} is not judged for internationalized names${value.endsWith('email') ? ' and rare address literals' : ''}`
    : `the format ${JSON.stringify(value)} is unknown`;
  const known = check !== undefined;
  return { kind: 'format', name: 'format', format: value, check: check ?? unknownFormat, reason, known };
}

const unknownFormat: FormatCheck = (value) =>
  typeof value === 'string' || typeof value === 'number' ? undefined : true;

function readRequired(value: Json, { mode, exempt }: Reading): Keyword | undefined {
  const names = toNames(value);
  if (names === undefined)
    return problem('required', `required must be a list of property names, ${received(value)}`);
  if (mode === 'possible') return undefined;
  return { kind: 'required', name: 'required', names: names.filter(({ name }) => !exempt.has(name)) };
}

function readDependentRequired(value: Json, { mode, exempt }: Reading): Keyword | undefined {
  if (!isObject(value))
    return problem('dependentRequired', `dependentRequired must be an object, ${received(value)}`);
  const needs = new Map<string, readonly ListedName[]>();
  for (const [property, listed] of Object.entries(value)) {
    const names = toNames(listed);
    if (names === undefined)
      return problem('dependentRequired', `dependentRequired must list property names, ${received(listed)}`);
    needs.set(
      property,
      names.filter(({ name }) => !exempt.has(name)),
    );
  }
  if (mode === 'possible') return undefined;
  return mode === 'certain'
    ? without('object')
    : { kind: 'dependentRequired', name: 'dependentRequired', needs };
}

/** The names in a list with their indexes, or undefined when it is no list of names. */
export function toNames(value: Json): ListedName[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names: ListedName[] = [];
  for (const [index, name] of value.entries()) {
    if (typeof name !== 'string') return undefined;
    names.push({ name, index });
  }
  return names;
}

function isPlainRegex(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
