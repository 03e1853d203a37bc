import { randomBytes } from 'node:crypto';
import type { Store } from './store/store.ts';
import type { Token } from './store/tokens.ts';

/** A token is valid for 24 hours (IAM reference, "Obtaining a User Token", Constraints). In milliseconds. */
export const tokenLifetime = 24 * 60 * 60 * 1000;

/** Issues a token and returns its text, which is stored nowhere. */
export function issueToken(store: Store, token: Token): string {
  const text = randomBytes(48).toString('base64url');
  store.tokens.put(text, token);
  return text;
}
