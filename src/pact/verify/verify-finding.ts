import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Redactor } from '../../exchange/redact.ts';
import { toCurl } from '../../exchange/to-curl.ts';
import { type Finding, fingerprint, type RuleId } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { locate } from '../../spec/locate.ts';
import type { CheckResult } from '../../validate/check.ts';
import type { InteractionResult, Mismatch } from './interaction-result.ts';
import { type Job, originOf } from './job.ts';

/** What a finding is made from. */
export type About = {
  readonly contract: Contract;
  readonly job: Job;
  /** What was really sent; absent where nothing was. */
  readonly exchange: Exchange | undefined;
  readonly redactor: Redactor;
};

/** A state that could not be changed: of an interaction that may fail, a warning. */
export function toStateFault(about: About, fault: string): Finding {
  return toFinding(about, {
    rule: 'pact-state-missing',
    message: `provider state: ${about.redactor.text(fault)}`,
    side: 'request',
    pointer: '',
    identity: fault,
    hint: 'give --state-url, or a handler of this name under pact.verify.states in the config file',
  });
}

export function toAbsence(about: About, reason: string): Finding {
  return toFinding(about, {
    rule: 'response-absent',
    message: reason,
    side: 'response',
    pointer: '',
    identity: '',
  });
}

/** An answer that is another one than the consumer expects. */
export function toDifference(
  about: About & {
    readonly document: InteractionResult['document'];
    readonly check: CheckResult | undefined;
    readonly lacksCredential: boolean;
  },
  mismatch: Mismatch,
): Finding {
  const { part, path, expected, actual, message } = mismatch;
  const where = path === '' ? '' : ` at ${path}`;
  const received = part === 'status' ? `received ${actual}, the consumer expects ${expected}` : message;
  return toFinding(about, {
    rule: 'pact-interaction-different',
    message: `response ${part}${where}: ${received}`,
    side: 'response',
    pointer: part === 'status' ? '/status' : `/${part}${path}`,
    identity: '',
    place: about.check?.response?.definition?.at,
    ...(actual !== undefined && { actual }),
    hint: about.lacksCredential ? credentialHint : hints[about.document],
  });
}

const credentialHint =
  'the pact holds a placeholder: give a live credential with --header, or in the CONTRACT_KIT_ variable of its scheme';

const hints: Readonly<Record<InteractionResult['document'], string>> = {
  kept: 'the answer keeps the document: either the consumer expects too much, or the state is not what it says',
  broken: 'the answer breaks the document as well: see the other findings of this interaction',
  unchecked: 'the answer could not be judged by the document',
};

/** A fault that the document alone tells of, or both do. */
export function toDocumentFinding(finding: Finding, job: Job, { passed }: { passed: boolean }): Finding {
  const { consumer, provider } = job.pact;
  const { description, states } = job.interaction;
  const origin = originOf(job);
  const said = passed
    ? `the pact of ${consumer} passes, the document is broken all the same: the consumer does not look at this`
    : 'the pact does not pass either';
  return {
    ...finding,
    origin,
    hint: finding.hint === undefined ? said : `${said}; ${finding.hint}`,
    fingerprint: fingerprint({
      rule: finding.rule,
      operation: finding.operation,
      spec: finding.fingerprint,
      at: JSON.stringify([consumer, provider, description, states]),
    }),
  };
}

function toFinding(
  { contract, job, exchange, redactor }: About,
  fault: {
    readonly rule: RuleId;
    readonly message: string;
    readonly side: 'request' | 'response';
    readonly pointer: string;
    /** What tells it from another fault of the interaction at the same place. */
    readonly identity: string;
    /** The documented answer; the operation where there is none. */
    readonly place?: SpecPlace | undefined;
    readonly actual?: Finding['actual'];
    readonly hint?: string;
  },
): Finding {
  const { consumer, provider } = job.pact;
  const { description, states, request } = job.interaction;
  const route = exchange && contract.match(exchange.request.method, exchange.request.url);
  const operation = route?.kind === 'operation' ? route.operation : undefined;
  const place = fault.place ?? operation?.at;
  const pending = job.pending ? 'a warning because the interaction is pending' : undefined;
  const hint = [fault.hint, pending].filter((text) => text !== undefined).join('; ');
  return {
    rule: fault.rule,
    severity: job.pending ? 'warning' : 'error',
    message: fault.message,
    ...(operation && { operation: operation.key }),
    ...(place && { spec: locate(contract.document, place) }),
    at: { exchange: job.index, side: fault.side, pointer: fault.pointer },
    origin: originOf(job),
    ...(fault.actual !== undefined && { actual: fault.actual }),
    ...(hint !== '' && { hint }),
    fingerprint: fingerprint({
      rule: fault.rule,
      operation: operation?.key ?? `${request.method} ${request.path}`,
      at: JSON.stringify([consumer, provider, description, states, fault.pointer, fault.identity]),
    }),
    ...(exchange && { reproduce: toCurl(shortened(exchange), redactor) }),
  };
}

/** A curl line is for people: a long body is left to a variable. */
function shortened({ request }: Exchange): Exchange['request'] {
  const { body } = request;
  const isLong = body?.kind === 'bytes' && body.bytes.length > 8192;
  return isLong ? { ...request, body: { kind: 'unavailable', reason: 'too long' } } : request;
}
