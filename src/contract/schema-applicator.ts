import type { Json } from '../finding.ts';
import { readAlternatives } from './schema-alternatives.ts';
import { toNames, toRegex } from './schema-assertion.ts';
import { isObject } from './schema-keyword.ts';
import type { Keyword, ListedName, SchemaNode } from './schema-node.ts';
import { type KeywordReader, problem, type Reading, received, turned, without } from './schema-reading.ts';

/** Readers of the keywords that apply schemas (JSON Schema 2020-12 core §8.2.3, §10, §11). */
export const applicatorReaders: Readonly<Record<string, KeywordReader>> = {
  $ref: (value, reading) => readReference('$ref', value, reading),
  $dynamicRef: (value, reading) => readReference('$dynamicRef', value, reading),
  allOf: (value, reading) => {
    if (!isList(value)) return notAList('allOf', value);
    return {
      kind: 'allOf',
      name: 'allOf',
      nodes: value.map((_, index) => reading.same(reading.mode, 'allOf', index)),
    };
  },
  anyOf: (value, reading) =>
    isList(value) ? readAlternatives('anyOf', value, reading) : notAList('anyOf', value),
  oneOf: (value, reading) =>
    isList(value) ? readAlternatives('oneOf', value, reading) : notAList('oneOf', value),
  not: (_, reading) => ({ kind: 'not', name: 'not', node: reading.same(turned(reading.mode), 'not') }),
  if: readConditional,
  dependentSchemas: (value, reading) => {
    if (!isObject(value))
      return problem('dependentSchemas', `dependentSchemas must be an object, ${received(value)}`);
    if (reading.mode === 'certain') return without('object');
    const nodes = Object.keys(value).map((key): [string, SchemaNode] => [
      key,
      reading.same(reading.mode, 'dependentSchemas', key),
    ]);
    const partial = reading.mode === 'possible';
    return { kind: 'dependentSchemas', name: 'dependentSchemas', nodes: new Map(nodes), partial };
  },
  dependencies: readDependencies,
  properties: readProperties,
  patternProperties: readPatternProperties,
  additionalProperties: readAdditionalProperties,
  propertyNames: (_, reading) =>
    reading.mode === 'certain'
      ? without('object')
      : { kind: 'propertyNames', name: 'propertyNames', node: reading.inner('propertyNames') },
  prefixItems: (value, reading) => {
    if (!isList(value)) return notAList('prefixItems', value);
    return {
      kind: 'prefixItems',
      name: 'prefixItems',
      nodes: value.map((_, index) => reading.inner('prefixItems', index)),
    };
  },
  items: (_, reading) => {
    const prefix = Object.hasOwn(reading.schema, 'prefixItems') && reading.dialect.knows('prefixItems');
    const before = prefix ? reading.schema.prefixItems : [];
    return {
      kind: 'items',
      name: 'items',
      node: reading.inner('items'),
      from: Array.isArray(before) ? before.length : 0,
    };
  },
  contains: readContains,
  unevaluatedItems: (_, reading) =>
    reading.mode === 'certain'
      ? without('array')
      : { kind: 'unevaluatedItems', name: 'unevaluatedItems', node: reading.inner('unevaluatedItems') },
  unevaluatedProperties: (value, reading) =>
    reading.mode === 'certain' && !isTrivial(value)
      ? without('object')
      : {
          kind: 'unevaluatedProperties',
          name: 'unevaluatedProperties',
          node: reading.inner('unevaluatedProperties'),
        },
};

function readReference(name: '$ref' | '$dynamicRef', value: Json, reading: Reading): Keyword {
  if (typeof value !== 'string') return problem(name, `${name} must be a string, ${received(value)}`);
  const node = reading.follow(value, name === '$ref' ? 'static' : 'dynamic');
  if (typeof node === 'string') return problem(name, `the reference ${JSON.stringify(value)} ${node}`);
  return { kind: 'ref', name, node };
}

function readConditional(_: Json, reading: Reading): Keyword {
  const { schema, mode, dialect } = reading;
  const branch = (name: 'then' | 'else') =>
    Object.hasOwn(schema, name) && dialect.knows(name) ? { [name]: reading.same(mode, name) } : {};
  const base = { kind: 'if', name: 'if', ...branch('then'), ...branch('else') } as const;
  if (mode === 'demand' || mode === 'test') return { ...base, test: reading.same('test', 'if') };
  const maybe = {
    node: reading.same('possible', 'if'),
    undecided: mode === 'possible' ? 'either' : 'both',
  } as const;
  return { ...base, test: reading.same('certain', 'if'), maybe };
}

