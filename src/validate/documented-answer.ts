import type { Contract, MediaType, Operation, Response } from '../contract/contract.ts';
import { isObject } from '../contract/schema-keyword.ts';
import type { Json } from '../finding.ts';
import type { CheckResult } from './check.ts';
import { findCommonResponse, findUnmatchedResponse } from './common-response.ts';
import { toFaultSet } from './fault-set.ts';
import { matchFault } from './match-scenario.ts';
import { serialiseBody, serialiseHeader } from './serialise.ts';
import { usableExamples } from './usable-example.ts';

/** An answer that the document has, ready for the wire. */
export type DocumentedAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Which documented answer is meant. */
type Meant = {
  readonly operation: Operation;
  readonly status: number;
  /** The example that is preferred. */
  readonly name?: string | undefined;
  /** Replaces the message of the example, where the schema allows it. */
  readonly message?: string | undefined;
};

/**
 * What the document says to a request in which these findings are: the answer of the scenario that has the same faults,
 * else the documented 401, 415, 422 or 400 by the kind of fault, else what the document says where there is no such path
 * or method. Undefined where it says nothing.
 */
export function answerToFindings(contract: Contract, result: CheckResult): DocumentedAnswer | undefined {
  const { operation, findings, request, route } = result;
  if (!operation) {
    const common = findUnmatchedResponse(contract, route);
    return common && toAnswer(contract, { ...common, status: common.code, name: common.exampleKey });
  }
  const faults = toFaultSet(findings, request?.mediaType);
  const scenario = matchFault(contract, operation, { faults, request });
  const status = Number(scenario?.response.status);
  // A scenario may also document that the fault is put up with; then the request is not refused in its words.
  if (scenario && status >= 400) {
    const answer = toAnswer(contract, { operation, status, name: scenario.name });
    if (answer) return answer;
  }
  const [found] = statusesFor(result).flatMap(
    (each) => toAnswer(contract, { operation, status: each }) ?? [],
  );
  return found;
}

/**
 * The documented answer of a status: of the operation, or, without one, what all operations agree on. `message` takes the
 * place of the example's own.
 */
export function answerOfStatus(
  contract: Contract,
  operation: Operation | undefined,
  meant: Pick<Meant, 'status' | 'message'>,
): DocumentedAnswer | undefined {
  if (operation) return toAnswer(contract, { operation, ...meant });
  const common = findCommonResponse(contract.document, contract.operations, { code: meant.status });
  return common && toAnswer(contract, { operation: common.operation, ...meant });
}

/** The statuses that answer a broken request, best first (RFC 9110 §15.5). */
function statusesFor({ findings }: CheckResult): readonly number[] {
  const rules = new Set(findings.map(({ rule }) => rule));
  if (rules.has('request-security-missing')) return [401, 403, 400];
  return rules.has('request-media-type-unknown') ? [415, 422, 400] : [400, 422];
}

function toAnswer(contract: Contract, meant: Meant): DocumentedAnswer | undefined {
  const { operation, status, name, message } = meant;
  const definition = operation.responses.find((response) => response.status === String(status));
  const mediaType = definition?.content.find((each) => usableExamples(contract, each).length > 0);
  if (!definition || !mediaType || mediaType.name.includes('*')) return undefined;
  const examples = usableExamples(contract, mediaType);
  const example = examples.find((each) => each.name === name) ?? examples[0];
  if (!example) return undefined;
  const value =
    message === undefined
      ? example.value
      : withMessage(contract, mediaType, { value: example.value, message });
  // The exact text is that of the documented value alone.
  const exact = message === undefined || value === undefined ? example.text : undefined;
  const text = exact ?? (value === undefined ? undefined : serialiseBody(value, mediaType.name));
  if (text === undefined) return undefined;
  return {
    status,
    headers: { 'content-type': mediaType.name, ...requiredHeaders(contract, definition) },
    body: Buffer.from(text),
  };
}

/** Headers that the document only allows are left out: their examples would be made up. */
function requiredHeaders(contract: Contract, { headers }: Response): Record<string, string> {
  const written: Record<string, string> = {};
  for (const header of headers) {
    const [example] = header.required ? usableExamples(contract, header) : [];
    const text = example && serialiseHeader(example.value ?? null, header.explode);
    if (text !== undefined) written[header.name.toLowerCase()] = text;
  }
  return written;
}

const messageName = /^(?:error_?)?(?:msg|message|detail|details|description|reason)$/i;

/** The example with another message in the member that holds its message, if the schema takes it. */
function withMessage(
  contract: Contract,
  { schema }: MediaType,
  { value, message }: { value: Json | undefined; message: string },
): Json | undefined {
  if (!isObject(value)) return value;
  const key = Object.keys(value).find((name) => messageName.test(name) && typeof value[name] === 'string');
  if (key === undefined) return value;
  const changed = { ...value, [key]: message };
  const validator = schema && contract.validator(schema, { direction: 'response', stance: 'observed' });
  return validator?.kind !== 'validator' || validator.isValid(changed) ? changed : value;
}
