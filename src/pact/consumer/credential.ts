import type { Operation, SecurityRequirement, SecurityScheme } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { DraftText } from './draft.ts';
import type { CredentialChoice } from './interaction.ts';

/** What stands in a pact where a credential travels: never the credential itself. */
export type PlacedCredential = {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  /** The security scheme. */
  readonly key: string;
  /** The whole field value: `<X-Auth-Token>`, `Bearer <token>`. */
  readonly text: string;
  /** Without a word such as `Bearer`. */
  readonly token: string;
};

/**
 * The text that stands for a credential in a pact: `<X-Auth-Token>`, `<expired X-Auth-Token>`. A verification puts a live
 * one in its place.
 */
export function credentialPlaceholder(
  name: string,
  choice: Exclude<CredentialChoice, 'none'> = 'valid',
): string {
  return choice === 'valid' ? `<${name}>` : `<${choice} ${name}>`;
}

/** The credentials of the operation's first alternative, or of the one that has the scheme `security`. */
export function placeCredentials(
  operation: Operation,
  { choice, security }: { readonly choice: CredentialChoice; readonly security: string | undefined },
): readonly PlacedCredential[] {
  if (choice === 'none') return [];
  const alternative = findAlternative(operation, security);
  return (alternative?.schemes ?? []).flatMap((scheme) => placeCredential(scheme, choice) ?? []);
}

/** A matcher for a credential: any text, behind the word of its scheme. */
export function toDraftText({ text, token }: PlacedCredential, choice: CredentialChoice): DraftText {
  // A wrong credential must stay the wrong one.
  if (choice !== 'valid') return text;
  if (text === token) return { 'pact:matcher:type': 'type', value: text };
  return { 'pact:matcher:type': 'regex', regex: `^${text.slice(0, -token.length)}.+$`, value: text };
}

function findAlternative(
  operation: Operation,
  security: string | undefined,
): SecurityRequirement | undefined {
  if (security === undefined) return operation.security[0];
  const found = operation.security.find(({ schemes }) => schemes.some(({ key }) => key === security));
  if (found) return found;
  const known = operation.security.flatMap(({ schemes }) => schemes.map(({ key }) => key));
  throw new KitError('usage-invalid', `${operation.key} has no security scheme ${security}`, {
    hint: known.length === 0 ? 'it needs no credential' : `it has ${known.join(', ')}`,
  });
}

/** The placeholder of one scheme (OpenAPI 3.1 §4.8.27); undefined for a client certificate, which is below HTTP. */
export function placeCredential(
  scheme: SecurityScheme,
  choice: Exclude<CredentialChoice, 'none'>,
): PlacedCredential | undefined {
  if (scheme.type === 'mutualTLS') return undefined;
  if (scheme.type === 'apiKey') {
    if (scheme.in === undefined || scheme.name === undefined) return undefined;
    const token = credentialPlaceholder(scheme.name, choice);
    return { key: scheme.key, in: scheme.in, name: scheme.name, token, text: token };
  }
  const token = credentialPlaceholder(scheme.type === 'http' ? scheme.key : 'token', choice);
  const word = scheme.type === 'http' ? capitalise(scheme.scheme ?? 'bearer') : 'Bearer';
  return { key: scheme.key, in: 'header', name: 'Authorization', token, text: `${word} ${token}` };
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
