import { type AccessKey, signRequest } from '../signature/sdk-hmac-sha256.ts';
import type { Clock } from './clock.ts';

/**
 * Gives a token. `refused` is the one that the gateway did not accept; the answer is another one then. A provider that
 * only has one token gives it again, and the refusal stands.
 */
export type TokenProvider = (refused?: string) => Promise<string>;

/** One of a user token, something that gives tokens, or an access key (AK/SK). */
export type Credentials =
  | { readonly token: string }
  | { readonly tokenProvider: TokenProvider }
  | {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      /** Of a temporary access key. */
      readonly securityToken?: string;
    };

/** A request ready to be sent, and the token in it. */
export type Authorised = { readonly request: Request; readonly token: string | undefined };

/** Adds the credential to a copy of the request. A signature has the time of the clock, so each attempt has its own. */
export async function authorise(
  request: Request,
  credentials: Credentials,
  { clock, refused }: { readonly clock: Clock; readonly refused?: string | undefined },
): Promise<Authorised> {
  const copy = request.clone();
  if ('accessKeyId' in credentials)
    return { request: await sign(copy, credentials, clock), token: undefined };
  const token = 'token' in credentials ? credentials.token : await credentials.tokenProvider(refused);
  copy.headers.set('X-Auth-Token', token);
  return { request: copy, token };
}

/** The values that must not stand in a message. */
export function secretsOf(credentials: Credentials): string[] {
  if ('tokenProvider' in credentials) return [];
  if ('token' in credentials) return [credentials.token];
  const { secretAccessKey, securityToken } = credentials;
  return securityToken === undefined ? [secretAccessKey] : [secretAccessKey, securityToken];
}

async function sign(
  request: Request,
  credentials: Extract<Credentials, { accessKeyId: string }>,
  clock: Clock,
): Promise<Request> {
  const { accessKeyId, secretAccessKey, securityToken } = credentials;
  const key: AccessKey = { id: accessKeyId, secret: secretAccessKey };
  if (securityToken !== undefined) request.headers.set('X-Security-Token', securityToken);
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  const message = { method: request.method, url: request.url, headers, body };
  const signed = signRequest(message, key, new Date(clock.now()));
  for (const [name, value] of Object.entries(signed)) {
    // fetch writes Host itself, from the URL that was signed.
    if (name !== 'host') request.headers.set(name, value);
  }
  return request;
}
