import { randomBytes } from 'node:crypto';
import type { Store } from './store/store.ts';
import type { Token } from './store/tokens.ts';

/** A token is valid for 24 hours (IAM reference, "Obtaining a User Token", Constraints). In milliseconds. */
export const tokenLifetime = 24 * 60 * 60 * 1000;

/** How long an expired token is still known to have been one; later it cannot be decoded. In milliseconds. */
const memory = 7 * tokenLifetime;

/** Issues a token and returns its text, which is stored nowhere. */
export function issueToken(store: Store, token: Token): string {
  const text = randomBytes(48).toString('base64url');
  store.tokens.deleteExpiredBefore(new Date(token.issuedAt.getTime() - memory));
  store.tokens.put(text, token);
  return text;
}
