import type { SecurityScheme } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { findHeader } from '../exchange/message.ts';
import { decodeName } from '../exchange/redact.ts';
import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';

/** `unseen`: the exchange, as it was recorded, cannot tell. */
export type CredentialState = 'present' | 'absent' | 'unseen';

/** Whether a request carries the credential of a scheme (OpenAPI 3.1 §4.8.27). Its value is for the provider to judge. */
export function findCredential(exchange: Exchange, scheme: SecurityScheme): CredentialState {
  switch (scheme.type) {
    case 'apiKey':
      return findKey(exchange, scheme);
    case 'http':
      return findAuthorization(exchange, scheme.scheme);
    case 'oauth2':
    case 'openIdConnect':
      // A bearer token; RFC 6750 §2.3 allows it in the query as well.
      return hasQuery(exchange.request.url, 'access_token')
        ? 'present'
        : findAuthorization(exchange, undefined);
    case 'mutualTLS':
      return 'unseen';
    default:
      return scheme.type satisfies never;
  }
}

function findKey(exchange: Exchange, { in: location, name }: SecurityScheme): CredentialState {
  if (name === undefined) return 'unseen';
  const { headers, url } = exchange.request;
  switch (location) {
    case 'header': {
      const field = name.toLowerCase();
      if (findHeader(headers, field)) return 'present';
      return field === 'authorization' ? absentOrStripped(exchange) : 'absent';
    }
    case 'query':
      return hasQuery(url, name) ? 'present' : 'absent';
    case 'cookie':
      if (headers.cookie === undefined) return absentOrStripped(exchange);
      return hasCookie(findHeader(headers, 'cookie') ?? '', name) ? 'present' : 'absent';
    default:
      return 'unseen';
  }
}

/** The authentication scheme stands before the credentials (RFC 9110 §11.4); oauth2 documents none. */
function findAuthorization(exchange: Exchange, scheme: string | undefined): CredentialState {
  const value = findHeader(exchange.request.headers, 'authorization');
  if (!value) return absentOrStripped(exchange);
  if (scheme === undefined) return 'present';
  if (isMasked(value)) return 'unseen';
  const prefix = value.slice(0, scheme.length + 1).toLowerCase();
  return prefix === `${scheme} ` && value.length > prefix.length ? 'present' : 'absent';
}

/**
 * Browsers leave Authorization and Cookie out of what they save. A recorded request without them that was not refused
 * most likely had them.
 */
function absentOrStripped({ origin, response }: Exchange): CredentialState {
  const refused = response?.status === 401 || response?.status === 403;
  return origin.source === 'traffic' && !refused ? 'unseen' : 'absent';
}

/** What recorders write in place of a secret. */
function isMasked(value: string): boolean {
  return /^\W*(?:redacted|masked|hidden|filtered|removed|scrubbed)\W*$|^[*x•.]+$/i.test(value);
}

function hasQuery(url: string, name: string): boolean {
  const start = url.indexOf('?');
  if (start < 0) return false;
  return url
    .slice(start + 1)
    .split('&')
    .some((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 && equals < pair.length - 1 && decodeName(pair.slice(0, equals)) === name;
    });
}

function hasCookie(cookies: string, name: string): boolean {
  return cookies.split(';').some((pair) => {
    const equals = pair.indexOf('=');
    return pair.slice(0, equals).trim() === name && pair.slice(equals + 1).trim() !== '';
  });
}

/** `X-Auth-Token` or `Authorization: bearer`, as a message names it. */
export function credentialName({ type, key, name, scheme, in: location }: SecurityScheme): string {
  if (type === 'apiKey' && name !== undefined) return `${location} ${showName(name)}`;
  if (type === 'http') return `header Authorization with scheme ${showName(scheme ?? key)}`;
  return `${type} ${showName(key)}`;
}

export function credentialPointer({ type, name, in: location }: SecurityScheme): string {
  if (type !== 'apiKey' || name === undefined || location === undefined) return '/header/authorization';
  return joinPointer('', location, location === 'header' ? name.toLowerCase() : name);
}
