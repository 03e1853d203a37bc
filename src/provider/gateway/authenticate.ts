import { algorithm, type SignatureRefusal, verifySignature } from '../../signature/sdk-hmac-sha256.ts';
import type { Store } from '../store/store.ts';
import type { AccessKeyLock } from './access-key-lock.ts';
import type { GatewayRefusal } from './gateway-error.ts';

/** Who sends the request, as far as the gateway cares. */
export type Caller = { readonly projectId: string | undefined };

export type Authentication =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'refused'; readonly refusal: GatewayRefusal };

export type Authenticator = {
  readonly store: Store;
  readonly lock: AccessKeyLock;
  readonly clock: () => Date;
};

/**
 * The caller behind the credential of a request: a token in X-Auth-Token, or an AK/SK signature (reference, "API
 * Overview"). A request with both is judged by its token (assumed).
 */
export function authenticate(
  request: Request,
  body: Uint8Array,
  authenticator: Authenticator,
): Authentication {
  const token = request.headers.get('x-auth-token') ?? '';
  if (token !== '') return authenticateToken(token, authenticator);
  const authorization = request.headers.get('authorization') ?? '';
  if (authorization.startsWith(algorithm)) return authenticateSignature(request, body, authenticator);
  return incorrect('x-auth-token not found');
}

function authenticateToken(text: string, { store, clock }: Authenticator): Authentication {
  const token = store.tokens.find(text);
  if (token === undefined) return incorrect('decrypt token fail');
  if (token.expiresAt <= clock()) return { kind: 'refused', refusal: { error: 'tokenExpired' } };
  return { kind: 'caller', caller: { projectId: token.projectId } };
}

function authenticateSignature(
  request: Request,
  body: Uint8Array,
  { store, lock, clock }: Authenticator,
): Authentication {
  const url = new URL(request.url);
  const headers = { host: url.host, ...Object.fromEntries(request.headers) };
  const now = clock();
  const check = verifySignature(
    { method: request.method, url: request.url, headers, body },
    { now, findSecret: (id) => store.accessKeys.find(id)?.secret },
  );
  const id = check.ok || 'accessKeyId' in check ? check.accessKeyId : undefined;
  if (id !== undefined && lock.isLocked(id, now)) {
    return incorrect('AK access failed to reach the limit,forbidden');
  }
  if (!check.ok) {
    if (check.reason === 'signature-different') lock.recordFailure(check.accessKeyId, now);
    return incorrect(detailOf(check));
  }
  lock.recordSuccess(check.accessKeyId);
  return { kind: 'caller', caller: { projectId: store.accessKeys.find(check.accessKeyId)?.projectId } };
}

/** The documented details where there are some; the others are worded alike (assumed). */
function detailOf(refusal: SignatureRefusal): string {
  switch (refusal.reason) {
    case 'signature-different':
      return `verify aksk signature fail, canonicalRequest:${maskSecrets(refusal.canonicalRequest)}`;
    case 'date-out-of-window':
      return 'calc ak sk signature fail:signature expired';
    case 'access-key-unknown':
      return `Get secretKey failed,ak:${refusal.accessKeyId},err:ak not exist`;
    case 'signed-header-missing':
      return `verify aksk signature fail:signed header ${refusal.header} not found`;
    case 'authorization-malformed':
      return 'verify aksk signature fail:Authorization format incorrect';
    case 'date-missing':
      return 'verify aksk signature fail:x-sdk-date not found';
    case 'date-malformed':
      return 'verify aksk signature fail:x-sdk-date format incorrect';
    case 'date-not-signed':
      return 'verify aksk signature fail:x-sdk-date not signed';
    default:
      return refusal satisfies never;
  }
}

/** One line, and without the credentials that may be among the signed headers. */
function maskSecrets(canonicalRequest: string): string {
  return canonicalRequest.replace(/^(x-auth-token|x-security-token):.*$/gm, '$1:***').replaceAll('\n', '|');
}

function incorrect(detail: string): Authentication {
  return { kind: 'refused', refusal: { error: 'authenticationIncorrect', detail } };
}
