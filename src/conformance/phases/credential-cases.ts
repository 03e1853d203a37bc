import type { Severity } from '../../finding.ts';
import type { CredentialKind } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { carrierOf, findAlternative, isOpen } from '../request/credentials.ts';

const kinds: readonly (readonly [CredentialKind, name: string, severity?: Severity])[] = [
  ['none', 'no credential'],
  ['empty', 'an empty credential'],
  ['invalid', 'a made-up credential'],
  ['altered', 'a changed credential'],
  ['truncated', 'half a credential'],
  ['extended', 'a credential with more behind it'],
  ['scheme', 'a credential of another authentication scheme'],
  // It is a valid one after all.
  ['misplaced', 'a credential in another place', 'warning'],
  ['partial', 'a part of the credential missing'],
  ['expired', 'an expired credential'],
];

/** The valid request with every kind of credential that is none. */
export function* listCredentialCases(context: PhaseContext): Generator<CaseDraft> {
  const { operation } = context;
  if (operation.security.length === 0 || isOpen(operation)) return;
  for (const [kind, name, severity] of kinds)
    if (isPossible(context, kind)) yield credentialCase(context, { kind, name, severity });
  // Whoever it is may do it in a place of their own: only what belongs to somebody can be refused for sure.
  const ofSomebody = operation.parameters.some((parameter) => parameter.in === 'path');
  yield credentialCase(context, {
    kind: 'other',
    name: 'a credential of somebody else',
    severity: ofSomebody ? undefined : 'warning',
  });
}

/** Without a scheme word there is no other one, and a single credential has no part. */
function isPossible({ operation, config }: PhaseContext, kind: CredentialKind): boolean {
  const given = findAlternative(operation, new Set(config.credentials.valid));
  const schemes = (given ? [given] : operation.security).flatMap((requirement) => requirement.schemes);
  if (kind === 'scheme') return schemes.some(({ type }) => type !== 'apiKey' && type !== 'mutualTLS');
  if (kind === 'partial') return given !== undefined && given.schemes.length > 1;
  return schemes.some((scheme) => carrierOf(scheme) !== undefined);
}

function credentialCase(
  { operation, base }: PhaseContext,
  made: { kind: CredentialKind; name: string; severity: Severity | undefined },
): CaseDraft {
  const { kind, name, severity } = made;
  return {
    phase: 'negative',
    place: operation.security[0]?.at ?? operation.at,
    keyword: 'security',
    name,
    pointer: '',
    draft: { ...base, credentials: kind },
    before: 'a valid credential',
    after: name,
    claim: { kind: 'unauthenticated', ...(severity ? { severity } : {}) },
  };
}
