import { setTimeout as pause } from 'node:timers/promises';
import type { Contract, Operation } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { findHeader } from '../exchange/message.ts';
import type { Finding, Unchecked } from '../finding.ts';
import { type CheckResult, check } from '../validate/check.ts';
import type { Case } from './case.ts';
import { type Credentials, carrierOf, schemesOf } from './credentials.ts';
import { isNoise, type Judgement, judgeAnswer } from './judge-answer.ts';
import { type ProbeFault, toProbeFinding } from './probe-finding.ts';
import type { Send, Sent } from './send.ts';
import { readWire, toWire } from './wire.ts';

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
  /** Milliseconds that a whole run may wait for limiters and gateways. */
  readonly patience: { left: number };
};

/** One request and what it showed. */
export type Attempt =
  | {
      readonly kind: 'judged';
      readonly exchange: Exchange;
      /** Of the response side; of the request side too where the request is valid. */
      readonly result: CheckResult;
      readonly outcome: Judgement['outcome'];
      readonly status: number;
      readonly findings: readonly Finding[];
      readonly unchecked: readonly Unchecked[];
      readonly reconnected: boolean;
    }
  | {
      readonly kind: 'absent';
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
  const { timeout, signal } = context;
  let sent = await context.send(wire, { timeout, signal });
  for (let tries = 1; tries < mostTries && shouldWait(context, sending.case, sent); tries += 1) {
    await waitFor(context, sent, tries);
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
        sent,
        findings: [absence(context, operation, { ...sending, exchange, sent })],
      };
    case 'answered':
      return judge(context, operation, { ...sending, exchange, reconnected: sent.reconnected === true });
    default:
      return sent satisfies never;
  }
}

function shouldWait(context: RunContext, probe: Case, sent: Sent): boolean {
  if (sent.kind !== 'answered' || !isNoise(sent.response.status) || context.patience.left <= 0) return false;
  // A scenario can document such an answer.
  return !(probe.expect.kind === 'scenario' && probe.expect.status.value === String(sent.response.status));
}

/** RFC 9110 §10.2.3: Retry-After in seconds; a date is not worth the trouble here. */
async function waitFor(context: RunContext, sent: Sent, tries: number): Promise<void> {
  const field = sent.kind === 'answered' ? findHeader(sent.response.headers, 'retry-after') : undefined;
  const asked = field !== undefined && /^\d+$/.test(field) ? Number(field) * 1000 : 100 * tries;
  const wait = Math.min(asked, longestPause, context.patience.left);
  context.patience.left -= wait;
  try {
    await pause(wait, undefined, { signal: context.signal });
  } catch {
    // Asked to stop: the next send says so.
  }
}

function judge(
  context: RunContext,
  operation: Operation,
  answered: { case: Case; index: number; exchange: Exchange; reconnected: boolean },
): Attempt {
  const { contract } = context;
  const { exchange, index, case: probe, reconnected } = answered;
  const secrets = secretsOf(operation);
  // A request that is broken on purpose is no finding; its place in the clause table comes from its proof.
  const broken = probe.proof !== undefined || probe.expect.kind === 'unauthenticated';
  const sides = broken ? (['response'] as const) : (['request', 'response'] as const);
  const result = check(contract, exchange, { sides, index, secrets });
  const status = exchange.response?.status ?? 0;
  if (!result.response) {
    return {
      kind: 'judged',
      exchange,
      result,
      outcome: 'other',
      status,
      findings: [],
      unchecked: [...result.unchecked, { reason: 'the answer belongs to no operation of the document' }],
      reconnected,
    };
  }
  const judgement = judgeAnswer({ case: probe, operation }, result.response);
  const sent = { contract, case: probe, exchange, index, secrets };
  const faults = judgement.faults.map((fault) => toProbeFinding(sent, fault));
  const observed = result.findings
    .filter((finding) => finding.at?.side === 'response' && !isSaidBetter(finding, judgement, status))
    .map((finding): Finding => ({ ...finding, origin: { label: probe.id } }));
  return {
    kind: 'judged',
    exchange,
    result,
    outcome: judgement.outcome,
    status,
    findings: [...observed, ...faults],
    unchecked: result.unchecked.filter((entry) => entry.at?.side !== 'request'),
    reconnected,
  };
}

/** An undocumented 5xx is a server error first, and a limiter's 429 no fault of the provider's. */
function isSaidBetter(finding: Finding, judgement: Judgement, status: number): boolean {
  if (finding.rule !== 'response-status-unknown') return false;
  return status === 429 || judgement.faults.some((fault) => fault.rule === 'response-server-error');
}

function absence(
  context: RunContext,
  operation: Operation,
  lost: { case: Case; index: number; exchange: Exchange; sent: Extract<Sent, { kind: 'absent' }> },
): Finding {
  const { case: probe, sent } = lost;
  const fault: ProbeFault = {
    rule: 'response-absent',
    severity: 'error',
    message: `${probe.intent.description}: received no HTTP response, ${sent.detail}`,
    place: probe.intent.place,
    side: 'response',
    pointer: '',
    actual: sent.cause,
    clause: undefined,
  };
  return toProbeFinding({ contract: context.contract, secrets: secretsOf(operation), ...lost }, fault);
}

function secretsOf(operation: Operation): string[] {
  return schemesOf(operation).flatMap((scheme) => carrierOf(scheme)?.name ?? []);
}
