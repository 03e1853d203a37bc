import type { Json } from '../finding.ts';
import { findEvaluated } from './schema-evaluated.ts';
import { holds } from './schema-judge.ts';
import type { Alternatives, Assertion, Conditional, Keyword, SchemaNode } from './schema-node.ts';
import { namesIn } from './schema-survey.ts';

/** Judges a value outside of the compiled code: true or false, or undefined where it cannot tell. */
export type Judge = (value: Json) => boolean | undefined;

/** A schema for the compiler. Members are keywords of JSON Schema, and `judges`. */
type PlainSchema = { [keyword: string]: unknown };

/** What the compiler needs besides the schema: keys for the targets of references, and verdicts of the walking evaluation. */
type SchemaWriter = { keyOf(node: SchemaNode): string; judgeOf(node: SchemaNode): Judge };

/**
 * Writes a schema (of stance `observed`) for the compiler, with nothing in it that the compiler judges differently from the specification: each
 * `$ref` is the key of a schema, unevaluated properties and items are written as additional ones where that is the same.
 * What cannot be written so is given to `judges`.
 */
export function toPlainSchema(node: SchemaNode, writer: SchemaWriter): PlainSchema {
  const unevaluated = node.keywords.some(({ kind }) => kind.startsWith('unevaluated'));
  const evaluated = unevaluated
    ? findEvaluated({ ...node, keywords: node.keywords.filter(isEvaluated) })
    : undefined;
  // The compiler leaves out members of a schema that are called `__proto__`.
  const unwritable = node.keywords.some((keyword) => [...namesIn(keyword)].includes('__proto__'));
  if (unwritable || (unevaluated && !evaluated)) return { judges: [writer.judgeOf(node)] };
  const schema: PlainSchema = {};
  for (const keyword of node.keywords) merge(schema, toPlain(keyword));
  return schema;

  function toPlain(keyword: Keyword): PlainSchema {
    if (keyword.kind === 'unevaluatedProperties' && !evaluated?.allNames) {
      const properties = membersOf([...(evaluated?.names ?? [])].map((name) => [name, true]));
      const patterns = membersOf((evaluated?.patterns ?? []).map(({ source }) => [source, true]));
      const others = toPlainSchema(keyword.node, writer);
      return { allOf: [{ properties, patternProperties: patterns, additionalProperties: others }] };
    }
    if (keyword.kind === 'unevaluatedItems' && evaluated?.count !== Number.POSITIVE_INFINITY)
      return toTuple(
        Array.from({ length: evaluated?.count ?? 0 }, () => true),
        toPlainSchema(keyword.node, writer),
      );
    return toPlainKeyword(keyword, writer);
  }
}

function isEvaluated({ kind }: Keyword): boolean {
  return !kind.startsWith('unevaluated');
}

function toPlainKeyword(keyword: Keyword, writer: SchemaWriter): PlainSchema {
  const plain = (node: SchemaNode) => toPlainSchema(node, writer);
  const mapped = (nodes: ReadonlyMap<string, SchemaNode>) =>
    membersOf([...nodes].map(([name, node]) => [name, plain(node)]));
  switch (keyword.kind) {
    case 'required':
      return { required: keyword.names.map(({ name }) => name) };
    case 'dependentRequired':
      return {
        dependentRequired: membersOf(
          [...keyword.needs].map(([name, needs]) => [name, needs.map((need) => need.name)]),
        ),
      };
    case 'ref':
      return { $ref: writer.keyOf(keyword.node) };
    case 'allOf':
      return { allOf: keyword.nodes.map(plain) };
    case 'anyOf':
    case 'oneOf':
      return toPlainAlternatives(keyword, writer);
    case 'not':
      return { not: plain(keyword.node) };
    case 'if':
      return toPlainConditional(keyword, writer);
    case 'dependentSchemas':
      return { dependentSchemas: mapped(keyword.nodes) };
    case 'properties':
      return { properties: mapped(keyword.nodes) };
    case 'patternProperties':
      return {
        patternProperties: membersOf(keyword.patterns.map(({ source, node }) => [source, plain(node)])),
      };
    case 'additionalProperties':
    case 'propertyNames':
      return { [keyword.kind]: plain(keyword.node) };
    case 'prefixItems':
      return toTuple(keyword.nodes.map(plain));
    case 'items':
      return toTuple(
        Array.from({ length: keyword.from }, () => true),
        plain(keyword.node),
      );
    case 'contains':
      return toPlainContains(keyword, writer);
    // All properties or items are evaluated already.
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      return {};
    case 'problem':
      return { judges: [() => undefined] };
    default:
      return toPlainAssertion(keyword);
  }
}

function toPlainAssertion(assertion: Assertion): PlainSchema {
  switch (assertion.kind) {
    case 'never':
      return { not: {} };
    case 'type':
      return { type: assertion.types };
    case 'enum': {
      const isScalar = (value: Json) => value === null || typeof value !== 'object';
      if (assertion.values.length > 0 && assertion.values.every(isScalar)) return { enum: assertion.values };
      break;
    }
    case 'limit':
      if (assertion.name !== 'multipleOf') return { [assertion.name]: assertion.limit };
      break;
    case 'pattern':
      if (assertion.regex.unicode) return { pattern: assertion.source };
      break;
    default:
  }
  return { judges: [(value: Json) => holds(assertion, value)] };
}

function toPlainAlternatives({ kind, branches }: Alternatives, writer: SchemaWriter): PlainSchema {
  return { [kind]: branches.map((branch) => toPlainSchema(branch.node, writer)) };
}

function toPlainConditional(keyword: Conditional, writer: SchemaWriter): PlainSchema {
  const plain = (node: SchemaNode | undefined) => (node ? toPlainSchema(node, writer) : {});
  if (!keyword.then && !keyword.else) return {};
  return Object.fromEntries([
    ['if', plain(keyword.test)],
    ['then', plain(keyword.then)],
    ['else', plain(keyword.else)],
  ]);
}

function toPlainContains(keyword: Extract<Keyword, { kind: 'contains' }>, writer: SchemaWriter): PlainSchema {
  const { node, min, max } = keyword;
  if (min === 0 && !max) return {};
  if (max && min > max.limit) return { not: { type: 'array' } };
  const limit = max ? { maxContains: max.limit } : {};
  return { contains: toPlainSchema(node, writer), minContains: min, ...limit };
}

/**
 * Without an `items` of its own, a list of `prefixItems` leaves the rest open. It gets a schema for itself, because the
 * compiler skips what follows it when an array is empty.
 */
function toTuple(prefixItems: readonly unknown[], items?: PlainSchema): PlainSchema {
  const rest = items ? { items } : {};
  return prefixItems.length > 0 ? { allOf: [{ prefixItems, ...rest }] } : rest;
}

/** An object with exactly these members, whatever their names are. */
function membersOf(members: readonly (readonly [string, unknown])[]): PlainSchema {
  const object: PlainSchema = Object.create(null);
  for (const [name, value] of members) object[name] = value;
  return object;
}

/** Adds keywords to a schema; what is taken already is added as one more schema that must hold. */
function merge(schema: PlainSchema, added: PlainSchema): void {
  for (const [keyword, value] of Object.entries(added)) {
    const taken = schema[keyword];
    if (taken === undefined) schema[keyword] = value;
    else if (Array.isArray(taken) && Array.isArray(value) && /^(allOf|judges|required)$/.test(keyword))
      schema[keyword] = [...taken, ...value];
    else schema.allOf = [...toList(schema.allOf), { [keyword]: value }];
  }
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
