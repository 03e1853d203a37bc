import type { Contract, Example, MediaType, Operation, Parameter } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { isCredential } from '../request/credentials.ts';
import type { RequestDraft } from '../request/draft.ts';
import { canSerialise } from '../request/serialise-body.ts';
import { editValue } from '../values/edit-value.ts';
import { fillValue } from '../values/fill-value.ts';
import { sampleValue } from '../values/sample.ts';
import { configuredBody, configuredParameter, type PlanConfig, type ProviderState } from './config.ts';
import { toPointer } from './data-flow.ts';
import { listRecorded } from './recorded.ts';

/** A candidate for the valid request, and where its values come from. */
export type Baseline = {
  readonly name: string;
  readonly draft: RequestDraft;
  /** What of it the service is known to have: recorded, or seen in an answer. */
  readonly given?: GivenValues;
  /** What has to be set up in the service before it is sent. */
  readonly states?: readonly ProviderState[];
};

/** Values by their place in a request: `/path/id`, `/query/after`, `/body`, `/body/owner`. */
export type GivenValues = ReadonlyMap<string, Json>;

/** Values that are known to be there, and where they come from, for people. */
export type KnownValues = { readonly name: string; readonly values: GivenValues };

/** More candidates than this only delay the answer that none is accepted. */
const maxCandidates = 4;

/**
 * Candidates for the valid request of an operation, the most likely first: recorded requests, the documented examples
 * that end in success, the other valid examples, then values made from the schemas. What the configuration gives goes
 * before all of them. With `known` values there is one candidate, the best one with these values in it. The sentence says
 * why there is none.
 */
export function listBaselines(
  contract: Contract,
  config: PlanConfig,
  choice: { operation: Operation; known?: KnownValues | undefined },
): readonly Baseline[] | string {
  const { operation, known } = choice;
  const mediaType = chooseMediaType(operation);
  if (operation.requestBody?.required && !mediaType)
    return `no request body of ${operation.requestBody.content.map(({ name }) => name).join(', ') || 'no media type'} can be made`;
  const recorded = listRecorded(contract, config, operation);
  const baselines: Baseline[] = [];
  let missing = '';
  for (const name of [...exampleNames(operation, mediaType), undefined]) {
    const draft = draftFrom(contract, { config, operation, mediaType, name, given: known?.values });
    if (typeof draft === 'string') missing ||= draft;
    else if (known) return [{ name: known.name, draft, given: known.values }];
    else
      baselines.push({
        name: name === undefined ? 'made from the schemas' : `example ${name || 'without a name'}`,
        draft,
      });
  }
  const distinct = [
    ...distinctOf(recorded).slice(0, maxCandidates),
    ...distinctOf(baselines).slice(0, maxCandidates),
  ];
  return distinct.length > 0 ? distinctOf(distinct) : missing;
}

