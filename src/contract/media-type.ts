import type { MediaType } from './contract.ts';

/** A media type as sent or as documented (RFC 9110 §8.3.1), all but parameter values in lower case. */
export type ParsedMediaType = {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const token = "[!#$%&'*+.^_`|~\\w-]+";
const pattern = new RegExp(`^\\s*(${token})/(${token})\\s*(?:;(.*))?$`, 's');
const parameter = new RegExp(`^\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))\\s*$`, 's');

const parsedByText = new Map<string, ParsedMediaType | undefined>();
const maxParsed = 500;

/**
 * Reads a media type; undefined when it is none. Parameters that are malformed are left out.
 *
 * @example parseMediaType('Application/JSON; charset="UTF-8"')?.parameters.get('charset') // 'UTF-8'
 */
export function parseMediaType(text: string): ParsedMediaType | undefined {
  const known = parsedByText.get(text);
  if (known || parsedByText.has(text)) return known;
  const parsed = readMediaType(text);
  // Traffic has few of them, but a hostile client could send many.
  if (parsedByText.size < maxParsed) parsedByText.set(text, parsed);
  return parsed;
}

function readMediaType(text: string): ParsedMediaType | undefined {
  const [matched, type, subtype, rest] = pattern.exec(text) ?? [];
  if (matched === undefined || type === undefined || subtype === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (const part of rest?.match(/(?:[^;"]|"(?:[^"\\]|\\.)*")+/gs) ?? []) {
    const [, name, quoted, plain] = parameter.exec(part) ?? [];
    const value = quoted?.replace(/\\(.)/gs, '$1') ?? plain;
    if (name !== undefined && value !== undefined && !parameters.has(name.toLowerCase()))
      parameters.set(name.toLowerCase(), value);
  }
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters };
}

type Selection = Map<string, MediaType | undefined>;
const selections = new WeakMap<readonly MediaType[], Selection>();
const maxSelections = 200;

/**
 * The documented media type that a Content-Type selects: the most specific one (OpenAPI 3.1 §4.8.13). A documented
 * parameter must be there; others may be.
 */
export function matchMediaType(content: readonly MediaType[], contentType: string): MediaType | undefined {
  let selection = selections.get(content);
  if (!selection) {
    selection = new Map();
    selections.set(content, selection);
  }
  const known = selection.get(contentType);
  if (known || selection.has(contentType)) return known;
  const found = selectMediaType(content, contentType);
  if (selection.size < maxSelections) selection.set(contentType, found);
  return found;
}

function selectMediaType(content: readonly MediaType[], contentType: string): MediaType | undefined {
  const sent = parseMediaType(contentType);
  if (!sent) return undefined;
  let best: MediaType | undefined;
  let bestScore = 0;
  for (const mediaType of content) {
    const documented = parseMediaType(mediaType.name);
    const score = documented ? scoreOf(documented, sent) : 0;
    if (score > bestScore) {
      best = mediaType;
      bestScore = score;
    }
  }
  return best;
}

/** How specifically a documented media type names the sent one; 0 when it does not. */
function scoreOf(documented: ParsedMediaType, sent: ParsedMediaType): number {
  for (const [name, value] of documented.parameters) {
    const received = sent.parameters.get(name);
    // Without a charset a sender says nothing about it, and JSON has none at all (RFC 8259 §11).
    if (received === undefined ? name !== 'charset' : received.toLowerCase() !== value.toLowerCase())
      return 0;
  }
  const range = rangeScore(documented, sent);
  if (range === 0) return 0;
  const names = [...documented.parameters.keys()];
  const missing = names.filter((name) => !sent.parameters.has(name)).length;
  // A parameter that was sent is more specific than none, and none than one that was not sent.
  return range + Math.min(names.length, 9) - 2 * Math.min(missing, 4);
}

function rangeScore({ type, subtype }: ParsedMediaType, sent: ParsedMediaType): number {
  if (type === '*' && subtype === '*') return 10;
  if (type !== sent.type) return 0;
  if (subtype === sent.subtype) return 40;
  if (subtype === '*') return 20;
  return subtype.startsWith('*+') && sent.subtype.endsWith(subtype.slice(1)) ? 30 : 0;
}

/** How a body of a media type is read. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'text' | 'xml' | 'opaque';

/** The kind that a media type belongs to; structured syntax suffixes count (RFC 6839 §3). */
export function bodyKindOf({ type, subtype }: ParsedMediaType): BodyKind {
  if (subtype === 'json' || subtype.endsWith('+json')) return 'json';
  if (subtype === 'xml' || subtype.endsWith('+xml')) return 'xml';
  if (type === 'application' && subtype === 'x-www-form-urlencoded') return 'form';
  if (type === 'multipart') return 'multipart';
  return type === 'text' ? 'text' : 'opaque';
}
