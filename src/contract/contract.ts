import type { Json, OperationKey } from '../finding.ts';
import type { Clause } from '../spec/clauses.ts';
import type { SpecDocument, SpecPlace } from '../spec/document.ts';

/**
 * A document made ready for judging: every `$ref` between OpenAPI objects is followed, 3.0 and 3.1 look the same, and
 * nothing behind this type asks for the version again. Frozen. Schemas stay references; `validator.ts` compiles them
 * on first use.
 */
export type Contract = {
  readonly title: string;
  readonly version: string;
  readonly digest: string;
  readonly document: SpecDocument;
  /** In document order. */
  readonly operations: readonly Operation[];
  readonly clauses: readonly Clause[];
  /** Constructs of the document that no exchange is judged by: webhooks, callbacks and the like. `doctor` lists them. */
  readonly problems: readonly Problem[];
  /** Finds the operation of a request. Never throws, whatever the URL is. */
  match(method: string, url: string): RouteMatch;
  /** The validator of a schema, compiled on first use and kept; equal arguments give the same object. */
  validator(schema: SchemaPlace, use: SchemaUse): Validator;
};

/** Something in the document that will not be judged, and why, in one sentence without a full stop. */
export type Problem = { readonly reason: string; readonly at: SpecPlace };

/** A place of an OpenAPI object in the document, after references were followed: where the object really stands. */
export type Placed = { readonly at: SpecPlace };

/** OpenAPI 3.1 §4.8.10, Operation Object. */
export type Operation = Placed & {
  readonly key: OperationKey;
  readonly operationId?: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, without the base path of a server. */
  readonly path: string;
  readonly servers: readonly Server[];
  /** Path-level parameters merged in (§4.8.9). */
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** Alternatives; empty means that no credential is needed. An alternative without schemes means optional. */
  readonly security: readonly SecurityRequirement[];
  readonly deprecated: boolean;
};

/** §4.8.5. `url` keeps its `{variables}`. */
export type Server = Placed & {
  readonly url: string;
  readonly variables: Readonly<
    Record<string, { readonly default: string; readonly enum?: readonly string[] }>
  >;
};

export type ParameterStyle =
  | 'matrix'
  | 'label'
  | 'simple'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject';

/** §4.8.12, with the defaults of `style` and `explode` filled in. Exactly one of `schema` and `mediaType`, or neither. */
export type Parameter = Placed & {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowEmptyValue: boolean;
  readonly allowReserved: boolean;
  readonly schema?: SchemaPlace;
  readonly mediaType?: MediaType;
  readonly examples: readonly Example[];
};

/** §4.8.13. */
export type RequestBody = Placed & { readonly required: boolean; readonly content: readonly MediaType[] };

/** §4.8.17. `status` is `200`, a range such as `4XX`, or `default`. */
export type Response = Placed & {
  readonly status: string;
  readonly description: string;
  /** Declared headers by lower-case name; `Content-Type` is left out (§4.8.17). */
  readonly headers: readonly Parameter[];
  readonly content: readonly MediaType[];
  readonly links: readonly Link[];
};

/** §4.8.20, of those that lead to an operation of the document. Texts in the values can be runtime expressions. */
export type Link = Placed & {
  readonly name: string;
  readonly operation: OperationKey;
  readonly parameters: readonly LinkParameter[];
  readonly requestBody?: Json;
};

/** `in` where the link tells it. */
export type LinkParameter = { readonly name: string; readonly in?: Parameter['in']; readonly value: Json };

/** §4.8.14. */
export type MediaType = Placed & {
  /** As written: `application/json`, `application/json;charset=UTF-8`, a range such as `text/*`. */
  readonly name: string;
  readonly schema?: SchemaPlace;
  readonly examples: readonly Example[];
  readonly encoding: Readonly<Record<string, Encoding>>;
  /** The properties that are files, in a multipart body that has some. */
  readonly files?: readonly string[];
};

/** §4.8.15, of form fields. */
export type Encoding = {
  readonly contentType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
};

