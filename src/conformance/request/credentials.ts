import type {
  Contract,
  Operation,
  Parameter,
  SecurityRequirement,
  SecurityScheme,
} from '../../contract/contract.ts';

/** The secrets of a run, by the key of the security scheme: the whole field value, with a prefix such as `Bearer`. */
export type Credentials = {
  readonly valid: ReadonlyMap<string, string>;
  /** Credentials that were valid once. */
  readonly expired: ReadonlyMap<string, string>;
  /** Valid credentials of somebody who has no right to what the run asks for. */
  readonly other: ReadonlyMap<string, string>;
};

/** Where the credential of a scheme travels (OpenAPI 3.1 §4.8.27). */
export type Carrier = { readonly in: 'header' | 'query' | 'cookie'; readonly name: string };

/** The carrier of a scheme; undefined for a client certificate, which is below HTTP. */
export function carrierOf(scheme: SecurityScheme): Carrier | undefined {
  if (scheme.type === 'mutualTLS') return undefined;
  if (scheme.type !== 'apiKey') return { in: 'header', name: 'Authorization' };
  return scheme.in && scheme.name ? { in: scheme.in, name: scheme.name } : undefined;
}

/** Every scheme that some alternative of the operation names, once. */
export function schemesOf(operation: Operation): readonly SecurityScheme[] {
  const schemes = new Map<string, SecurityScheme>();
  for (const requirement of operation.security)
    for (const scheme of requirement.schemes) schemes.set(scheme.key, scheme);
  return [...schemes.values()];
}

/** Whether a parameter is the credential of a scheme, which is put in when a request is sent: some documents list it twice. */
export function isCredential(operation: Operation, parameter: Parameter): boolean {
  const nameOf = (name: string): string => (parameter.in === 'header' ? name.toLowerCase() : name);
  return schemesOf(operation).some((scheme) => {
    const carrier = carrierOf(scheme);
    return carrier?.in === parameter.in && nameOf(carrier.name) === nameOf(parameter.name);
  });
}

/** Whether the operation can be called without any credential. */
export function isOpen(operation: Operation): boolean {
  return (
    operation.security.length === 0 ||
    operation.security.some((requirement) => requirement.schemes.length === 0)
  );
}

/** The first alternative for which every credential is there. */
export function findAlternative(
  operation: Operation,
  known: ReadonlySet<string>,
): SecurityRequirement | undefined {
  return operation.security.find(
    ({ schemes }) => schemes.length > 0 && schemes.every((scheme) => known.has(scheme.key)),
  );
}

/**
 * Finds the credentials among the header fields that a run was given; the fields that carry none are `others`. A scheme
 * can also come from `secrets` (the environment), by its key.
 */
export function readCredentials(
  contract: Contract,
  given: {
    headers: readonly { readonly name: string; readonly value: string }[];
    expiredHeaders: readonly { readonly name: string; readonly value: string }[];
    otherHeaders: readonly { readonly name: string; readonly value: string }[];
    secrets: (schemeKey: string) => { valid?: string; expired?: string; other?: string };
  },
): { credentials: Credentials; others: readonly (readonly [string, string])[] } {
  const [valid, expired, other] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  const used = new Set<unknown>();
  for (const scheme of contract.operations.flatMap(schemesOf)) {
    const secret = given.secrets(scheme.key);
    const header = given.headers.find((field) => carries(scheme, field));
    if (header) used.add(header);
    const value = header?.value ?? secret.valid;
    if (value) valid.set(scheme.key, value);
    const old = given.expiredHeaders.find((field) => carries(scheme, field))?.value ?? secret.expired;
    if (old) expired.set(scheme.key, old);
    const foreign = given.otherHeaders.find((field) => carries(scheme, field))?.value ?? secret.other;
    if (foreign) other.set(scheme.key, foreign);
  }
  const others = given.headers.filter((field) => !used.has(field));
  return {
    credentials: { valid, expired, other },
    others: others.map(({ name, value }) => [name, value] as const),
  };
}

function carries(scheme: SecurityScheme, field: { name: string; value: string }): boolean {
  const carrier = carrierOf(scheme);
  if (carrier?.in !== 'header' || carrier.name.toLowerCase() !== field.name.toLowerCase()) return false;
  // `http` schemes share one header and are told apart by the word in front (RFC 9110 §11.4).
  return scheme.type !== 'http' || field.value.toLowerCase().startsWith(`${scheme.scheme ?? ''} `);
}
