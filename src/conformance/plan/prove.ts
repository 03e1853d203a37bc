import type { Contract, Operation } from '../../contract/contract.ts';
import type { Finding, Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { pointerTokens } from '../../spec/pointer.ts';
import { check } from '../../validate/check.ts';
import { type Credentials, schemesOf } from '../request/credentials.ts';
import { readWire, toWire } from '../request/wire.ts';
import type { CaseRequest, Proof } from './case.ts';

/** What the engine reads in a request that was written down for the wire. */
export type Reading =
  | { readonly kind: 'elsewhere'; readonly reason: string }
  | {
      readonly kind: 'read';
      readonly findings: readonly Finding[];
      /** Reasons why a part of it could not be judged. */
      readonly unchecked: readonly string[];
    };

/** Reads a request back as a server would and judges it; the credential is a stand-in of its kind. */
export function readBack(contract: Contract, operation: Operation, request: CaseRequest): Reading {
  const wire = toWire(request, operation, standIns(operation));
  if (!wire) return { kind: 'elsewhere', reason: 'there is no credential of that kind' };
  const result = check(
    contract,
    { stance: 'observed', request: readWire(wire), origin: { source: 'probe' } },
    { sides: ['request'] },
  );
  if (result.operation?.key !== operation.key)
    return { kind: 'elsewhere', reason: 'the path written down is that of another operation' };
  return {
    kind: 'read',
    findings: result.findings,
    unchecked: result.unchecked.map((entry) => entry.reason),
  };
}

/** Credentials that look like ones, so that a request with a credential can be told from one without. */
function standIns(operation: Operation): Credentials {
  const values = new Map(
    schemesOf(operation).map((scheme) => [
      scheme.key,
      scheme.type === 'apiKey' ? 'stand-in' : `${scheme.scheme ?? 'bearer'} c3RhbmQ6aW5z`,
    ]),
  );
  return { valid: values, expired: values, other: values };
}

/** Why a request is not proven valid; undefined when it is. `known` are the gaps that the valid request has as well. */
export function whyNotValid(reading: Reading, known: ReadonlySet<string>): string | undefined {
  if (reading.kind === 'elsewhere') return reading.reason;
  if (reading.findings.length > 0) return 'the request made to be valid is not';
  const gap = reading.unchecked.find((reason) => !known.has(reason));
  return gap === undefined ? undefined : `the engine cannot judge the request: ${gap}`;
}

/**
 * The proof that a request breaks the document at `pointer` and nowhere else, or the reason why there is none: what is
 * invalid as JSON can be valid once it is written in a header, and one fault at a time can be judged.
 */
export function proveInvalid(
  contract: Contract,
  reading: Reading,
  fault: { pointer: string; before?: Json; after?: Json },
): Proof | string {
  if (reading.kind === 'elsewhere') return reading.reason;
  const [first] = reading.findings;
  if (!first) {
    const gap = reading.unchecked[0];
    return gap === undefined
      ? 'the request made to be invalid is valid on the wire'
      : `the engine cannot judge the request: ${gap}`;
  }
  if (!reading.findings.every((finding) => touches(finding.at?.pointer ?? '', fault.pointer)))
    return 'the request made to be invalid at one place is invalid at another';
  // The gravest broken statement decides: accepting the request breaks that one too.
  const worst = reading.findings.find((finding) => finding.severity === 'error') ?? first;
  return toProof(contract, worst, fault);
}

/** A finding about a request as the proof of a case. */
export function toProof(contract: Contract, finding: Finding, fault: { before?: Json; after?: Json }): Proof {
  const { before, after } = fault;
  return {
    rule: finding.rule,
    keyword: keywordOf(finding.spec?.pointer ?? ''),
    place: placeOf(contract, finding),
    pointer: finding.at?.pointer ?? '',
    // The document says what clients send: a server that reads more media types than that breaks no promise for sure.
    severity: finding.rule === 'request-media-type-unknown' ? 'warning' : finding.severity,
    ...(finding.clause === undefined ? {} : { clause: finding.clause }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function touches(found: string, meant: string): boolean {
  return found === meant || found.startsWith(`${meant}/`) || meant.startsWith(`${found}/`) || found === '';
}

function keywordOf(pointer: string): string {
  return pointerTokens(pointer).findLast((token) => !/^\d+$/.test(token)) ?? '';
}

/** A location for people names the file as they know it; a place names it by its URI. */
function placeOf(contract: Contract, { spec }: Finding): SpecPlace {
  const { document } = contract;
  const file = [...document.files.values()].find(({ name }) => name === spec?.file);
  return { uri: file?.uri ?? document.uri, pointer: spec?.pointer ?? '' };
}
