import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';

/**
 * A schema made ready for judging, for one direction and stance: references are followed (the graph may be circular),
 * dialects are made one, annotations are gone. The compiled validator and the explanation are both read from it.
 */
export type SchemaNode = {
  /** The schema in the document. */
  readonly at: SpecPlace;
  /** In the order of the document; `unevaluatedItems` and `unevaluatedProperties` come last. */
  readonly keywords: readonly Keyword[];
};

export const typeNames = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'] as const;

export type TypeName = (typeof typeNames)[number];

export const limitNames = [
  'multipleOf',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'maxProperties',
  'minProperties',
] as const;

export type LimitName = (typeof limitNames)[number];

/** Judges a value; undefined where it cannot tell. */
export type FormatCheck = (value: Json) => boolean | undefined;

/** A statement about a value that needs no other schema. */
export type Assertion =
  /** The schema `false`; `name` is the keyword it is the value of. Or `writeOnly`, where a response is expected. */
  | { readonly kind: 'never'; readonly name: string }
  | { readonly kind: 'type'; readonly name: string; readonly types: readonly TypeName[] }
  | {
      readonly kind: 'enum';
      readonly name: 'enum' | 'const';
      readonly values: readonly Json[];
      /** Objects that lack members of a listed value count as equal to it. */
      readonly partial: boolean;
    }
  | { readonly kind: 'limit'; readonly name: LimitName; readonly limit: number }
  | { readonly kind: 'pattern'; readonly name: 'pattern'; readonly source: string; readonly regex: RegExp }
  | {
      readonly kind: 'format';
      readonly name: 'format';
      readonly format: string;
      readonly check: FormatCheck;
      /** Why the check cannot tell, where it cannot. */
      readonly reason: string;
      readonly known: boolean;
    }
  | { readonly kind: 'uniqueItems'; readonly name: 'uniqueItems'; readonly partial: boolean }
  | { readonly kind: 'unjudged'; readonly name: string; readonly reason: string };

/** A property name that a keyword lists, with its index in that list. */
export type ListedName = { readonly name: string; readonly index: number };

/** One alternative of `anyOf` or `oneOf`; `name` is what people call it. */
export type Branch = { readonly name: string; readonly node: SchemaNode };

/** Discriminator Object (OpenAPI 3.1 §4.8.25): which branch a value of the property names. */
export type Discriminator = {
  readonly property: string;
  readonly branches: ReadonlyMap<string, number>;
};

export type Alternatives = {
  readonly kind: 'anyOf' | 'oneOf';
  readonly name: 'anyOf' | 'oneOf';
  readonly branches: readonly Branch[];
  readonly discriminator?: Discriminator;
  /** A value without properties, which is as complete as it can be, may meet one branch only. */
  readonly exclusive?: boolean;
};

export type Conditional = {
  readonly kind: 'if';
  readonly name: 'if';
  readonly test: SchemaNode;
  /**
   * Present where a value may be incomplete: `test` then means that the condition holds however the value is completed,
   * `maybe` that some completion meets it. Between the two, `undecided` says how many of the branches must hold.
   */
  readonly maybe?: { readonly node: SchemaNode; readonly undecided: 'either' | 'both' };
  readonly then?: SchemaNode;
  readonly else?: SchemaNode;
};

export type Keyword =
  | Assertion
  /** The document is at fault: the schema cannot be judged at all. `at` is the pointer below the schema. */
  | { readonly kind: 'problem'; readonly name: string; readonly reason: string; readonly at: string }
  | { readonly kind: 'required'; readonly name: 'required'; readonly names: readonly ListedName[] }
  | {
      readonly kind: 'dependentRequired';
      readonly name: string;
      readonly needs: ReadonlyMap<string, readonly ListedName[]>;
    }
  | { readonly kind: 'ref'; readonly name: '$ref' | '$dynamicRef'; readonly node: SchemaNode }
  | { readonly kind: 'allOf'; readonly name: 'allOf'; readonly nodes: readonly SchemaNode[] }
  | Alternatives
  | { readonly kind: 'not'; readonly name: 'not'; readonly node: SchemaNode }
  | Conditional
  | {
      readonly kind: 'dependentSchemas';
      /** The value may still get the property: what the schema evaluates is then no stranger to it. */
      readonly partial: boolean;
      readonly name: string;
      readonly nodes: ReadonlyMap<string, SchemaNode>;
    }
  | {
      readonly kind: 'properties';
      readonly name: 'properties';
      readonly nodes: ReadonlyMap<string, SchemaNode>;
    }
  | {
      readonly kind: 'patternProperties';
      readonly name: 'patternProperties';
      readonly patterns: readonly {
        readonly source: string;
        readonly regex: RegExp;
        readonly node: SchemaNode;
      }[];
    }
  | {
      readonly kind: 'additionalProperties';
      readonly name: 'additionalProperties';
      readonly node: SchemaNode;
      readonly names: ReadonlySet<string>;
      readonly regexes: readonly RegExp[];
    }
  | { readonly kind: 'propertyNames'; readonly name: 'propertyNames'; readonly node: SchemaNode }
  | { readonly kind: 'prefixItems'; readonly name: 'prefixItems'; readonly nodes: readonly SchemaNode[] }
  | { readonly kind: 'items'; readonly name: 'items'; readonly node: SchemaNode; readonly from: number }
  | {
      readonly kind: 'contains';
      readonly name: 'contains';
      readonly node: SchemaNode;
      readonly min: number;
      /** `node` here is the schema whose matches are counted against the maximum. */
      readonly max?: { readonly limit: number; readonly node: SchemaNode };
    }
  | { readonly kind: 'unevaluatedItems'; readonly name: 'unevaluatedItems'; readonly node: SchemaNode }
  | {
      readonly kind: 'unevaluatedProperties';
      readonly name: 'unevaluatedProperties';
      readonly node: SchemaNode;
    };

/** The schemas that a keyword applies; `inPlace` means to the same value. */
export function subschemas(
  keyword: Keyword,
): readonly { readonly node: SchemaNode; readonly inPlace: boolean }[] {
  const same = (nodes: Iterable<SchemaNode>) => Array.from(nodes, (node) => ({ node, inPlace: true }));
  const inner = (nodes: Iterable<SchemaNode>) => Array.from(nodes, (node) => ({ node, inPlace: false }));
  switch (keyword.kind) {
    case 'ref':
    case 'not':
      return same([keyword.node]);
    case 'allOf':
      return same(keyword.nodes);
    case 'anyOf':
    case 'oneOf':
      return same(keyword.branches.map((branch) => branch.node));
    case 'if':
      return same(
        [keyword.test, keyword.maybe?.node, keyword.then, keyword.else].filter((node) => node !== undefined),
      );
    case 'dependentSchemas':
      return same(keyword.nodes.values());
    case 'properties':
      return inner(keyword.nodes.values());
    case 'patternProperties':
      return inner(keyword.patterns.map((pattern) => pattern.node));
    case 'prefixItems':
      return inner(keyword.nodes);
    case 'contains':
      return inner(keyword.max ? [keyword.node, keyword.max.node] : [keyword.node]);
    case 'additionalProperties':
    case 'propertyNames':
    case 'items':
    case 'unevaluatedItems':
    case 'unevaluatedProperties':
      return inner([keyword.node]);
    default:
      return [];
  }
}
