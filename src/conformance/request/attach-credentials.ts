import type { Operation, SecurityScheme } from '../../contract/contract.ts';
import type { CaseRequest, CredentialKind } from '../plan/case.ts';
import { type Carrier, type Credentials, carrierOf, findAlternative } from './credentials.ts';

/** What a made-up credential looks like; it is in no way derived from a real one. */
const madeUp = 'contract-kit-made-up-credential';

/**
 * The request with the credential of its kind: the header fields, query and cookie of the first alternative that the
 * run has all credentials for. Undefined where the run has none of that kind.
 */
export function attachCredentials(
  request: CaseRequest,
  operation: Operation,
  credentials: Credentials,
): Pick<CaseRequest, 'url' | 'headers'> | undefined {
  const { credentials: kind, headers, url } = request;
  if (kind === 'none') return { url, headers };
  const known = kind === 'expired' || kind === 'other' ? credentials[kind] : credentials.valid;
  const alternative = findAlternative(operation, new Set(known.keys()));
  if (!alternative && kind === 'valid') return { url, headers };
  // A made-up or an empty value needs no real one: the first alternative shows where it goes.
  const isMade = kind === 'empty' || kind === 'invalid';
  const chosen =
    alternative ?? (isMade ? operation.security.find((one) => one.schemes.length > 0) : undefined);
  if (!chosen) return undefined;
  let attached: Pick<CaseRequest, 'url' | 'headers'> = { url, headers };
  const sent = kind === 'partial' ? chosen.schemes.slice(0, -1) : chosen.schemes;
  const taken = new Set<string>();
  for (const scheme of sent) {
    const value = valueFor(kind, scheme, known.get(scheme.key));
    const carrier = carrierOf(scheme);
    if (value === undefined) return undefined;
    // Two schemes of one alternative can share a place: it has one value all the same.
    const place = JSON.stringify([carrier?.in, carrier?.name]);
    if (taken.has(place)) continue;
    taken.add(place);
    if (carrier) attached = attach(attached, kind === 'misplaced' ? misplace(carrier) : carrier, value);
  }
  return attached;
}

/** A place where the document does not look for it. */
function misplace(carrier: Carrier): Carrier {
  if (carrier.in !== 'header') return { in: 'header', name: carrier.name };
  // RFC 6750 §2.3 has this name for a bearer token.
  return { in: 'query', name: carrier.name === 'Authorization' ? 'access_token' : carrier.name };
}

function valueFor(
  kind: Exclude<CredentialKind, 'none'>,
  scheme: SecurityScheme,
  real: string | undefined,
): string | undefined {
  switch (kind) {
    case 'valid':
    case 'expired':
    case 'other':
    case 'partial':
      return real;
    case 'empty':
      return '';
    case 'invalid':
      return prefixOf(scheme) + madeUp;
    default:
      return real === undefined ? undefined : changed(kind, scheme, real);
  }
}

type Changed = Exclude<
  CredentialKind,
  'none' | 'valid' | 'expired' | 'other' | 'partial' | 'empty' | 'invalid'
>;

/** A real credential, changed; undefined where such a change leaves it as it is, or may mean the same. */
function changed(kind: Changed, scheme: SecurityScheme, real: string): string | undefined {
  const split = scheme.type === 'apiKey' ? 0 : real.indexOf(' ') + 1;
  const [word, secret] = [real.slice(0, split), real.slice(split)];
  switch (kind) {
    case 'altered': {
      // The same length and characters, and another value.
      const turned = [...secret].reverse().join('');
      return turned === secret ? undefined : word + turned;
    }
    case 'truncated':
      return secret.length < 4 ? undefined : word + secret.slice(0, secret.length / 2);
    case 'extended':
      // What stands behind the padding of Base64 is overlooked by many.
      return secret.endsWith('=') ? undefined : `${real}AAAA`;
    case 'scheme':
      return word === '' ? undefined : `${/^basic /i.test(word) ? 'Bearer' : 'Basic'} ${secret}`;
    case 'misplaced':
      return scheme.type === 'apiKey' ? real : secret;
    case 'respelled': {
      const other = word === word.toLowerCase() ? word.toUpperCase() : word.toLowerCase();
      return word === '' ? undefined : other + secret;
    }
    default:
      return kind satisfies never;
  }
}

function prefixOf(scheme: SecurityScheme): string {
  if (scheme.type === 'http') return `${capitalise(scheme.scheme ?? 'bearer')} `;
  return scheme.type === 'apiKey' ? '' : 'Bearer ';
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function attach(
  request: Pick<CaseRequest, 'url' | 'headers'>,
  carrier: Carrier,
  value: string,
): Pick<CaseRequest, 'url' | 'headers'> {
  const { headers, url } = request;
  switch (carrier.in) {
    case 'header':
      return { url, headers: [...headers, [carrier.name, value]] };
    case 'cookie': {
      const pair = `${carrier.name}=${value}`;
      const old = headers.find(([name]) => name.toLowerCase() === 'cookie');
      if (!old) return { url, headers: [...headers, ['Cookie', pair]] };
      return {
        url,
        headers: headers.map((field) => (field === old ? ['Cookie', `${old[1]}; ${pair}`] : field)),
      };
    }
    case 'query': {
      const pair = `${encodeURIComponent(carrier.name)}=${encodeURIComponent(value)}`;
      return { headers, url: `${url}${url.includes('?') ? '&' : '?'}${pair}` };
    }
    default:
      return carrier.in satisfies never;
  }
}
