import type { Operation, SecurityScheme } from '../../contract/contract.ts';
import type { CaseRequest, CredentialKind } from '../plan/case.ts';
import { type Credentials, carrierOf, findAlternative } from './credentials.ts';

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
  const usesReal = kind === 'expired' || kind === 'altered' || kind === 'other';
  const chosen =
    alternative ?? (usesReal ? undefined : operation.security.find((one) => one.schemes.length > 0));
  if (!chosen) return undefined;
  let attached: Pick<CaseRequest, 'url' | 'headers'> = { url, headers };
  for (const scheme of chosen.schemes) {
    const value = valueFor(kind, scheme, known.get(scheme.key));
    if (value === undefined) return undefined;
    attached = attach(attached, scheme, value);
  }
  return attached;
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
      return real;
    case 'empty':
      return '';
    case 'invalid':
      return prefixOf(scheme) + madeUp;
    case 'altered':
      return real === undefined ? undefined : alter(real);
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

/** The credential with its secret part turned round: the same length and characters, and another value. */
function alter(value: string): string | undefined {
  const split = value.indexOf(' ') + 1;
  const turned = [...value.slice(split)].reverse().join('');
  return turned === value.slice(split) ? undefined : value.slice(0, split) + turned;
}

function attach(
  request: Pick<CaseRequest, 'url' | 'headers'>,
  scheme: SecurityScheme,
  value: string,
): Pick<CaseRequest, 'url' | 'headers'> {
  const carrier = carrierOf(scheme);
  const { headers, url } = request;
  if (!carrier) return request;
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
