import type { Contract, Operation } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { findHeader } from '../../exchange/message.ts';
import type { Finding } from '../../finding.ts';
import { isNoise } from '../judge/judge-answer.ts';
import { type Judged, judgeAttempt, toAbsence } from '../judge/judge-attempt.ts';
import type { Case } from '../plan/case.ts';
import type { Credentials } from '../request/credentials.ts';
import { readWire, toWire } from '../request/wire.ts';
import type { Clock } from './clock.ts';
import type { Course } from './course.ts';
import type { Send, Sent } from './send.ts';

/** What every request of a run needs. */
export type RunContext = {
  readonly contract: Contract;
  /** Scheme, host and port of the target. */
  readonly origin: string;
  readonly credentials: Credentials;
  readonly send: Send;
  /** Milliseconds for one whole answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** The time that the run was given is over: what is begun is ended, and nothing more is begun. */
  isOver(): boolean;
  /** Whoever sends planned work says here when a piece of it is through. */
  readonly course: Course;
  /** Shared by all requests of a run. */
  readonly patience: Patience;
  /** Milliseconds that an answer may take, where a person set a limit. */
  readonly maxResponseTime?: number;
};

/** How long a run may still wait for limiters and gateways, in milliseconds. */
export type Patience = { take(milliseconds: number): number };

/** @example createPatience(30_000).take(5000) // 5000 */
export function createPatience(milliseconds: number): Patience {
  let left = milliseconds;
  return {
    take(wanted) {
      const taken = Math.min(wanted, left);
      left -= taken;
      return taken;
    },
  };
}

/** One request and what it showed. */
export type Attempt =
  | Judged
  | {
      readonly kind: 'absent';
      readonly exchange: Exchange;
      readonly sent: Extract<Sent, { kind: 'absent' }>;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'unsendable'; readonly reason: string }
  | { readonly kind: 'stopped' };

const mostTries = 3;
const longestPause = 5000;

/** Sends a case's request, again after a pause while a limiter or gateway answers in the provider's place. */
export async function attempt(
  context: RunContext,
  operation: Operation,
  sending: { case: Case; index: number },
): Promise<Attempt> {
  const wire = toWire(sending.case.request, operation, context.credentials);
  if (!wire) return { kind: 'unsendable', reason: 'the run has no credential of that kind' };
  const { contract, timeout, signal } = context;
  let sent = await context.send(wire, { timeout, signal });
  for (let tries = 1; tries < mostTries && isBusy(sending.case, sent); tries += 1) {
    if (!(await waitFor(context, sent, tries))) break;
    sent = await context.send(wire, { timeout, signal });
  }
  const request = readWire(wire);
  const exchange: Exchange = {
    stance: 'observed',
    request: { ...request, url: context.origin + request.url },
    ...(sent.kind === 'answered' ? { response: sent.response } : {}),
    origin: { source: 'probe', label: sending.case.id },
  };
  switch (sent.kind) {
    case 'stopped':
      return { kind: 'stopped' };
    case 'absent':
      return {
        kind: 'absent',
        exchange,
        sent,
        findings: [toAbsence(contract, operation, { ...sending, exchange, detail: sent.detail })],
      };
    case 'answered':
      return judgeAttempt(contract, operation, {
        ...sending,
        exchange,
        reconnected: sent.reconnected === true,
        milliseconds: sent.milliseconds,
      });
    default:
      return sent satisfies never;
  }
}

function isBusy(probe: Case, sent: Sent): boolean {
  if (sent.kind !== 'answered' || !isNoise(sent.response.status)) return false;
  // A scenario can document such an answer.
  return !(probe.expect.kind === 'scenario' && probe.expect.status.value === String(sent.response.status));
}

/** Waits as long as Retry-After asks in seconds (RFC 9110 §10.2.3), within bounds; false when there is no time left. */
async function waitFor({ patience, signal, clock }: RunContext, sent: Sent, tries: number): Promise<boolean> {
  const field = sent.kind === 'answered' ? findHeader(sent.response.headers, 'retry-after') : undefined;
  const asked = field !== undefined && /^\d+$/.test(field) ? Number(field) * 1000 : 100 * tries;
  const wait = patience.take(Math.min(asked, longestPause));
  if (wait > 0) await clock.pause(wait, signal);
  return wait > 0 || asked === 0;
}
