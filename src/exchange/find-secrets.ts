import type { Json } from '../finding.ts';
import type { Exchange, HttpBody, HttpHeaders } from './exchange.ts';
import { decodeName } from './redact.ts';
import { type SecretNames, secretNames } from './secret-names.ts';

/** Shorter values occur by chance in ordinary text, and replacing them would destroy it. */
const shortest = 6;

/**
 * The secrets that an exchange carries: credentials in headers, queries and JSON bodies. A server may echo them
 * anywhere, so they are given to `createRedactor` as `values`.
 */
export function findSecrets(exchange: Exchange, names: SecretNames = secretNames()): string[] {
  const found = new Set<string>();
  const add = (value: string): void => {
    if (value.length >= shortest) found.add(value);
  };
  const { request, response } = exchange;
  for (const headers of [request.headers, response?.headers ?? {}]) addFromHeaders(headers, names, add);
  addFromQuery(request.url, names, add);
  for (const body of [request.body, response?.body]) if (body) addFromBody(body, names, add);
  return [...found];
}

function addFromHeaders(headers: HttpHeaders, names: SecretNames, add: (value: string) => void): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !names.isHeader(name)) continue;
    for (const line of typeof value === 'string' ? [value] : value) addFromField(name, line, add);
  }
}

function addFromField(name: string, line: string, add: (value: string) => void): void {
  add(line);
  if (name === 'cookie' || name === 'set-cookie') {
    // Of Set-Cookie only the first pair is the cookie; the rest are its attributes (RFC 6265 §4.1).
    const pairs = name === 'cookie' ? line.split(';') : line.split(';', 1);
    for (const pair of pairs) add(pair.slice(pair.indexOf('=') + 1).trim());
    return;
  }
  const [, credentials] = /^[\w-]+\s+(.+)$/.exec(line) ?? [];
  if (credentials === undefined) return;
  if (!credentials.includes(',')) add(credentials);
  for (const [, part] of credentials.matchAll(/\b(?:Access|Signature|Credential)="?([^\s,;"]+)/g)) {
    if (part !== undefined) add(part);
  }
}

function addFromQuery(url: string, names: SecretNames, add: (value: string) => void): void {
  const start = url.indexOf('?');
  if (start >= 0) addFromPairs(url.slice(start + 1), names, add);
}

function addFromPairs(pairs: string, names: SecretNames, add: (value: string) => void): void {
  for (const pair of pairs.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || !names.isKey(decodeName(pair.slice(0, equals)))) continue;
    add(pair.slice(equals + 1));
    add(decodeName(pair.slice(equals + 1)));
  }
}

function addFromBody(body: HttpBody, names: SecretNames, add: (value: string) => void): void {
  if (body.kind === 'text' || body.kind === 'bytes') {
    const text = body.kind === 'text' ? body.text : Buffer.from(body.bytes).toString('utf8');
    // A form reads like a query (application/x-www-form-urlencoded).
    if (/^[\w.%+-]+=/.test(text)) addFromPairs(text, names, add);
  }
  const value = readJson(body);
  if (value !== undefined) addFromJson(value, { names, hidden: false, add }, 0);
}

function readJson(body: HttpBody): Json | undefined {
  if (body.kind === 'json') return body.value;
  if (body.kind === 'unavailable') return undefined;
  const text = body.kind === 'text' ? body.text : Buffer.from(body.bytes).toString('utf8');
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: its secrets are left to the patterns of `redact.ts`.
    return undefined;
  }
}

function addFromJson(
  value: Json,
  search: { readonly names: SecretNames; readonly hidden: boolean; readonly add: (value: string) => void },
  depth: number,
): void {
  if (typeof value === 'string' && search.hidden) search.add(value);
  if (value === null || typeof value !== 'object' || depth > 500) return;
  for (const [key, item] of Object.entries(value)) {
    const hidden = search.hidden || search.names.isKey(key);
    addFromJson(item, { ...search, hidden }, depth + 1);
  }
}
