import type { Contract, SecurityScheme } from '../../contract/contract.ts';
import { secretNames } from '../../exchange/secret-names.ts';

export type HeaderField = { readonly name: string; readonly value: string };

/** What every request of a verification gets on its way. */
export type Injection = {
  /** Whole values, with a prefix such as `Bearer`, that take the place of what the pact has in their field. */
  readonly live: readonly LiveCredential[];
  /** Fields that carry no credential; every request has them. */
  readonly fields: readonly HeaderField[];
};

export type LiveCredential = {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  readonly value: string;
};

/**
 * Tells the credentials of a run from its other header fields: a scheme of the document takes its value from the fields
 * or, by its key, from `secrets`.
 */
export function readInjection(
  contract: Contract,
  given: { headers: readonly HeaderField[]; secrets: (schemeKey: string) => string | undefined },
): Injection {
  const schemes = new Map<string, SecurityScheme>();
  for (const { security } of contract.operations)
    for (const requirement of security) for (const one of requirement.schemes) schemes.set(one.key, one);
  const live: LiveCredential[] = [];
  for (const scheme of schemes.values()) {
    const carrier = carrierOf(scheme);
    const value = given.secrets(scheme.key);
    if (carrier !== undefined && value !== undefined) live.push({ ...carrier, value });
  }
  const names = secretNames(live.filter((one) => one.in === 'header').map((one) => one.name));
  const documented = [...schemes.values()].map(carrierOf).filter((one) => one?.in === 'header');
  const isCredential = ({ name }: HeaderField) =>
    names.isHeader(name) || documented.some((one) => one?.name.toLowerCase() === name.toLowerCase());
  const asked = given.headers.filter(isCredential).map((field) => ({ in: 'header' as const, ...field }));
  // What was given by hand wins over the environment.
  return { live: [...asked, ...live], fields: given.headers.filter((field) => !isCredential(field)) };
}

/** Where the credential of a scheme travels (OpenAPI 3.1 §4.8.27); undefined for a client certificate. */
function carrierOf(scheme: SecurityScheme): Omit<LiveCredential, 'value'> | undefined {
  if (scheme.type === 'mutualTLS') return undefined;
  if (scheme.type !== 'apiKey') return { in: 'header', name: 'Authorization' };
  return scheme.in && scheme.name ? { in: scheme.in, name: scheme.name } : undefined;
}
