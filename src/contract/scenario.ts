import type { Json } from '../finding.ts';
import { documentOf } from './compile-operation.ts';
import type { Example, MediaType, Operation, Parameter, Response } from './contract.ts';
import { listOutcomes, type ScenarioOutcome } from './scenario-outcome.ts';

/**
 * A documented pair: what to send and what comes back. An example name that stands under a response and under the
 * request body or a parameter makes one (the convention of Microcks and Specmatic).
 */
export type Scenario = {
  readonly name: string;
  readonly operation: Operation;
  readonly request: {
    readonly parameters: readonly {
      readonly parameter: Parameter;
      readonly value: Json;
      readonly example: Example;
    }[];
    readonly mediaType?: MediaType;
    /** The example whose `value`, or exact `text`, is the body. */
    readonly body?: Example;
    readonly credentials: Example['credentials'];
  };
  readonly response: {
    readonly definition: Response;
    /** The status as documented: a code, a range or `default`. */
    readonly status: string;
    readonly mediaType: MediaType;
    readonly example: Example;
    /** The values that identify the outcome, from properties with `x-outcome: true`. */
    readonly outcome: readonly ScenarioOutcome[];
  };
};

/** The scenarios of an operation, in the order of its responses; of one name the first response counts. */
export function listScenarios(operation: Operation): readonly Scenario[] {
  const document = documentOf(operation);
  const requested = namesOfRequest(operation);
  const scenarios = new Map<string, Scenario>();
  for (const definition of operation.responses)
    for (const mediaType of definition.content)
      for (const example of mediaType.examples) {
        const { name } = example;
        if (!requested.has(name) || scenarios.has(name)) continue;
        const outcome = document ? listOutcomes(document, mediaType.schema, example) : [];
        const { status } = definition;
        const response = { definition, status, mediaType, example, outcome };
        scenarios.set(name, { name, operation, request: toRequest(operation, example), response });
      }
  return [...scenarios.values()];
}

function namesOfRequest({ parameters, requestBody }: Operation): ReadonlySet<string> {
  const owners = [...parameters, ...(requestBody?.content ?? [])];
  // An example without a name belongs to no pair.
  return new Set(
    owners.flatMap(({ examples }) => examples.map(({ name }) => name)).filter((name) => name !== ''),
  );
}

/** What the scenario's name gives, filled up with valid examples. */
function toRequest({ parameters, requestBody }: Operation, response: Example): Scenario['request'] {
  const chosen = parameters.flatMap((parameter) => {
    const example = chooseExample(parameter.examples, response.name);
    return example?.value === undefined ? [] : [{ parameter, value: example.value, example }];
  });
  const body = requestBody && chooseBody(requestBody.content, response.name);
  const named = [body?.example, ...chosen.map(({ example }) => example)].filter(
    (example) => example?.name === response.name,
  );
  const credentials = [...named, response].find(
    (example) => example && example.credentials !== 'valid',
  )?.credentials;
  return {
    parameters: chosen,
    ...(body && { mediaType: body.mediaType, body: body.example }),
    credentials: credentials ?? 'valid',
  };
}

function chooseExample(examples: readonly Example[], name: string): Example | undefined {
  return examples.find((example) => example.name === name) ?? examples.find(({ invalid }) => !invalid);
}

function chooseBody(
  content: readonly MediaType[],
  name: string,
): { mediaType: MediaType; example: Example } | undefined {
  const mediaType =
    content.find(({ examples }) => examples.some((example) => example.name === name)) ??
    content.find(({ examples }) => examples.some(({ invalid }) => !invalid));
  const example = mediaType && chooseExample(mediaType.examples, name);
  return mediaType && example && { mediaType, example };
}
