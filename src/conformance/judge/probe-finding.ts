import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { findSecrets } from '../../exchange/find-secrets.ts';
import { createRedactor, type Redactor } from '../../exchange/redact.ts';
import { secretNames } from '../../exchange/secret-names.ts';
import { toCurl } from '../../exchange/to-curl.ts';
import { type Finding, fingerprint, type Json, type RuleId, type Severity } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { locate } from '../../spec/locate.ts';
import type { Case } from '../plan/case.ts';

/** A fault that only the sender of a request can know, before it has its line and identity. */
export type ProbeFault = {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly place: SpecPlace;
  readonly side: 'request' | 'response';
  readonly pointer: string;
  /** The documented statement that was broken; a server error breaks none. */
  readonly clause: string | undefined;
  readonly expected?: Json;
  readonly actual?: Json;
  readonly hint?: string;
};

/** One sent case: what `at` and `reproduce` of a finding are made from. */
export type SentCase = {
  readonly contract: Contract;
  readonly case: Case;
  readonly exchange: Exchange;
  readonly index: number;
  /** Names of headers and keys that carry credentials. */
  readonly secrets: readonly string[];
};

/** Bodies longer than this stay out of the curl line. */
const longestBody = 8192;

/** The fault as a finding, like those of the rules: redacted, located, with a curl line. */
export function toProbeFinding(sent: SentCase, fault: ProbeFault): Finding {
  const { contract, index } = sent;
  const redactor = redactorFor(sent);
  return {
    rule: fault.rule,
    severity: fault.severity,
    message: redactor.text(fault.message),
    operation: sent.case.operation,
    spec: locate(contract.document, fault.place),
    ...(fault.clause === undefined ? {} : { clause: fault.clause }),
    at: { exchange: index, side: fault.side, pointer: fault.pointer },
    origin: { label: sent.case.id },
    ...(fault.expected === undefined
      ? {}
      : { expected: shorten(redactor.json(fault.expected, fault.pointer)) }),
    ...(fault.actual === undefined ? {} : { actual: shorten(redactor.json(fault.actual, fault.pointer)) }),
    ...proofOf(sent, fault, redactor),
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
    fingerprint: fingerprint({
      rule: fault.rule,
      operation: sent.case.operation,
      spec: fault.place.pointer,
      at: fault.side + fault.pointer,
    }),
    reproduce: reproduceLine(sent),
  };
}

/** What makes the request invalid, where the fault is that it was accepted. */
function proofOf(
  { case: { proof } }: SentCase,
  { rule }: ProbeFault,
  redactor: Redactor,
): Pick<Finding, 'proof'> {
  const forged = rule === 'request-unauthenticated-accepted';
  if (!proof || (!forged && rule !== 'request-invalid-accepted')) return {};
  const { keyword, pointer, before, after } = proof;
  // Of a credential there are words in place of the value: nothing that its name has to hide.
  const show = (value: Json): Json => shorten(redactor.json(value, forged ? '' : pointer));
  return {
    proof: {
      keyword,
      pointer,
      ...(before === undefined ? {} : { before: show(before) }),
      ...(after === undefined ? {} : { after: show(after) }),
    },
  };
}

/** Values whose JSON text is longer than this are cut in a report. */
const longestValue = 200;

/** The value itself, or the beginning of its text with its length. */
function shorten(value: Json): Json {
  const json = JSON.stringify(value);
  const text = typeof value === 'string' ? value : json;
  if (json.length <= longestValue) return value;
  return `${[...text.slice(0, longestValue)].slice(0, -40).join('')}… (${text.length} characters)`;
}

function redactorFor({ exchange, secrets }: SentCase): Redactor {
  return createRedactor({ names: secrets, values: findSecrets(exchange, secretNames(secrets)) });
}

/** The curl line of a sent case, with the field names in the case in which they were sent. */
export function reproduceLine(sent: SentCase): string {
  const request = shortened(sent.exchange);
  if (sent.case.request.fieldNames !== 'upper') return toCurl(request, redactorFor(sent));
  const fields = Object.entries(request.headers).map(([name, value]) => [name.toUpperCase(), value]);
  return toCurl({ ...request, headers: Object.fromEntries(fields) }, redactorFor(sent));
}

function shortened({ request }: Exchange): Exchange['request'] {
  const { body } = request;
  const long = body?.kind === 'bytes' && body.bytes.length > longestBody;
  return long ? { ...request, body: { kind: 'unavailable', reason: 'too long' } } : request;
}
