import { KitError } from '../../errors.ts';
import { createRedactor } from '../../exchange/redact.ts';
import { redacted } from '../../exchange/redact-text.ts';
import { secretNames } from '../../exchange/secret-names.ts';
import type { Json } from '../../finding.ts';
import { isObject } from '../../spec/walk.ts';
import type { Draft } from './draft.ts';

/**
 * Refuses an interaction that carries what looks like a secret: pacts are committed and published. The message names the
 * place, never the value.
 *
 * @throws KitError `usage-invalid`
 */
export function refuseSecrets(draft: Draft, pact: Json): void {
  const known = new Set(draft.credentials.values());
  const place = findSecret(pact, '', known);
  if (place === undefined) return;
  throw new KitError(
    'usage-invalid',
    `the interaction “${draft.description}” has what looks like a secret in ${place}`,
    {
      hint: 'write a placeholder such as <token> in its place; the kit puts in the credentials of the operation itself',
    },
  );
}

const { text: redact } = createRedactor();
const names = secretNames();

/** Where the first one stands, in the words of the pact file. */
function findSecret(
  value: Json,
  at: string,
  known: ReadonlySet<string>,
  isHidden = false,
): string | undefined {
  if (typeof value === 'string') {
    // The whole text is a placeholder, or the kit put it in.
    if (value === '' || known.has(value) || /^[^<>]{0,20}<[^<>]*>$/.test(value)) return undefined;
    return isHidden || redact(value).includes(redacted) ? at : undefined;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = findSecret(item, `${at}[${index}]`, known, isHidden);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isObject(value)) return undefined;
  for (const [name, member] of Object.entries(value)) {
    // Rules and generators have the names of the places that they are for, and no values of them.
    if (at === '' && !messages.has(name)) continue;
    if (name === 'matchingRules' || name === 'generators') continue;
    const hides = isHidden || names.isKey(name) || (at.endsWith('headers') && names.isHeader(name));
    const found = findSecret(member, at === '' ? name : `${at}.${name}`, known, hides);
    if (found !== undefined) return found;
  }
  return undefined;
}

const messages = new Set(['request', 'response', 'providerStates']);
