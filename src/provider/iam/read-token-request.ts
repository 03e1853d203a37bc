import type { Json } from '../../finding.ts';
import { isObject, type JsonObject } from '../../spec/walk.ts';
import { isJsonMediaType, parseJson } from '../json.ts';
import type { ById, ByName } from '../store/users.ts';

/** What the token call asks for, as far as the provider understands it. */
export type TokenRequest = {
  readonly domainName: string;
  readonly name: string;
  readonly password: string;
  /** The project where both a project and a domain stand (Table 9); neither means the domain of the user (assumed). */
  readonly scope:
    | { readonly kind: 'project'; readonly by: ById | ByName }
    | { readonly kind: 'domain'; readonly by: ById | ByName | undefined };
};

/** The body of the token call (openapi/iam.yaml, schema TokenRequest), or undefined where it is none. */
export function readTokenRequest(contentType: string, bytes: Uint8Array): TokenRequest | undefined {
  if (!isJsonMediaType(contentType)) return undefined;
  const auth = member(parseJson(bytes)?.value, 'auth');
  const identity = member(auth, 'identity');
  const user = member(member(identity, 'password'), 'user');
  const domainName = member(user, 'domain')?.name;
  const methods = identity?.methods;
  if (!Array.isArray(methods) || methods.length !== 1 || methods[0] !== 'password') return undefined;
  if (typeof domainName !== 'string') return undefined;
  if (typeof user?.name !== 'string' || typeof user.password !== 'string') return undefined;
  const scope = readScope(auth);
  return scope && { domainName, name: user.name, password: user.password, scope };
}

function readScope(auth: JsonObject | undefined): TokenRequest['scope'] | undefined {
  if (auth?.scope === undefined) return { kind: 'domain', by: undefined };
  const scope = member(auth, 'scope');
  const kind = scope?.project !== undefined ? 'project' : 'domain';
  const named = member(scope, kind);
  if (typeof named?.id === 'string') return { kind, by: { id: named.id } };
  if (typeof named?.name === 'string') return { kind, by: { name: named.name } };
  return undefined;
}

function member(value: Json | undefined, key: string): JsonObject | undefined {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : undefined;
}
