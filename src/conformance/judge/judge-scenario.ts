import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../contract/contract.ts';
import type { DecodedResponse } from '../../contract/decoded.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Case, Expectation } from '../plan/case.ts';
import type { ProbeFault } from './probe-finding.ts';

type ScenarioExpectation = Extract<Expectation, { kind: 'scenario' }>;

/**
 * Compares an answer with the outcome that a scenario documents: the status, then the fields that identify the outcome.
 * Message texts and all other fields are free.
 */
export function judgeScenario(
  { case: probe, operation }: { case: Case; operation: Operation },
  expect: ScenarioExpectation,
  response: DecodedResponse,
): readonly ProbeFault[] {
  if (!statusMatches(operation, expect.status.value, response.status))
    return [statusFault(probe, expect, response.status)];
  const { body } = response;
  const value = body.state === 'present' ? body.candidates[0] : undefined;
  return expect.fields.flatMap((field): ProbeFault[] => {
    const actual = value === undefined ? undefined : findAtPointer(value, field.pointer);
    if (isDeepStrictEqual(actual, field.value)) return [];
    return [
      {
        rule: 'scenario-outcome-different',
        severity: field.severity,
        message: `scenario ${expect.scenario}: received ${field.pointer} ${show(actual)}, documented ${show(field.value)}`,
        place: field.place,
        side: 'response',
        pointer: `/body${field.pointer}`,
        expected: field.value,
        ...(actual === undefined ? {} : { actual }),
        clause: field.clause,
      },
    ];
  });
}

/** Accepting what the document forbids has a rule of its own, which says more than that the outcome differs. */
function statusFault(probe: Case, expect: ScenarioExpectation, status: number): ProbeFault {
  const accepted = status >= 200 && status < 300;
  // A document can have a success for a request that its own schema forbids.
  const refused = !/^[23]/.test(expect.status.value);
  const forbidden = refused && (probe.request.credentials !== 'valid' || probe.proof !== undefined);
  const rule =
    accepted && forbidden
      ? probe.request.credentials === 'valid'
        ? 'request-invalid-accepted'
        : 'request-unauthenticated-accepted'
      : 'scenario-outcome-different';
  const proof = rule === 'scenario-outcome-different' ? undefined : probe.proof;
  return {
    rule,
    severity: proof?.severity ?? expect.status.severity,
    message: `scenario ${expect.scenario}: received status ${status}, documented ${expect.status.value}`,
    place: proof?.place ?? expect.status.place,
    side: proof ? 'request' : 'response',
    pointer: proof?.pointer ?? '/status',
    expected: expect.status.value,
    actual: status,
    clause: proof ? proof.clause : expect.status.clause,
  };
}

/** `200`, a range such as `4XX`, or `default`: any status without a response of its own (OpenAPI 3.1 §4.8.16). */
export function statusMatches(operation: Operation, documented: string, status: number): boolean {
  const text = String(status);
  if (/^\dXX$/i.test(documented)) return text[0] === documented[0];
  if (documented !== 'default') return text === documented;
  return !operation.responses.some(
    ({ status: other }) => other !== 'default' && statusMatches(operation, other, status),
  );
}

function show(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
