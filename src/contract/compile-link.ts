import type { Json, OperationKey } from '../finding.ts';
import { isObject } from '../spec/walk.ts';
import { type Compiling, type Found, followMap, placeIn, textOf, toTarget } from './compile-reference.ts';
import type { Link, LinkParameter, Operation, Problem } from './contract.ts';
import { findMalformed } from './runtime-expression.ts';

/** The links of a response (§4.8.20), in document order; one that leads nowhere is noted as a problem. */
export function compileLinks(compiling: Compiling, response: Found): readonly Link[] {
  const links = followMap(compiling, response, 'links').flatMap(
    ([name, found]) => compileLink(compiling, name, found) ?? [],
  );
  return Object.freeze(links);
}

function compileLink(compiling: Compiling, name: string, found: Found): Link | undefined {
  const { value, at } = found;
  const refuse = (reason: string): undefined => {
    compiling.problems.push({ reason: `link ${name} is not followed: ${reason}`, at });
  };
  if (value.server !== undefined) return refuse('it leads to a server of its own');
  const target = findTarget(compiling, found);
  if (!target.operation) return refuse(target.reason);
  const parameters = isObject(value.parameters) ? value.parameters : {};
  const malformed = findMalformed([Object.values(parameters), value.requestBody ?? null]);
  if (malformed !== undefined) return refuse(`${malformed} is no runtime expression`);
  return Object.freeze({
    at,
    name,
    operation: target.operation,
    parameters: Object.freeze(Object.entries(parameters).map(([key, one]) => toParameter(key, one))),
    ...(value.requestBody === undefined ? {} : { requestBody: value.requestBody }),
  });
}

function findTarget(
  { document, destinations }: Compiling,
  found: Found,
): { operation?: OperationKey; reason: string } {
  const id = textOf(found.value, 'operationId');
  const reference = textOf(found.value, 'operationRef');
  if (reference !== undefined) {
    const target = toTarget(document, reference, found.at.uri);
    const operation = target && destinations.get(`${target.uri}#${target.pointer}`);
    return { ...(operation ? { operation } : {}), reason: `${reference} is no operation of the document` };
  }
  if (id === undefined) return { reason: 'it names no operation' };
  const operation = destinations.get(id);
  return { ...(operation ? { operation } : {}), reason: `there is no operation ${id}` };
}

/** A name can say where the parameter is: `path.id` (§4.8.20.1). */
function toParameter(key: string, value: Json): LinkParameter {
  const match = /^(path|query|header|cookie)\.(.+)$/s.exec(key);
  if (!match) return { name: key, value };
  return { in: match[1] as NonNullable<LinkParameter['in']>, name: match[2] ?? '', value };
}

/** Parameters of links that the operation they lead to does not have. */
export function listLinkProblems(operations: readonly Operation[]): Problem[] {
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  const links = new Set(operations.flatMap(({ responses }) => responses.flatMap((one) => one.links)));
  return [...links].flatMap(({ name, at, operation, parameters }) =>
    parameters
      .filter((parameter) => !findLinked(byKey.get(operation), parameter))
      .map((parameter) => ({
        reason: `link ${name} gives a parameter ${parameter.name} that ${operation} does not have`,
        at: placeIn(at, 'parameters', parameter.in ? `${parameter.in}.${parameter.name}` : parameter.name),
      })),
  );
}

/** The parameter that a link gives a value: of several with its name the first in the order of the locations. */
export function findLinked(
  operation: Operation | undefined,
  wanted: Pick<LinkParameter, 'in' | 'name'>,
): Operation['parameters'][number] | undefined {
  const named = operation?.parameters.filter(
    (one) =>
      (one.in === 'header' ? one.name.toLowerCase() : one.name) ===
        (one.in === 'header' ? wanted.name.toLowerCase() : wanted.name) &&
      (wanted.in === undefined || one.in === wanted.in),
  );
  for (const location of ['path', 'query', 'header', 'cookie'] as const) {
    const found = named?.find((one) => one.in === location);
    if (found) return found;
  }
  return undefined;
}
