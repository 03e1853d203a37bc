import type { Parameter } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { writeJson, writeNumber } from './write-json.ts';

/** Longer texts in a URL or a header look at the limits of servers and gateways, not at the document. */
const longest = 4096;

/**
 * The text of a parameter as its style writes it (OpenAPI 3.1 §4.8.12.3, RFC 6570): the path segment, `name=value`
 * pairs of a query, or a field value. Undefined where the value cannot be put on the wire.
 */
export function serialiseParameter(parameter: Parameter, value: Json): string | undefined {
  const text = serialise(parameter, value);
  if (text === undefined || text.length > longest) return undefined;
  return parameter.in === 'path' && leavesTemplate(text) ? undefined : text;
}

/**
 * A dot segment is taken out of a path by clients and servers (RFC 3986 §5.2.4), by some also behind a slash that came
 * encoded; an empty one changes the template.
 */
function leavesTemplate(text: string): boolean {
  const segments = text.split(/%2F|%5C/i);
  return segments.some((segment) => segment === '' || segment === '.' || segment === '..');
}

function serialise(parameter: Parameter, value: Json): string | undefined {
  const encode = encoderOf(parameter);
  if (parameter.mediaType) {
    const text = encode(writeJson(value));
    return text === undefined || parameter.in !== 'query'
      ? text
      : `${encodeURIComponent(parameter.name)}=${text}`;
  }
  const shape = toShape(value, encode);
  if (shape === undefined) return undefined;
  switch (parameter.style) {
    case 'simple':
      return joinSimple(shape, parameter.explode);
    case 'label':
      return `.${joinList(shape, { separator: parameter.explode ? '.' : ',', explode: parameter.explode })}`;
    case 'matrix':
      return joinMatrix(parameter, shape);
    case 'form':
      return joinForm(parameter, shape);
    case 'spaceDelimited':
      return joinDelimited(parameter, shape, '%20');
    case 'pipeDelimited':
      return joinDelimited(parameter, shape, '%7C');
    case 'deepObject':
      return shape.kind === 'members'
        ? shape.members.map(([key, text]) => `${parameter.name}%5B${key}%5D=${text}`).join('&')
        : undefined;
    default:
      return parameter.style satisfies never;
  }
}

function toText(value: string | number | boolean): string {
  return typeof value === 'number' ? writeNumber(value) : String(value);
}

type Shape =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'items'; readonly items: readonly string[] }
  | { readonly kind: 'members'; readonly members: readonly (readonly [string, string])[] };

type Encoder = (text: string) => string | undefined;

function toShape(value: Json, encode: Encoder): Shape | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object') {
    const text = encode(toText(value));
    return text === undefined ? undefined : { kind: 'text', text };
  }
  const entries = Array.isArray(value) ? value.map((item) => ['', item]) : Object.entries(value);
  const encoded: [string, string][] = [];
  for (const [name, member] of entries) {
    if (member === null || typeof member === 'object') return undefined;
    const [key, text] = [encode(String(name)), encode(toText(member))];
    if (key === undefined || text === undefined) return undefined;
    encoded.push([key, text]);
  }
  if (Array.isArray(value)) return { kind: 'items', items: encoded.map(([, text]) => text) };
  return { kind: 'members', members: encoded };
}

function encoderOf(parameter: Parameter): Encoder {
  switch (parameter.in) {
    case 'path':
    case 'query':
      return encodePercent;
    case 'header':
      // RFC 9110 §5.5: visible characters; blanks at the ends are not part of the value.
      return (text) => (/^([!-~]([ -~]*[!-~])?)?$/.test(text) ? text : undefined);
    case 'cookie':
      // RFC 6265 §4.1.1 cookie-octet.
      return (text) => (/^[!#-+\--:<-[\]-~]*$/.test(text) ? text : undefined);
    default:
      return parameter.in satisfies never;
  }
}

function encodePercent(text: string): string | undefined {
  return text.isWellFormed() ? encodeURIComponent(text) : undefined;
}

function joinSimple(shape: Shape, explode: boolean): string {
  return joinList(shape, { separator: ',', explode });
}

function joinList(shape: Shape, how: { separator: string; explode: boolean }): string {
  switch (shape.kind) {
    case 'text':
      return shape.text;
    case 'items':
      return shape.items.join(how.separator);
    case 'members':
      return shape.members.map(([key, text]) => key + (how.explode ? '=' : ',') + text).join(how.separator);
    default:
      return shape satisfies never;
  }
}

function joinMatrix(parameter: Parameter, shape: Shape): string {
  if (shape.kind === 'items' && parameter.explode)
    return shape.items.map((text) => `;${parameter.name}=${text}`).join('');
  if (shape.kind === 'members' && parameter.explode)
    return shape.members.map(([key, text]) => `;${key}=${text}`).join('');
  return `;${parameter.name}=${joinList(shape, { separator: ',', explode: false })}`;
}

function joinForm(parameter: Parameter, shape: Shape): string {
  const name = parameter.in === 'query' ? encodeURIComponent(parameter.name) : parameter.name;
  if (shape.kind === 'items' && parameter.explode)
    return shape.items.map((text) => `${name}=${text}`).join('&');
  if (shape.kind === 'members' && parameter.explode)
    return shape.members.map(([key, text]) => `${key}=${text}`).join('&');
  return `${name}=${joinList(shape, { separator: ',', explode: false })}`;
}

function joinDelimited(parameter: Parameter, shape: Shape, separator: string): string | undefined {
  if (shape.kind === 'text') return `${encodeURIComponent(parameter.name)}=${shape.text}`;
  if (parameter.explode) return joinForm(parameter, shape);
  const parts = shape.kind === 'items' ? shape.items : shape.members.flat();
  return `${encodeURIComponent(parameter.name)}=${parts.join(separator)}`;
}
