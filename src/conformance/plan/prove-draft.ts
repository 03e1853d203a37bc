import type { Severity } from '../../finding.ts';
import { credentialPointer } from '../../rules/credential.ts';
import { findClause } from '../../spec/read-clauses.ts';
import { isOpen, schemesOf } from '../request/credentials.ts';
import type { CaseRequest, CredentialKind, Expectation, Proof } from './case.ts';
import { type CaseDraft, type PhaseContext, severityAt } from './case-draft.ts';
import { proveInvalid, type Reading, readBack, toProof, whyNotValid } from './prove.ts';

/** What a case may expect, with the proof where its request is invalid. */
export type Accepted = { readonly expect: Expectation; readonly proof?: Proof };

/** Proves what a draft claims of its written request, or says why it cannot be proven. */
export function proveDraft(
  context: PhaseContext,
  made: { draft: CaseDraft; request: CaseRequest; gaps: ReadonlySet<string> },
): Accepted | string {
  const { contract, operation } = context;
  const { draft, request, gaps } = made;
  const reading = readBack(contract, operation, request);
  switch (draft.claim.kind) {
    case 'valid':
      return whyNotValid(reading, gaps) ?? { expect: draft.claim.expect };
    case 'invalid':
      return proveRefusal(context, { ...made, reading, severity: draft.claim.severity });
    case 'open':
      return whyNotValid(reading, gaps) === undefined
        ? { expect: { kind: 'accepted-or-refused' } }
        : proveRefusal(context, { ...made, reading, severity: undefined });
    case 'odd':
      return reading.kind === 'elsewhere' ? reading.reason : { expect: { kind: 'answered' } };
    case 'unauthenticated':
      // What is wrong here is the place and not the value: that can be seen.
      if (seenKinds.has(request.credentials) && !lacksCredential(reading))
        return 'the credential is that of another documented alternative';
      return {
        expect: { kind: 'unauthenticated' },
        proof: weaken(proveUnauthenticated(context, draft), draft.claim.severity),
      };
    case 'documented':
      return reading.kind === 'elsewhere'
        ? reading.reason
        : { expect: draft.claim.expect, ...scenarioProof(context, draft, reading) };
    default:
      return draft.claim satisfies never;
  }
}

function proveRefusal(
  { contract }: PhaseContext,
  made: { draft: CaseDraft; request: CaseRequest; reading: Reading; severity: Severity | undefined },
): Accepted | string {
  const { draft, request, reading, severity } = made;
  const proof = proveInvalid(contract, reading, draft);
  if (typeof proof === 'string') return proof;
  if (isRepetition(draft, request, proof))
    return 'a value that is there several times: which one counts is for the server to say';
  return { expect: { kind: 'refused' }, proof: weaken(proof, severity) };
}

/** No specification says what several fields of one name mean where a single one is documented. */
function isRepetition({ before, after }: CaseDraft, request: CaseRequest, proof: Proof): boolean {
  const isList = Array.isArray(after) && after.length > 1 && before !== undefined && !Array.isArray(before);
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (proof.pointer.startsWith('/body'))
    return isList && /^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type);
  if (proof.rule !== 'request-parameter-unreadable') return false;
  const [, part, name] = proof.pointer.split('/');
  const pairs = new URLSearchParams(request.url.split('?')[1] ?? '');
  return part === 'query' && name !== undefined && pairs.getAll(name).length > 1;
}

const seenKinds: ReadonlySet<CredentialKind> = new Set(['scheme', 'misplaced', 'partial']);

function lacksCredential(reading: Reading): boolean {
  return reading.kind === 'read' && reading.findings.some(({ rule }) => rule === 'request-security-missing');
}

function weaken(proof: Proof, severity: Severity = proof.severity): Proof {
  return severity === 'warning' ? { ...proof, severity } : proof;
}

/** A credential is judged by the provider alone; that this one is none is known from how it was made. */
function proveUnauthenticated({ contract, operation }: PhaseContext, draft: CaseDraft): Proof {
  // No single alternative is broken, but the list of them.
  const { uri, pointer } = operation.security[0]?.at ?? operation.at;
  const place = { uri, pointer: pointer.slice(0, pointer.lastIndexOf('/')) };
  const [scheme] = schemesOf(operation);
  const clause = findClause(contract.clauses, place);
  return {
    rule: 'request-security-missing',
    keyword: 'security',
    place,
    pointer: scheme ? credentialPointer(scheme) : '/header',
    severity: severityAt(contract, place),
    ...(clause ? { clause: clause.id } : {}),
    ...(draft.before === undefined ? {} : { before: draft.before }),
    ...(draft.after === undefined ? {} : { after: draft.after }),
  };
}

/** Which statement a scenario's request breaks, if it breaks one: accepting it is then a fault of its own. */
function scenarioProof(
  context: PhaseContext,
  draft: CaseDraft,
  reading: Extract<Reading, { kind: 'read' }>,
): { proof?: Proof } {
  const worst = reading.findings.find((finding) => finding.severity === 'error') ?? reading.findings[0];
  if (worst) return { proof: toProof(context.contract, worst, draft) };
  const forged = draft.draft.credentials !== 'valid' && !isOpen(context.operation);
  return forged ? { proof: proveUnauthenticated(context, draft) } : {};
}
