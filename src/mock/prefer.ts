import type { HttpHeaders } from '../exchange/exchange.ts';
import { findHeader } from '../exchange/message.ts';
import type { Json } from '../finding.ts';
import { type Problem, unprocessable } from './problem.ts';

/** What a request asks the mock for, beside what it asks the API for. */
export type Preferences = {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
  readonly seed?: string;
};

const names = ['code', 'dynamic', 'seed', 'example'] as const;
const nothing: Preferences = Object.freeze({});

/**
 * Reads `Prefer` (RFC 7240 §2), or `__code`, `__example`, `__dynamic` and `__seed` of the query where that header is not
 * there. The rules are those of Prism 5.16: the first of equal preferences counts, one without a value has the value
 * `true`, what cannot be used is a problem with status 422.
 */
export function readPreferences(url: string, headers: HttpHeaders): Preferences | Problem {
  const prefer = findHeader(headers, 'prefer');
  if (prefer) return toPreferences(parsePrefer(prefer));
  return url.includes('__') ? toPreferences(parseQuery(url)) : nothing;
}

/** The URL without the query parameters that are for the mock. */
export function withoutPreferences(url: string): string {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes('__', start)) return url;
  const pairs = url
    .slice(start + 1)
    .split('&')
    .filter((pair) => !/^__(?:code|example|dynamic|seed|server)(?:=|$)/.test(pair));
  return pairs.length === 0 ? url.slice(0, start) : `${url.slice(0, start)}?${pairs.join('&')}`;
}

type Raw = Partial<Record<(typeof names)[number], string | true | readonly string[]>>;

/** `code=400, example="a b"`: parameters after a semicolon belong to their preference and are none themselves. */
function parsePrefer(prefer: string): Raw {
  const raw: Raw = {};
  for (const preference of prefer.match(/(?:[^,"]|"[^"]*"?)+/g) ?? []) {
    const [first = ''] = preference.match(/(?:[^;"]|"[^"]*"?)+/) ?? [];
    const equals = first.indexOf('=');
    const token = (equals < 0 ? first : first.slice(0, equals)).trim().toLowerCase();
    const value = equals < 0 ? '' : first.slice(equals + 1).trim();
    const name = names.find((known) => known === token);
    if (name !== undefined) raw[name] ??= value === '' ? true : value.replace(/^"(.*)"$/s, '$1') || true;
  }
  return raw;
}

function parseQuery(url: string): Raw {
  const start = url.indexOf('?');
  if (start < 0) return {};
  const query = new URLSearchParams(url.slice(start + 1));
  const raw: Raw = {};
  for (const name of names) {
    const values = query.getAll(`__${name}`);
    if (values.length > 0) raw[name] = values.length === 1 ? (values[0] as string) : values;
  }
  return raw;
}

function toPreferences(raw: Raw): Preferences | Problem {
  const faults: string[] = [];
  const refuse = (name: string, value: Json, what: string) => {
    faults.push(`optional property "${name}"\n└─ cannot decode ${JSON.stringify(value)}, should be ${what}`);
    return undefined;
  };
  const textOf = (name: (typeof names)[number]): string | undefined => {
    const value = raw[name];
    if (value === undefined || typeof value === 'string') return value;
    return refuse(name, value, 'string');
  };
  const codeText = textOf('code');
  const code =
    codeText === undefined || /^\d{3}$/.test(codeText) ? codeText : refuse('code', codeText, 'a number');
  const dynamicText = textOf('dynamic');
  const dynamic =
    dynamicText === undefined || /^(?:true|false)$/.test(dynamicText)
      ? dynamicText
      : refuse('dynamic', dynamicText, 'a boolean');
  const [seed, example] = [textOf('seed'), textOf('example')];
  if (faults.length > 0) return unprocessable(faults.join('\n'));
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { example }),
    ...(dynamic !== undefined && { dynamic: dynamic === 'true' }),
    ...(seed !== undefined && { seed }),
  };
}
