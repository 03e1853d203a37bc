import type { Contract, Operation, Parameter, SchemaPlace } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { HttpRequest } from '../../exchange/exchange.ts';
import type { Json } from '../../finding.ts';
import { pointerTokens } from '../../spec/pointer.ts';
import { editValue } from '../values/edit-value.ts';
import { isValid } from '../values/sample.ts';
import {
  additionalPlace,
  allowedTypes,
  childOf,
  declaredProperties,
  findKeyword,
  hasType,
  readSchema,
} from '../values/schema-view.ts';
import { type Phase, phases } from './case.ts';
import { assertOperationConfigs, type OperationConfig } from './operation-config.ts';

/** What a person gives to a plan. No secrets: they are attached when a request is sent. */
export type PlanConfig = {
  /** Values by parameter name, or by `body` and a dotted path: `body.path`, `body.items.0.name`. Raw texts. */
  readonly values: Readonly<Record<string, string>>;
  /** What is said about single operations, by operationId or key. */
  readonly operations: Readonly<Record<string, OperationConfig>>;
  /** Field lines for every request, without those that carry a credential. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The path of the target's URL, without a slash at its end. */
  readonly basePath: string;
  readonly seed: number;
  readonly phases: readonly Phase[];
  /** Only operations with this key or operationId; all where it is empty. */
  readonly only: readonly string[];
  /** The security schemes that the run has credentials for, by key. */
  readonly credentials: {
    readonly valid: readonly string[];
    readonly expired: readonly string[];
    readonly other: readonly string[];
  };
  /** Also send documented DELETE operations. */
  readonly allowDelete: boolean;
  /** Send safe methods only (RFC 9110 §9.2.1). */
  readonly readOnly: boolean;
  /** How many cases the phase `fuzz` makes for one operation; fewer are the first ones of more. */
  readonly fuzzCases: number;
  /** Requests that are known to work, such as those of pacts: where valid values come from. */
  readonly recorded: readonly RecordedRequest[];
};

/** A request with a successful answer, as somebody wrote it down, and what the service needs for it. */
export type RecordedRequest = {
  /** Where it comes from, for people: `catalogue-retagger: sets the tags of an image`. */
  readonly label: string;
  readonly request: HttpRequest;
  /** Provider states (Pact) in which it works. */
  readonly states: readonly ProviderState[];
};

export type ProviderState = { readonly name: string; readonly params: Readonly<Record<string, Json>> };

/** The configuration of a run about which nothing is said. */
export const planDefaults: PlanConfig = {
  values: {},
  operations: {},
  headers: [],
  basePath: '',
  seed: 1,
  phases,
  only: [],
  credentials: { valid: [], expired: [], other: [] },
  allowDelete: false,
  readOnly: false,
  fuzzCases: 40,
  recorded: [],
};

/** The value that the configuration gives a parameter, as the schema reads it. */
export function configuredParameter(
  contract: Contract,
  config: PlanConfig,
  parameter: Parameter,
): Json | undefined {
  const field =
    parameter.in === 'header'
      ? config.headers.find(([name]) => name.toLowerCase() === parameter.name.toLowerCase())
      : undefined;
  const text = own(config.values, parameter.name) ?? field?.[1];
  return text === undefined
    ? undefined
    : readText(contract, text, parameter.schema ?? parameter.mediaType?.schema);
}

/** The body with the configured fields in it; `body` alone replaces it. */
export function configuredBody(
  contract: Contract,
  config: PlanConfig,
  body: { readonly value: Json | undefined; readonly schema: SchemaPlace | undefined },
): Json | undefined {
  let value = body.value;
  const whole = own(config.values, 'body');
  if (whole !== undefined) value = readText(contract, whole, body.schema);
  for (const [pointer, text] of bodyFields(config)) {
    const schema = body.schema && schemaAt(contract, body.schema, pointer);
    value = editValue(value ?? {}, pointer, readText(contract, text, schema));
  }
  return value;
}

/** The schema of a place in a value, as far as `properties`, `additionalProperties` and `items` tell. */
function schemaAt(contract: Contract, schema: SchemaPlace, pointer: string): SchemaPlace | undefined {
  let place: SchemaPlace | undefined = schema;
  for (const token of pointerTokens(pointer)) {
    if (!place) return undefined;
    const view = readSchema(contract.document, place);
    const items = findKeyword(view, 'items')[0];
    place =
      declaredProperties(view).get(token) ??
      additionalPlace(view) ??
      (items && /^\d+$/.test(token) ? childOf(view, items.at) : undefined);
  }
  return place;
}

/** The configured body fields, as pointers into the body. */
export function bodyFields(config: PlanConfig): [pointer: string, text: string][] {
  return Object.entries(config.values).flatMap(([name, text]): [string, string][] =>
    name.startsWith('body.')
      ? [[`/${name.slice(5).replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`, text]]
      : [],
  );
}

/** A text of the command line as the type that the schema wants: the text itself, or what it says as JSON. */
function readText(contract: Contract, text: string, schema: SchemaPlace | undefined): Json {
  const json = parseJson(text);
  if (json === undefined) return text;
  const textual = schema && isTextual(contract, schema);
  if (!schema) return json;
  const readings = textual ? [text, json] : [json, text];
  return readings.find((value) => isValid(contract, schema, value)) ?? (textual ? text : json);
}

function isTextual(contract: Contract, schema: SchemaPlace): boolean {
  const view = readSchema(contract.document, schema);
  return hasType(view) && allowedTypes(view).includes('string');
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Most values are plain words.
    return undefined;
  }
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/**
 * The operations that a plan is for.
 *
 * @throws KitError `usage-invalid` for a name in `only`, `values` or `operations` that the document does not have
 */
export function selectOperations(contract: Contract, config: PlanConfig): readonly Operation[] {
  const { operations } = contract;
  for (const name of config.only)
    if (!operations.some((operation) => isNamed(operation, name)))
      throw new KitError('usage-invalid', `the document has no operation ${JSON.stringify(name)}`, {
        hint: `one of ${operations.map((operation) => operation.operationId ?? operation.key).join(', ')}`,
      });
  for (const name of Object.keys(config.values))
    if (!/^body(\.|$)/.test(name) && !operations.some((operation) => hasParameter(operation, name)))
      throw new KitError('usage-invalid', `no operation has a parameter ${JSON.stringify(name)}`, {
        hint: 'a field of the body is set with body.NAME=VALUE',
      });
  assertOperationConfigs(contract, config);
  return config.only.length === 0
    ? operations
    : operations.filter((operation) => config.only.some((name) => isNamed(operation, name)));
}

function isNamed(operation: Operation, name: string): boolean {
  return operation.operationId === name || operation.key === name;
}

function hasParameter(operation: Operation, name: string): boolean {
  return operation.parameters.some((parameter) => parameter.name === name);
}
