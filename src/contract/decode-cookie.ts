import type { HttpHeaders } from '../exchange/exchange.ts';
import type { Parameter } from './contract.ts';
import { existing, type Member, pairItems, readForms } from './decode-forms.ts';
import { linesOf } from './decode-header.ts';
import { decodePercent } from './decode-percent.ts';
import type { Shape } from './decode-shape.ts';
import type { DecodedValue } from './decoded.ts';

/** The cookies of a request by turns of name and value, quotes removed (RFC 6265 §4.2.1, §5.4). */
export function parseCookies(headers: HttpHeaders): readonly Member[] {
  return linesOf(headers, 'cookie')
    .flatMap((line) => line.split(';'))
    .flatMap((pair): Member[] => {
      const equals = pair.indexOf('=');
      if (equals === -1) return [];
      const value = pair.slice(equals + 1).trim();
      return [[pair.slice(0, equals).trim(), /^".*"$/s.test(value) ? value.slice(1, -1) : value]];
    });
}

/** Reads a cookie in style form. Cookies have no encoding of their own; percent-encoding is what clients use. */
export function decodeCookie(cookies: readonly Member[], parameter: Parameter, shape: Shape): DecodedValue {
  const { name, explode } = parameter;
  const own = cookies.filter(([key]) => key === name).map(([, value]) => value);
  if (own.length === 0 && explode && shape.isObject) {
    const members = cookies.filter(([key]) => shape.names.includes(key));
    if (members.length > 0)
      return readForms({ ...nothing, objects: () => [members.map(decodeMember)] }, shape, 'style form');
  }
  const [raw] = own;
  if (raw === undefined) return { state: 'absent' };
  // `color=blue&color=black` in one cookie is what RFC 6570 makes of an exploded list.
  const exploded = own.flatMap((value) => value.split(`&${name}=`)).map(decode);
  const items = explode ? exploded : raw.split(',').map(decode);
  const forms = {
    primitive: () => (own.length === 1 ? decode(raw) : undefined),
    arrays: () => [raw === '' && own.length === 1 ? [] : items],
    objects: () => existing(pairItems(raw.split(',').map(decode))),
  };
  return readForms(forms, shape, 'style form, with a single cookie of that name');
}

const nothing = { primitive: () => undefined, arrays: () => [], objects: () => [] };

function decode(text: string): string {
  return decodePercent(text) ?? text;
}

function decodeMember([name, value]: Member): Member {
  return [name, decode(value)];
}
