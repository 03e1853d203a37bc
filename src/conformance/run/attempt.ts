import type { Contract, Operation } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Finding } from '../../finding.ts';
import { isNoise } from '../judge/judge-answer.ts';
import { type Judged, judgeAttempt, toAbsence } from '../judge/judge-attempt.ts';
import type { Case, OperationPlan } from '../plan/case.ts';
import type { Credentials } from '../request/credentials.ts';
import { readWire, toWire } from '../request/wire.ts';
import type { Answers } from './answers.ts';
import type { Clock } from './clock.ts';
import type { Course } from './course.ts';
import type { ProviderStates } from './provider-states.ts';
import { readRetryAfter } from './retry-after.ts';
import type { Send, Sent } from './send.ts';
import type { Waiting } from './waiting.ts';

/** What every request of a run needs. */
export type RunContext = {
  readonly contract: Contract;
  /** Scheme, host and port of the target. */
  readonly origin: string;
  readonly credentials: Credentials;
  readonly send: Send;
  readonly wait: Waiting;
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
  /** The cases that are sent of an operation's plan; all where it is absent. */
  readonly choose?: Choose;
  /** The sequences that are sent, by id; all where it is absent. */
  readonly sequences?: ReadonlySet<string>;
  /** What the accepted requests of the run have shown. */
  readonly answers: Answers;
  readonly states: ProviderStates;
};

/** Chooses what is sent when the accepted request of an operation is known. */
export type Choose = (plan: OperationPlan, baseline: Case) => readonly Case[];

/** How long a run may still wait for limiters and gateways, in milliseconds, and where that is of no use. */
export type Patience = {
  /** The time to wait: what is wanted, or 0 where there is not so much left. */
  take(milliseconds: number): number;
  /** Waiting does not help there: an operation with a status. */
  giveUp(key: string): void;
  isFutile(key: string): boolean;
};

/** @example createPatience(30_000).take(5000) // 5000 */
export function createPatience(milliseconds: number): Patience {
  let left = milliseconds;
  const futile = new Set<string>();
  return {
    take(wanted) {
      if (wanted > left) return 0;
      left -= wanted;
      return wanted;
    },
    giveUp: (key) => void futile.add(key),
    isFutile: (key) => futile.has(key),
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
/** Who asks for more does not get another request: waiting less than that is not what was asked for. */
const longestPause = 20_000;

/** Sends a case's request, again after a pause while a limiter or gateway answers in the provider's place. */
export async function attempt(
  context: RunContext,
  operation: Operation,
  planned: { case: Case; index: number },
): Promise<Attempt> {
  const sending = { ...planned, case: await prepare(context, planned.case) };
  const wire = toWire(sending.case.request, operation, context.credentials);
  if (!wire) return { kind: 'unsendable', reason: 'the run has no credential of that kind' };
  const { contract, timeout, signal } = context;
  let sent = await context.wait(operation, wire, { timeout, signal });
  for (let tries = 1; tries < mostTries && isBusy(context, sending.case, sent); tries += 1) {
    if (!(await waitFor(context, sent, tries))) break;
    sent = await context.wait(operation, wire, { timeout, signal });
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

/** Sets up the states of a request; where that failed, nobody can expect that it is accepted. */
async function prepare({ states }: RunContext, probe: Case): Promise<Case> {
  const isReady = await states.setUp(probe.states);
  return isReady || probe.expect.kind !== 'accepted'
    ? probe
    : { ...probe, expect: { kind: 'accepted-or-refused' } };
}

function isBusy({ patience }: RunContext, probe: Case, sent: Sent): boolean {
  if (sent.kind !== 'answered' || !isNoise(sent.response.status)) return false;
  const { status } = sent.response;
  if (patience.isFutile(`${probe.operation} ${status}`)) return false;
  // A scenario can document such an answer.
  return !(probe.expect.kind === 'scenario' && probe.expect.status.value === String(status));
}

/** Waits as long as Retry-After asks, within bounds; false when there is no time left for it. */
async function waitFor({ patience, signal, clock }: RunContext, sent: Sent, tries: number): Promise<boolean> {
  const field = sent.kind === 'answered' ? readRetryAfter(sent.response.headers) : undefined;
  const asked = field ?? 100 * tries;
  const wait = asked > longestPause ? 0 : patience.take(asked);
  if (wait > 0) await clock.pause(wait, signal);
  return wait > 0 || asked === 0;
}
