import type { SecurityRequirement, SecurityScheme } from '../contract/contract.ts';
import { findHeader } from '../exchange/message.ts';
import type { SpecPlace } from '../spec/document.ts';
import { type CredentialState, credentialName, credentialPointer, findCredential } from './credential.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/**
 * OpenAPI 3.1 §4.8.10 `security`, §4.8.30: one of the alternatives is enough. Consumer tests often leave credentials to
 * what the verification adds to each request, so an expected request without one is a warning; one of another scheme is what
 * the consumer really sends.
 */
export const requestSecurityMissing: Rule = {
  id: 'request-security-missing',
  side: 'request',
  severity: 'error',
  expectedSeverity: 'warning',
  title: 'A request carries the credentials of one documented security alternative',
  check(context) {
    const alternatives = context.request?.operation.security;
    if (!alternatives || alternatives.length === 0) return none;
    for (const { schemes } of alternatives) if (suffices(context, schemes)) return none;
    return explain(context, alternatives);
  },
};

/** What an exchange cannot show, such as a client certificate, nobody can write into an expectation. */
function suffices(context: RuleContext, schemes: readonly SecurityScheme[]): boolean {
  const state = carries(context, schemes);
  return state === 'present' || (state === 'unseen' && context.exchange.stance === 'expected');
}

/** An alternative is as good as its worst scheme; one without schemes asks for nothing. */
function carries(context: RuleContext, schemes: readonly SecurityScheme[]): CredentialState {
  let state: CredentialState = 'present';
  for (const scheme of schemes) {
    const found = findCredential(context.exchange, scheme);
    if (found === 'absent') return found;
    if (found === 'unseen') state = found;
  }
  return state;
}

function explain(context: RuleContext, alternatives: readonly SecurityRequirement[]): readonly Draft[] {
  const place = placeOfList(alternatives);
  const unseen = alternatives.find(({ schemes }) => carries(context, schemes) === 'unseen');
  if (unseen) {
    const names = unseen.schemes.filter((scheme) => findCredential(context.exchange, scheme) === 'unseen');
    const reason = `security ${names.map(({ key }) => key).join(' and ')} cannot be seen in the exchange`;
    return [{ kind: 'unchecked', reason, pointer: '/header', place }];
  }
  const missing = closestMissing(context, alternatives);
  const documented = alternatives
    .map(({ schemes }) => schemes.map(credentialName).join(' and '))
    .join(', or ');
  return [
    {
      kind: 'fault',
      message: `request: received no complete credential, documented ${documented}`,
      pointer: missing ? credentialPointer(missing) : '/header',
      place,
      expected: alternatives.map(({ schemes }) => schemes.map(({ key }) => key)),
      ...(context.exchange.stance === 'expected' && (isOfOtherScheme(context) ? sent : { hint: leftOut })),
    },
  ];
}

const sent = { severity: 'error' } as const;
const leftOut = 'the verification must add the credential; or let the consumer send a placeholder for it';

/** The header that a documented scheme would use holds the credentials of none of them (RFC 9110 §11.4). */
function isOfOtherScheme({ exchange, request }: RuleContext): boolean {
  const schemes = request?.operation.security.flatMap((alternative) => alternative.schemes) ?? [];
  const ofHeader = schemes.filter(({ type }) => type === 'http');
  return (
    findHeader(exchange.request.headers, 'authorization') !== undefined &&
    ofHeader.length > 0 &&
    ofHeader.every((scheme) => findCredential(exchange, scheme) === 'absent')
  );
}

/** What the alternative lacks of which most is there; of equals, the first. */
function closestMissing(
  { exchange }: RuleContext,
  alternatives: readonly SecurityRequirement[],
): SecurityScheme | undefined {
  const isThere = (scheme: SecurityScheme) => findCredential(exchange, scheme) === 'present';
  const counts = alternatives.map(({ schemes }) => schemes.filter(isThere).length);
  const closest = alternatives[counts.indexOf(Math.max(...counts))];
  return closest?.schemes.find((scheme) => !isThere(scheme));
}

/** The statement is the list of alternatives: no single one of them is broken. */
function placeOfList([first]: readonly SecurityRequirement[]): SpecPlace {
  const { uri, pointer } = first?.at ?? { uri: '', pointer: '' };
  return { uri, pointer: pointer.slice(0, pointer.lastIndexOf('/')) };
}