/** §4.8.19, from `examples`, from `example` and from the schema's own (these are named ``). */
export type Example = Placed & {
  readonly name: string;
  readonly summary?: string;
  /** The decoded value. */
  readonly value?: Json;
  /** `x-serialized-value`: the exact body text, for what JSON cannot express or where the bytes matter. */
  readonly text?: string;
  /** `x-invalid: true`: breaks its schema on purpose, as the request of a negative scenario. */
  readonly invalid: boolean;
  /** `x-credentials`: which credential the scenario sends; `valid` where nothing is said. */
  readonly credentials: 'valid' | 'none' | 'invalid' | 'expired';
};

/** One alternative of §4.8.30: all its schemes together. */
export type SecurityRequirement = Placed & { readonly schemes: readonly SecurityScheme[] };

/** §4.8.27. */
export type SecurityScheme = Placed & {
  readonly key: string;
  readonly type: 'apiKey' | 'http' | 'mutualTLS' | 'oauth2' | 'openIdConnect';
  /** apiKey: where and under which name the key travels. */
  readonly in?: 'query' | 'header' | 'cookie';
  readonly name?: string;
  /** http: `bearer`, `basic` or another, lower case. */
  readonly scheme?: string;
};

export type RouteMatch =
  | {
      readonly kind: 'operation';
      readonly operation: Operation /** Raw, still percent-encoded, by name. */;
      readonly pathValues: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'method-unknown'; readonly path: string; readonly methods: readonly string[] }
  | { readonly kind: 'path-unknown' }
  /** An absolute URL that belongs to no server of the document: other traffic, not judged. */
  | { readonly kind: 'server-unknown' };

/** A schema of the document, by the place where it stands (a `$ref` there is not followed yet). */
export type SchemaPlace = SpecPlace & { readonly dialect: 'draft2020-12' | 'openapi-3.0' };

/**
 * What a validator is for; each of these changes the answer and is part of its identity. `request` ignores `required`
 * for `readOnly` properties, `response` for `writeOnly` ones. Stance `expected` judges a value that may lack properties:
 * wrong is what no completion of it would make right, and each property that no schema of its object declares.
 */
export type SchemaUse = {
  readonly direction: 'request' | 'response';
  readonly stance: 'observed' | 'expected';
};

/**
 * A compiled schema. No function throws. A verdict has three outcomes: right (`isValid`), wrong (`explain` has issues), and
 * not fully judged (`isValid` is false, `explain` is empty, `unjudged` says why): a caller that sees `isValid` false asks
 * for both lists.
 */
export type Validator =
  | {
      readonly kind: 'validator';
      /** True only when every statement that the value meets was judged and holds. */
      isValid(value: Json): boolean;
      /** What is proven wrong, in the order of the schema; of alternatives the closest one only. At most 1000 issues. */
      explain(value: Json): readonly SchemaIssue[];
      /** Statements of the schema that no value can be judged by: unknown formats, keywords that its dialect lacks. */
      readonly gaps: readonly { readonly reason: string; readonly at: SpecPlace }[];
      /** What the value meets and this kit cannot judge: an unknown format, a value nested too deeply. Never a pass. */
      unjudged(value: Json): readonly Unjudged[];
    }
  /** The schema cannot be judged at all (invalid keyword or pattern, unresolvable reference, unsupported dialect). */
  | { readonly kind: 'uncheckable'; readonly reason: string; readonly at: SpecPlace };

/** A statement of a schema that could not be judged for one value. */
export type Unjudged = {
  /** One sentence without a full stop; it does not mention the value. */
  readonly reason: string;
  /** The keyword in the document. */
  readonly at: SpecPlace;
  /** Pointer into the value. */
  readonly pointer: string;
};

/** One broken keyword. */
export type SchemaIssue = {
  readonly keyword: string;
  /** Pointer into the value; for `required` it is the object that lacks the property. */
  readonly pointer: string;
  /** The keyword in the document, e.g. `…/schema/properties/path/type`, or `…/required/0` for one missing property. */
  readonly at: SpecPlace;
  /** Half a sentence that follows the name of the value: `must be string`. */
  readonly message: string;
  /** The keyword's value. */
  readonly expected: Json;
  /** The received value; absent where there is none. */
  readonly actual?: Json;
};