function distinctOf(baselines: readonly Baseline[]): readonly Baseline[] {
  const keys = baselines.map(({ draft }) => keyOf(draft));
  return baselines.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** The media type to send: a JSON-like one that can be written, the first otherwise. */
export function chooseMediaType(operation: Operation): MediaType | undefined {
  return operation.requestBody?.content.find(canSerialise);
}

/** Names of valid request examples: those that a 2xx response has too, then those that no failure has. */
function exampleNames(operation: Operation, mediaType: MediaType | undefined): readonly string[] {
  const examples = [...(mediaType?.examples ?? []), ...operation.parameters.flatMap((one) => one.examples)];
  const names = [...new Set(examples.filter(isUsable).map((example) => example.name))];
  const success = outcomeNames(operation, /^2/);
  const failure = outcomeNames(operation, /^(?!2)/);
  const good = names.filter((name) => success.has(name));
  return [...good, ...names.filter((name) => !success.has(name) && !failure.has(name))];
}

/** The names of the examples under responses of some statuses; unnamed examples are no scenarios. */
function outcomeNames(operation: Operation, status: RegExp): ReadonlySet<string> {
  const responses = operation.responses.filter((response) => status.test(response.status));
  const contents = responses.flatMap((response) => response.content);
  const names = contents.flatMap((content) => content.examples.map(({ name }) => name));
  return new Set(names.filter((name) => name !== ''));
}

/** The request that uses the examples of one name where there are some; a sentence where a required value is lacking. */
export function draftFrom(
  contract: Contract,
  from: {
    config: PlanConfig;
    operation: Operation;
    mediaType: MediaType | undefined;
    name: string | undefined;
    given?: GivenValues | undefined;
  },
): RequestDraft | string {
  const { config, operation, mediaType, name, given = new Map() } = from;
  const parameters = new Map<Parameter, Json>();
  for (const parameter of operation.parameters) {
    if (isCredential(operation, parameter)) continue;
    const value = parameterValue(contract, config, { operation, parameter, name, given });
    if (value !== undefined) parameters.set(parameter, value);
    else if (parameter.required)
      return `no valid value for ${parameter.in} parameter ${parameter.name} can be made`;
  }
  const body = mediaType && bodyValue(contract, config, { operation, mediaType, name, given });
  if (operation.requestBody?.required && body === undefined) return 'no valid request body can be made';
  return {
    operation,
    basePath: config.basePath,
    parameters,
    headers: otherHeaders(config, operation),
    ...(mediaType && body !== undefined ? { mediaType, body } : {}),
    credentials: 'valid',
  };
}

/** Field lines of the configuration that no documented parameter takes, and what every HTTP client says of itself. */
function otherHeaders(config: PlanConfig, operation: Operation): [string, string][] {
  const taken = new Set(
    operation.parameters.filter((one) => one.in === 'header').map((one) => one.name.toLowerCase()),
  );
  const others = config.headers.filter(([name]) => !taken.has(name.toLowerCase()));
  const given = new Set(others.map(([name]) => name.toLowerCase()));
  const usual: [string, string][] = [
    ['Accept', '*/*'],
    ['User-Agent', 'contract-kit'],
  ];
  return [
    ...usual.filter(([name]) => !given.has(name.toLowerCase())),
    ...others.map(([name, value]): [string, string] => [name, value]),
  ];
}

function parameterValue(
  contract: Contract,
  config: PlanConfig,
  from: { operation: Operation; parameter: Parameter; name: string | undefined; given: GivenValues },
): Json | undefined {
  const { parameter, name } = from;
  const configured = configuredParameter(contract, config, parameter);
  const known = configured ?? from.given.get(toPointer(parameter));
  if (known !== undefined) return known;
  const example = name === undefined ? undefined : findValid(parameter.examples, name);
  if (example !== undefined) return example;
  if (!parameter.required) return undefined;
  const schema = parameter.schema ?? parameter.mediaType?.schema;
  const documented = defaultExample(from.operation, parameter.examples);
  if (documented !== undefined) return documented;
  if (!schema) return 'example';
  const sample = { contract, seed: config.seed };
  const value = sampleValue(sample, schema);
  // An object without members is nothing in a path.
  const isNothing = parameter.in === 'path' && value !== undefined && JSON.stringify(value) === '{}';
  return isNothing ? fillValue(sample, schema, value) : value;
}

function bodyValue(
  contract: Contract,
  config: PlanConfig,
  from: { operation: Operation; mediaType: MediaType; name: string | undefined; given: GivenValues },
): Json | undefined {
  const { mediaType, name, given } = from;
  const { schema } = mediaType;
  const whole = given.get('/body');
  if (whole !== undefined) return configuredBody(contract, config, { value: whole, schema });
  const example =
    name === undefined
      ? undefined
      : (findValid(mediaType.examples, name) ?? defaultExample(from.operation, mediaType.examples));
  const made =
    schema && example === undefined ? sampleValue({ contract, seed: config.seed }, schema) : undefined;
  return configuredBody(contract, config, { value: withFields(example ?? made, given), schema });
}

/** The body with the given fields in it. */
export function withFields(body: Json | undefined, given: GivenValues): Json | undefined {
  const fields = [...given].filter(([pointer]) => pointer.startsWith('/body/'));
  return fields.reduce(
    (value, [pointer, field]) => editValue(value ?? {}, pointer.slice('/body'.length), field),
    body,
  );
}

function findValid(examples: readonly Example[], name: string): Json | undefined {
  return examples.find((example) => example.name === name && isUsable(example))?.value;
}

/** The example that stands for a parameter or body where nothing more is said: the first that leads to no failure. */
function defaultExample(operation: Operation, examples: readonly Example[]): Json | undefined {
  const failure = outcomeNames(operation, /^(?!2)/);
  return examples.find((example) => isUsable(example) && !failure.has(example.name))?.value;
}

function isUsable(example: Example): boolean {
  return !example.invalid && example.value !== undefined && example.credentials === 'valid';
}

function keyOf(draft: RequestDraft): string {
  const parameters = [...draft.parameters].map(([{ in: place, name }, value]) => [place, name, value]);
  return JSON.stringify([parameters, draft.mediaType?.name, draft.body]);
}
