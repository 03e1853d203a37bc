import type { Contract } from '../../contract/contract.ts';
import { findResponse } from '../../contract/decode-response.ts';
import { KitError } from '../../errors.ts';
import { compareFindings, type Finding, type Unchecked } from '../../finding.ts';
import { checkInteraction } from '../check/check-interaction.ts';
import { readPact } from '../file/read-pact.ts';
import type { Draft } from './draft.ts';

/**
 * Refuses an interaction that contradicts the document, by the rules that `pact check` judges its file with.
 *
 * @returns what is doubtful: the warnings
 * @throws KitError `contract-broken`, `exchange-unchecked`, both with `findings` and `unchecked`; `usage-invalid` where a
 * request is said to be invalid and is not, or no 4xx is documented for it
 */
export function assertInteraction(contract: Contract, draft: Draft, text: string): readonly string[] {
  const name = `the interaction “${draft.description}”`;
  const pact = readPact(text, name);
  const [interaction] = pact.interactions;
  if (interaction?.kind !== 'http')
    throw new KitError('exchange-unchecked', `${name} is no HTTP interaction`);
  const { result, findings: kept, unchecked } = checkInteraction(contract, pact, interaction);
  // `pact check` excuses the request of every expected refusal; its author must say so.
  const findings = [...kept, ...(result.excused ?? [])];
  const faults = findings.filter(({ severity }) => severity === 'error').sort(compareFindings);
  // A statement that is only assumed is broken by a warning, and the scenario of it is a negative one all the same.
  const intended = findings.filter((finding) => isIntended(draft, finding));
  const errors = faults.filter((finding) => !intended.includes(finding));
  if (errors.length > 0) {
    const lines = errors.map((finding) => describe(contract, finding)).join('\n');
    throw refusal('contract-broken', `${name} contradicts the document\n${lines}`, {
      hint: hintFor(draft, errors),
      findings,
      unchecked,
    });
  }
  if (draft.isInvalid || draft.isWrongCredential)
    assertNegative(draft, intended.length > 0 || draft.isWrongCredential);
  const open = draft.isInvalid ? unchecked.filter(({ at }) => at?.side !== 'request') : unchecked;
  if (open.length === 0)
    return findings
      .filter((finding) => finding.severity === 'warning' && !isIntended(draft, finding))
      .sort(compareFindings)
      .map((finding) => `${name} is doubtful\n${describe(contract, finding)}`);
  const reasons = open.map(({ reason, spec }) => `  ${reason}${placeOf(spec)}`).join('\n');
  throw refusal('exchange-unchecked', `${name} could not be checked\n${reasons}`, {
    hint: 'what cannot be checked is never written; `contract-kit doctor` tells what cannot be checked and why',
    findings,
    unchecked,
  });
}

/** A negative interaction breaks the request on purpose: then it must break it, and the answer must be documented. */
function assertNegative(
  { description, operation, response, isWrongCredential }: Draft,
  isBroken: boolean,
): void {
  const name = `the interaction “${description}”`;
  const isDocumented = findResponse(operation, response.status) !== undefined;
  if (!isDocumented || response.status < 400 || response.status > 499)
    throw new KitError(
      'usage-invalid',
      `${name} sends ${isWrongCredential ? 'no valid credential' : 'an invalid request'} and expects ${response.status}, which is no documented error of the client`,
      { hint: `expect one of ${documentedErrors(operation) || 'no status: the document has no 4xx'}` },
    );
  if (isBroken) return;
  throw new KitError('usage-invalid', `${name} calls its request invalid, and the document allows it`, {
    hint: 'write the request without `invalid`: what the provider refuses by its state is a provider state',
  });
}

function documentedErrors({ responses }: Draft['operation']): string {
  return responses
    .map(({ status }) => status)
    .filter((status) => /^4|^default$/i.test(status))
    .join(', ');
}

/** What the author broke on purpose. */
function isIntended({ isInvalid, isWrongCredential }: Draft, finding: Finding): boolean {
  return isInvalid ? isOfRequest(finding) : isWrongCredential && finding.rule === 'request-security-missing';
}

function isOfRequest({ at, rule }: Finding): boolean {
  return rule !== 'operation-unknown' && at?.side === 'request';
}

function describe({ clauses }: Contract, { rule, message, spec, clause, hint }: Finding): string {
  const statement = clauses.find(({ id }) => id === clause);
  return [
    `  ${rule}: ${message}${placeOf(spec)}`,
    ...(statement ? [`    documented: ${statement.text} (${statement.id})`] : []),
    ...(hint === undefined ? [] : [`    ${hint}`]),
  ].join('\n');
}

function placeOf(spec: Finding['spec']): string {
  return spec ? ` (${spec.file}:${spec.line})` : '';
}

function hintFor({ isInvalid }: Draft, errors: readonly Finding[]): string {
  return errors.some(isOfRequest) && !isInvalid
    ? 'correct the request; one that is wrong on purpose stands in `request: { invalid: … }` with a documented 4xx'
    : 'correct the interaction, or the document where it is wrong';
}

function refusal(
  code: 'contract-broken' | 'exchange-unchecked',
  message: string,
  {
    hint,
    ...found
  }: {
    readonly hint: string;
    readonly findings: readonly Finding[];
    readonly unchecked: readonly Unchecked[];
  },
): KitError {
  // A test runner shows the message and nothing else.
  return Object.assign(new KitError(code, `${message}\n  ${hint}`, { hint }), found);
}