/** Older drafts' form of `dependentRequired` and `dependentSchemas`, kept by 2020-12 for compatibility (core §10.3). */
function readDependencies(value: Json, reading: Reading): Keyword | Keyword[] | undefined {
  if (!isObject(value)) return problem('dependencies', `dependencies must be an object, ${received(value)}`);
  if (reading.mode === 'certain') return without('object');
  const needs = new Map<string, readonly ListedName[]>();
  const nodes = new Map<string, SchemaNode>();
  for (const [key, item] of Object.entries(value)) {
    const names = toNames(item);
    if (names) needs.set(key, names);
    else nodes.set(key, reading.same(reading.mode, 'dependencies', key));
  }
  const partial = reading.mode === 'possible';
  const schemas: Keyword = { kind: 'dependentSchemas', name: 'dependencies', nodes, partial };
  return partial ? schemas : [{ kind: 'dependentRequired', name: 'dependencies', needs }, schemas];
}

function readProperties(value: Json, reading: Reading): Keyword | Keyword[] {
  if (!isObject(value)) return problem('properties', `properties must be an object, ${received(value)}`);
  const nodes = new Map(Object.keys(value).map((key) => [key, reading.inner('properties', key)]));
  const properties: Keyword = { kind: 'properties', name: 'properties', nodes };
  if (reading.mode !== 'certain') return properties;
  // An absent property could still come with any value: only what is there and holds is certain.
  const stated = Object.keys(value).filter((key) => !isTrivial(value[key]));
  return [
    properties,
    { kind: 'required', name: 'required', names: stated.map((name, index) => ({ name, index })) },
  ];
}

function readPatternProperties(value: Json, reading: Reading): Keyword {
  if (!isObject(value))
    return problem('patternProperties', `patternProperties must be an object, ${received(value)}`);
  if (reading.mode === 'certain') return without('object');
  const patterns = [];
  for (const source of Object.keys(value)) {
    const regex = toRegex(source, reading);
    if (typeof regex === 'string') return problem('patternProperties', regex);
    patterns.push({ source, regex, node: reading.inner('patternProperties', source) });
  }
  return { kind: 'patternProperties', name: 'patternProperties', patterns };
}

function readAdditionalProperties(value: Json, reading: Reading): Keyword {
  if (reading.mode === 'certain' && !isTrivial(value)) return without('object');
  const sibling = (name: string) => {
    const found =
      Object.hasOwn(reading.schema, name) && reading.dialect.knows(name) ? reading.schema[name] : undefined;
    return isObject(found) ? Object.keys(found) : [];
  };
  const regexes = sibling('patternProperties').map((source) => toRegex(source, reading));
  return {
    kind: 'additionalProperties',
    name: 'additionalProperties',
    node: reading.inner('additionalProperties'),
    names: new Set(sibling('properties')),
    regexes: regexes.filter((regex) => typeof regex !== 'string'),
  };
}

function readContains(_: Json, reading: Reading): Keyword {
  const count = (name: string) => {
    const value =
      Object.hasOwn(reading.schema, name) && reading.dialect.knows(name) ? reading.schema[name] : undefined;
    return typeof value === 'number' && Number.isInteger(value) && value >= 0
      ? value
      : value === undefined
        ? undefined
        : null;
  };
  const [min, max] = [count('minContains'), count('maxContains')];
  if (min === null) return problem('minContains', 'minContains must be a whole number from 0');
  if (max === null) return problem('maxContains', 'maxContains must be a whole number from 0');
  const node = reading.inner('contains');
  // Against the maximum only items count that match however they are completed, and the other way round.
  const counted =
    reading.mode === 'possible' || reading.mode === 'certain' ? reading.innerTurned('contains') : node;
  const limit = max === undefined ? {} : { max: { limit: max, node: counted } };
  return { kind: 'contains', name: 'contains', node, min: min ?? 1, ...limit };
}

function isTrivial(schema: Json | undefined): boolean {
  return schema === true || (isObject(schema) && Object.keys(schema).length === 0);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0;
}

function notAList(name: string, value: Json): Keyword {
  return problem(name, `${name} must be a list of schemas, ${received(value)}`);
}
