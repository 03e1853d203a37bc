import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { toCurl } from '../exchange/to-curl.ts';
import { type Finding, fingerprint, type Severity, type SpecLocation, type Unchecked } from '../finding.ts';
import { redactorOf } from '../rules/redactor-of.ts';
import type { Fault, NotChecked, Rule } from '../rules/rule.ts';
import type { Clause } from '../spec/clauses.ts';
import type { SpecPlace } from '../spec/document.ts';
import { locate } from '../spec/locate.ts';
import { findClause } from '../spec/read-clauses.ts';
import type { Judging, Side } from './judge.ts';

/** A draft with all that a reader of the report needs: severity, line, clause, identity and the curl line. */
export function toFinding(judging: Judging, rule: Rule, fault: Fault): Finding {
  const { contract, exchange, route, index } = judging;
  const { spec, clause } = factsOf(contract, fault.place);
  const operation = route.kind === 'operation' ? route.operation.key : undefined;
  const pointer = specIdentity(contract, spec);
  return {
    rule: rule.id,
    // What is only assumed cannot be broken for sure.
    severity: clause?.strength === 'assumed' ? 'warning' : (fault.severity ?? severityOf(rule, exchange)),
    message: redactorOf(judging).text(fault.message),
    ...(operation !== undefined && { operation }),
    spec,
    ...(clause && { clause: clause.id }),
    at: { exchange: index, side: rule.side, pointer: fault.pointer },
    ...(fault.expected !== undefined && { expected: fault.expected }),
    ...(fault.actual !== undefined && { actual: fault.actual }),
    ...(fault.hint !== undefined && { hint: fault.hint }),
    fingerprint: fingerprint({
      rule: rule.id,
      operation,
      spec: pointer,
      // The number of an item is a value of this exchange, not part of the fault.
      at: `${rule.side}${fault.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')}`,
    }),
    ...(exchange.stance === 'observed' && { reproduce: toCurl(shortened(judging), redactorOf(judging)) }),
  };
}

function severityOf({ severity, expectedSeverity }: Rule, { stance }: Exchange): Severity {
  return stance === 'expected' ? (expectedSeverity ?? severity) : severity;
}

export function toUnchecked(judging: Judging, side: Side, draft: NotChecked): Unchecked {
  return {
    reason: redactorOf(judging).text(draft.reason),
    ...(draft.place && { spec: factsOf(judging.contract, draft.place).spec }),
    at: { exchange: judging.index, side, pointer: draft.pointer },
  };
}

/** A curl line is for people: a body longer than this is left to a variable. */
const longestBody = 8192;

function shortened({ exchange: { request } }: Judging): typeof request {
  const { body } = request;
  const length = body?.kind === 'bytes' ? body.bytes.length : body?.kind === 'text' ? body.text.length : 0;
  return length > longestBody ? { ...request, body: { kind: 'unavailable', reason: 'too long' } } : request;
}

/** The place without what differs from machine to machine: the entry file has no name, the others their last part. */
function specIdentity(contract: Contract, { file, pointer }: SpecLocation): string {
  const entry = contract.document.files.get(contract.document.uri)?.name;
  return file === entry ? pointer : `${file.split('/').at(-1)}#${pointer}`;
}

type Facts = { readonly spec: SpecLocation; readonly clause: Clause | undefined };
const factsOfContract = new WeakMap<Contract, Map<string, Facts>>();

/** Lines are counted once for each place: recorded traffic can show the same fault a million times. */
function factsOf(contract: Contract, place: SpecPlace): Facts {
  const known = factsOfContract.get(contract) ?? new Map<string, Facts>();
  factsOfContract.set(contract, known);
  const key = `${place.uri}#${place.pointer}`;
  const facts = known.get(key) ?? {
    spec: locate(contract.document, place),
    clause: findClause(contract.clauses, place),
  };
  known.set(key, facts);
  return facts;
}
