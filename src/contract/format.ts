import type { Json } from '../finding.ts';
import { isDate, isDateTime, isDuration, isTime } from './format-date.ts';
import { isHostname, isIdnHostname, isIpv4, isIpv6 } from './format-host.ts';
import { isEmail, isIdnEmail } from './format-mail.ts';
import { isIri, isIriReference, isUri, isUriReference, isUriTemplate } from './format-uri.ts';
import type { FormatCheck } from './schema-node.ts';

/**
 * The check of a `format` by its name (JSON Schema 2020-12 validation §7.3 and the OpenAPI format registry), or undefined
 * for a name that this kit does not know. A check holds for values of a type that the format does not apply to, and
 * answers undefined where it cannot tell: no correct value is ever called wrong.
 *
 * @example findFormat('date')?.('2024-02-30') // false
 */
export function findFormat(name: string): FormatCheck | undefined {
  return formats.get(name);
}

const formats: ReadonlyMap<string, FormatCheck> = new Map([
  ['date-time', text(isDateTime)],
  ['date', text(isDate)],
  ['time', text(isTime)],
  ['duration', text(isDuration)],
  ['email', text(isEmail)],
  ['idn-email', text(isIdnEmail)],
  ['hostname', text(isHostname)],
  ['idn-hostname', text(isIdnHostname)],
  ['ipv4', text(isIpv4)],
  ['ipv6', text(isIpv6)],
  ['uri', text(isUri)],
  ['uri-reference', text(isUriReference)],
  ['iri', text(isIri)],
  ['iri-reference', text(isIriReference)],
  ['uri-template', text(isUriTemplate)],
  ['uuid', pattern(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i)],
  ['json-pointer', pattern(/^(?:\/(?:[^~/]|~[01])*)*$/u)],
  ['relative-json-pointer', pattern(/^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/u)],
  ['regex', text(isRegex)],
  // RFC 4648 §4; RFC 2045 §6.8 allows line breaks in it.
  ['byte', text((value) => base64.test(value.replace(/\r?\n/g, '')))],
  ['base64url', pattern(/^(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?$/)],
  ['int8', integer(-(2 ** 7), 2 ** 7 - 1)],
  ['int16', integer(-(2 ** 15), 2 ** 15 - 1)],
  ['int32', integer(-(2 ** 31), 2 ** 31 - 1)],
  ['int64', integer(-(2 ** 63), 2 ** 63)],
  ['uint8', integer(0, 2 ** 8 - 1)],
  ['uint16', integer(0, 2 ** 16 - 1)],
  ['uint32', integer(0, 2 ** 32 - 1)],
  ['uint64', integer(0, 2 ** 64)],
  ['double-int', integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)],
  // These say how to read or show a value and exclude none.
  ...['float', 'double', 'password', 'binary', 'commonmark', 'html'].map((name): [string, FormatCheck] => [
    name,
    () => true,
  ]),
]);

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function text(check: (value: string) => boolean | undefined): FormatCheck {
  return (value: Json) => typeof value !== 'string' || check(value);
}

function pattern(regex: RegExp): FormatCheck {
  return (value: Json) => typeof value !== 'string' || regex.test(value);
}

/** Bounds beyond 2^53 are compared as the doubles that JSON.parse gives. */
function integer(min: number, max: number): FormatCheck {
  return (value: Json) =>
    typeof value !== 'number' || (Number.isInteger(value) && value >= min && value <= max);
}

/** JSON Schema 2020-12 core §6.4: ECMA-262 with the `u` flag. */
function isRegex(value: string): boolean {
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
}
