import type { Contract, Operation } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import { type CheckResult, check } from '../../validate/check.ts';
import type { Case } from '../plan/case.ts';
import { carrierOf, schemesOf } from '../request/credentials.ts';
import { type Judgement, judgeAnswer } from './judge-answer.ts';
import { isNotAcceptable } from './judge-negotiation.ts';
import { reproduceLine, toProbeFinding } from './probe-finding.ts';
import { relaxRefusal } from './relax-refusal.ts';

/** An answered request, judged by the rules and by what its case expects. */
export type Judged = {
  readonly kind: 'judged';
  readonly exchange: Exchange;
  /** Of the response side; of the request side too where the request is valid. */
  readonly result: CheckResult;
  readonly outcome: Judgement['outcome'];
  readonly status: number;
  /** How long the whole answer took. */
  readonly milliseconds: number;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** The connection had to be made anew under the request: a fault when it happens often. */
  readonly slip?: Finding;
};

type Sending = { readonly case: Case; readonly index: number; readonly exchange: Exchange };

/** Judges an answer. Pure. */
export function judgeAttempt(
  contract: Contract,
  operation: Operation,
  answered: Sending & { readonly reconnected: boolean; readonly milliseconds: number },
): Judged {
  const { exchange, index, case: probe, reconnected, milliseconds } = answered;
  const secrets = secretsOf(operation);
  // A request that is broken on purpose is no finding; its place in the clause table comes from its proof.
  const broken =
    probe.proof !== undefined || probe.expect.kind === 'unauthenticated' || probe.expect.kind === 'answered';
  const sides = broken ? (['response'] as const) : (['request', 'response'] as const);
  const result = check(contract, exchange, { sides, index, secrets });
  const status = exchange.response?.status ?? 0;
  const slip = reconnected && toSlip(contract, operation, answered);
  const seen = { kind: 'judged', exchange, result, status, milliseconds, ...(slip ? { slip } : {}) } as const;
  const unchecked = result.unchecked.filter((entry) => entry.at?.side !== 'request');
  if (!result.response) {
    const reason = 'the answer belongs to no operation of the document';
    return { ...seen, outcome: 'other', findings: [], unchecked: [...unchecked, { reason }] };
  }
  const asksToWait = exchange.response?.headers['retry-after'] !== undefined;
  const judgement = judgeAnswer({ case: probe, operation, asksToWait }, result.response);
  const sent = { contract, case: probe, exchange, index, secrets };
  const faults = judgement.faults.map((fault) => toProbeFinding(sent, fault));
  const observed = result.findings
    .filter(
      (finding) => finding.at?.side === 'response' && !isSaidBetter(finding, judgement, { probe, status }),
    )
    .map((finding) => relaxRefusal(finding, { case: probe, operation, status }))
    .map((finding): Finding => ({ ...finding, origin: { label: probe.id }, reproduce: reproduceLine(sent) }));
  return { ...seen, outcome: judgement.outcome, findings: [...observed, ...faults], unchecked };
}

/**
 * A crash explains everything about its answer. A limiter's or gateway's answer is no fault of the provider's, and 406 is
 * what HTTP has for an Accept field that asks for too much (RFC 9110 §15.5.7).
 */
function isSaidBetter(
  finding: Finding,
  judgement: Judgement,
  { probe, status }: { probe: Case; status: number },
): boolean {
  if (judgement.faults.some(({ rule }) => rule === 'response-server-error')) return true;
  if (finding.rule !== 'response-status-unknown') return false;
  return judgement.outcome === 'noise' || isNotAcceptable(probe, status);
}

/** The finding that there was no whole answer; `detail` says what there was instead. */
export function toAbsence(
  contract: Contract,
  operation: Operation,
  lost: Sending & { readonly detail: string },
): Finding {
  const { intent } = lost.case;
  return toProbeFinding(
    { contract, secrets: secretsOf(operation), ...lost },
    {
      rule: 'response-absent',
      severity: 'error',
      message: `${intent.description}: received no HTTP response, ${lost.detail}`,
      place: intent.place,
      side: 'response',
      pointer: '',
      clause: undefined,
    },
  );
}

/** One fault for the whole operation, whatever the requests were. */
function toSlip(contract: Contract, operation: Operation, sending: Sending): Finding {
  return toProbeFinding(
    { contract, secrets: secretsOf(operation), ...sending },
    {
      rule: 'response-absent',
      severity: 'warning',
      message: 'received no HTTP response, the connection was closed under the request',
      place: operation.at,
      side: 'response',
      pointer: '',
      clause: undefined,
    },
  );
}

/** Names of headers and keys that carry the credentials of an operation. */
export function secretsOf(operation: Operation): string[] {
  return schemesOf(operation).flatMap((scheme) => carrierOf(scheme)?.name ?? []);
}
