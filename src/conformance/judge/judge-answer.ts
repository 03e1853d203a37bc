import type { Operation } from '../../contract/contract.ts';
import type { DecodedResponse } from '../../contract/decoded.ts';
import type { Case } from '../plan/case.ts';
import { isNotAcceptable, judgeNegotiation } from './judge-negotiation.ts';
import { judgeScenario, statusMatches } from './judge-scenario.ts';
import type { ProbeFault } from './probe-finding.ts';
import { describesRefusal } from './relax-refusal.ts';
import { serverError } from './server-error.ts';
import { isTypeRefused, typeRefused } from './type-refused.ts';

/** What an answer says about its case, besides being a documented answer or not. */
export type Judgement = {
  readonly faults: readonly ProbeFault[];
  /**
   * `accepted`, `refused`: 2xx, 4xx, and redirects by what they mean. `unproven`: a valid request was refused, and the reason may be the data. `noise`: an
   * answer that a gateway gives when something is busy or down. `other`: all else.
   */
  readonly outcome: 'accepted' | 'refused' | 'unproven' | 'noise' | 'other';
};

/** Answers of a gateway or limiter in front, which say nothing about the request. */
export function isNoise(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/**
 * Compares the answer with what the case expects. Pure; whether the answer is documented is for the rules.
 * `asksToWait`: it has a Retry-After.
 */
export function judgeAnswer(
  sent: { case: Case; operation: Operation; asksToWait?: boolean },
  response: DecodedResponse,
): Judgement {
  const { case: probe, operation } = sent;
  const { status } = response;
  const outcome = outcomeOf(probe, response);
  if (probe.expect.kind === 'scenario' && statusMatches(operation, probe.expect.status.value, status))
    return { faults: judgeScenario(sent, probe.expect, response), outcome };
  // 429 is a limiter's whatever the document says; 503 with Retry-After is one of load (RFC 9110 §15.6.4).
  const busy = status === 429 || response.definition !== undefined || sent.asksToWait === true;
  if (isNoise(status) && busy) return { faults: [], outcome: 'noise' };
  if (status >= 500) return { faults: [serverError(probe, status)], outcome: 'other' };
  const judgement = judgeExpectation(sent, response, outcome);
  return { ...judgement, faults: [...judgement.faults, ...judgeNegotiation(probe, response)] };
}

function judgeExpectation(
  sent: { case: Case; operation: Operation },
  response: DecodedResponse,
  outcome: 'accepted' | 'refused' | 'other',
): Judgement {
  const { case: probe, operation } = sent;
  const { status } = response;
  switch (probe.expect.kind) {
    case 'scenario':
      return { faults: judgeScenario(sent, probe.expect, response), outcome };
    case 'accepted':
      return outcome === 'refused'
        ? { faults: [validRefused(probe, response, probe.expect)], outcome }
        : { faults: [], outcome };
    case 'accepted-or-refused':
      if (isTypeRefused(probe, status)) return { faults: [typeRefused(probe, operation)], outcome };
      return { faults: [], outcome: outcome === 'refused' ? 'unproven' : outcome };
    case 'answered':
      return { faults: [], outcome };
    case 'refused':
      return { faults: outcome === 'accepted' ? [invalidAccepted(probe, operation, status)] : [], outcome };
    case 'unauthenticated':
      return { faults: outcome === 'accepted' ? [unauthenticatedAccepted(probe, status)] : [], outcome };
    case 'repeated':
      return { faults: outcome === 'accepted' ? [] : [notIdempotent(probe, status)], outcome };
    default:
      return probe.expect satisfies never;
  }
}

/**
 * What a status says about the request it answers. A redirect is a success where the document has one for a valid request,
 * and keeps out who has no credential, with the way to a login page. 207 tells the outcome in its body (RFC 4918 §13), so it
 * proves nothing against an answer to an invalid request.
 */
function outcomeOf(probe: Case, { status, definition }: DecodedResponse): 'accepted' | 'refused' | 'other' {
  const { expect, proof } = probe;
  const forged = expect.kind === 'unauthenticated' || probe.request.credentials === 'none';
  const valid = proof === undefined && expect.kind !== 'refused' && !forged;
  if (status === 207 && !valid) return 'other';
  if (status >= 200 && status < 300) return 'accepted';
  if (status >= 400 && status < 500) return 'refused';
  if (status < 300 || status > 399) return 'other';
  if (valid) return definition !== undefined && definition.status !== 'default' ? 'accepted' : 'other';
  return forged ? 'refused' : 'other';
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
  const documented = isNotAcceptable(probe, status)
    ? 'an answer of a media type that the request accepts'
    : reasons[because];
  return {
    rule: 'request-valid-refused',
    severity,
    message: `${probe.intent.description}: received status ${status}, documented is ${documented}`,
    place: probe.intent.place,
    side: 'response',
    pointer: '/status',
    actual: status,
    clause: probe.intent.clause,
  };
}

/**
 * 202 says that the request was taken and may yet come to nothing (RFC 9110 §15.3.3): no error for sure, where the document
 * has no other answer to an invalid request.
 */
function invalidAccepted(probe: Case, operation: Operation, status: number): ProbeFault {
  const { proof } = probe;
  const open = status === 202 && !describesRefusal(operation);
  return {
    rule: 'request-invalid-accepted',
    severity: open ? 'warning' : (proof?.severity ?? 'error'),
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
