import type { Contract, Operation } from '../../contract/contract.ts';
import { listScenarios, type Scenario } from '../../contract/scenario.ts';
import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { FromExample } from './from-example.ts';
import type { Literal, LiteralRequest } from './literal.ts';
import { exactly, like } from './matchers.ts';

/** Without the types of a document. */
type Overrides = {
  readonly description?: string;
  readonly states?: Literal['states'];
  readonly response?: Pick<Literal['response'], 'headers' | 'body'>;
};

/** A scenario of the document as its author would have written it. */
export function toLiteral(contract: Contract, example: FromExample<never>): Literal {
  const { scenario: name } = example;
  const overrides = example.overrides as Overrides;
  const operationName: string = example.operation;
  const operation = contract.operations.find(
    ({ operationId, key }) => operationId === operationName || key === operationName,
  );
  const scenario = operation && listScenarios(operation).find((one) => one.name === name);
  if (!scenario) throw unknown(contract, operation, { operationName, name });
  const status = Number(scenario.response.status);
  if (!Number.isInteger(status))
    throw new KitError(
      'usage-invalid',
      `the scenario ${name} is of the status ${scenario.response.status}, which is no number`,
      {
        hint: 'write the interaction as a literal',
      },
    );
  return {
    description: overrides.description ?? `${operationName}: ${name}`,
    operation: operationName,
    ...(overrides.states && { states: overrides.states }),
    request: toRequest(scenario),
    response: {
      status,
      contentType: scenario.response.mediaType.name,
      body: overrides.response?.body ?? toResponseBody(scenario),
      ...(overrides.response?.headers && { headers: overrides.response.headers }),
    },
  };
}

function toRequest({ request }: Scenario): LiteralRequest | { readonly invalid: LiteralRequest } {
  const { parameters, mediaType, body, credentials } = request;
  const valuesIn = (where: string) =>
    Object.fromEntries(
      parameters
        .filter(({ parameter }) => parameter.in === where)
        .map(({ parameter, value }) => [parameter.name, value]),
    );
  const written: LiteralRequest = {
    path: valuesIn('path'),
    query: valuesIn('query'),
    headers: valuesIn('header'),
    credentials,
    ...(mediaType && { contentType: mediaType.name }),
    // An empty text is no body at all.
    ...(body?.text === undefined ? { body: body?.value } : body.text !== '' && { text: body.text }),
  };
  const isInvalid = body?.invalid || parameters.some(({ example }) => example.invalid);
  return isInvalid ? { invalid: written } : written;
}

/** By type, but for the fields that tell one outcome from another. */
function toResponseBody({ response }: Scenario): unknown {
  const outcomes = new Set(response.outcome.map(({ pointer }) => pointer));
  const mark = (value: Json, pointer: string): unknown => {
    if (outcomes.has(pointer)) return exactly(value as string);
    if (Array.isArray(value)) return value.map((item, index) => mark(item, joinPointer(pointer, index)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, mark(member, joinPointer(pointer, name))]),
    );
  };
  const { value } = response.example;
  return value === undefined ? undefined : like<object>(mark(value, '') as object);
}

function unknown(
  contract: Contract,
  operation: Operation | undefined,
  { operationName, name }: { readonly operationName: string; readonly name: string },
): KitError {
  if (!operation) {
    const known = contract.operations.slice(0, 10).map(({ operationId, key }) => operationId ?? key);
    return new KitError('usage-invalid', `the document has no operation ${operationName}`, {
      hint: `it has ${known.join(', ')}`,
    });
  }
  const scenarios = listScenarios(operation).map((one) => one.name);
  return new KitError('usage-invalid', `${operationName} has no scenario ${name}`, {
    hint:
      scenarios.length === 0
        ? 'a scenario is an example name under a request and a response'
        : `it has ${scenarios.join(', ')}`,
  });
}
