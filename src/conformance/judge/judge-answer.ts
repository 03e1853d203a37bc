import type { Operation } from '../../contract/contract.ts';
import type { DecodedResponse } from '../../contract/decoded.ts';
import type { Case } from '../plan/case.ts';
import { judgeScenario, statusMatches } from './judge-scenario.ts';
import type { ProbeFault } from './probe-finding.ts';

/** What an answer says about its case, besides being a documented answer or not. */
export type Judgement = {
  readonly faults: readonly ProbeFault[];
  /**
   * `accepted`, `refused`: 2xx, 4xx. `unproven`: a valid request was refused, and the reason may be the data. `noise`: an
   * answer that a gateway gives when something is busy or down. `other`: all else.
   */
  readonly outcome: 'accepted' | 'refused' | 'unproven' | 'noise' | 'other';
};

/** Answers of a gateway or limiter in front, which say nothing about the request. */
export function isNoise(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** Compares the answer with what the case expects. Pure; whether the answer is documented is for the rules. */
export function judgeAnswer(
  sent: { case: Case; operation: Operation },
  response: DecodedResponse,
): Judgement {
  const { case: probe, operation } = sent;
  const { status } = response;
  if (probe.expect.kind === 'scenario' && statusMatches(operation, probe.expect.status.value, status))
    return { faults: judgeScenario(sent, probe.expect, response), outcome: outcomeOf(status) };
  if (isNoise(status) && response.definition) return { faults: [], outcome: 'noise' };
  if (status >= 500) return { faults: [serverError(probe, response)], outcome: 'other' };
  const outcome = outcomeOf(status);
  switch (probe.expect.kind) {
    case 'scenario':
      return { faults: judgeScenario(sent, probe.expect, response), outcome };
    case 'accepted':
      return outcome === 'refused'
        ? { faults: [validRefused(probe, response, probe.expect)], outcome }
        : { faults: [], outcome };
    case 'accepted-or-refused':
      return { faults: [], outcome: outcome === 'refused' ? 'unproven' : outcome };
    case 'answered':
      return { faults: [], outcome };
    case 'refused':
      return { faults: outcome === 'accepted' ? [invalidAccepted(probe, status)] : [], outcome };
    case 'unauthenticated':
      return { faults: outcome === 'accepted' ? [unauthenticatedAccepted(probe, status)] : [], outcome };
    case 'repeated':
      return { faults: outcome === 'accepted' ? [] : [notIdempotent(probe, status)], outcome };
    default:
      return probe.expect satisfies never;
  }
}

function outcomeOf(status: number): 'accepted' | 'refused' | 'other' {
  if (status >= 200 && status < 300) return 'accepted';
  return status >= 400 && status < 500 ? 'refused' : 'other';
}

function serverError(probe: Case, { status }: DecodedResponse): ProbeFault {
  return {
    rule: 'response-server-error',
    severity: 'error',
    message: `${probe.intent.description}: received status ${status}, documented is an answer without a server error`,
    place: probe.intent.place,
    side: 'response',
    pointer: '/status',
    actual: status,
    clause: undefined,
  };
}

const reasons = {
  'same-request': 'the same request as the accepted one in another spelling',
  'any-value': 'that any value is accepted',
  recorded: 'a valid request, and a consumer relies on its being accepted',
} as const;

function validRefused(
  probe: Case,
  { status }: DecodedResponse,
  { severity, because }: Extract<Case['expect'], { kind: 'accepted' }>,
): ProbeFault {
  return {
    rule: 'request-valid-refused',
    severity,
    message: `${probe.intent.description}: received status ${status}, documented is ${reasons[because]}`,
    place: probe.intent.place,
    side: 'response',
    pointer: '/status',
    actual: status,
    clause: probe.intent.clause,
  };
}

function invalidAccepted(probe: Case, status: number): ProbeFault {
  const { proof } = probe;
  return {
    rule: 'request-invalid-accepted',
    severity: proof?.severity ?? 'error',
    message: `${probe.intent.description}: received status ${status}, documented is a refusal`,
    place: proof?.place ?? probe.intent.place,
    side: 'request',
    pointer: proof?.pointer ?? '',
    clause: proof?.clause,
    ...(proof?.after === undefined ? {} : { actual: proof.after }),
  };
}

function unauthenticatedAccepted(probe: Case, status: number): ProbeFault {
  const { proof } = probe;
  return {
    rule: 'request-unauthenticated-accepted',
    severity: proof?.severity ?? 'error',
    message: `${probe.intent.description}: received status ${status}, documented is a refusal`,
    place: proof?.place ?? probe.intent.place,
    side: 'request',
    pointer: proof?.pointer ?? '',
    actual: status,
    clause: proof?.clause,
  };
}

function notIdempotent(probe: Case, status: number): ProbeFault {
  return {
    rule: 'operation-not-idempotent',
    severity: 'error',
    message: `received status ${status} for the second of two equal requests, the first was accepted`,
    place: probe.intent.place,
    side: 'response',
    pointer: '/status',
    actual: status,
    clause: undefined,
    hint: `${probe.request.method} is idempotent (RFC 9110 §9.2.2)`,
  };
}
