import type { Json } from '../finding.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { MediaType } from './contract.ts';
import { decodeJson } from './decode-json.ts';
import { decodeFormText } from './decode-percent.ts';
import { decodeField, type FormField, type Pair, parsePairs } from './decode-query.ts';
import { type Shape, shapeOf } from './decode-shape.ts';
import { combineMembers, readItems, readText } from './decode-text.ts';
import type { DecodedBody, DecodedValue } from './decoded.ts';
import { bodyKindOf, parseMediaType } from './media-type.ts';

/**
 * Reads an `application/x-www-form-urlencoded` body as an object. Each property is written like a query parameter, in
 * the style of its Encoding Object (OpenAPI 3.1 §4.8.15), or as a small body of the media type that it names.
 */
export function decodeFormBody(document: SpecDocument, mediaType: MediaType, text: string): DecodedBody {
  const shape = shapeOf(document, mediaType.schema);
  const pairs = parsePairs(text);
  const members: [string, readonly Json[]][] = [];
  for (const name of shape.names) {
    const value = decodeProperty(mediaType, pairs, { name, shape: shape.property(name) });
    if (value.state === 'unreadable' || value.state === 'unchecked')
      return { state: value.state, reason: `form field ${name}: ${value.reason}` };
    if (value.state === 'present')
      members.push([name, value.candidates.length > 0 ? value.candidates : ['']]);
  }
  const others = Map.groupBy(
    pairs.filter(({ taken }) => !taken),
    ({ name }) => name,
  );
  for (const [name, group] of others) {
    const texts = group.map(({ value }) => decodeFormText(value));
    if (!texts.every((each) => each !== undefined))
      return { state: 'unreadable', reason: `form field ${name}: its percent-encoding is malformed` };
    members.push([name, readTexts(texts, shape.property(name))]);
  }
  return { state: 'present', candidates: combineMembers(members) };
}

/** Values of one name: a list when there are several, or when the schema asks for one. */
function readTexts(texts: readonly string[], shape: Shape): readonly Json[] {
  const lists = shape.isArray || texts.length > 1 ? readItems(texts, shape) : [];
  return texts.length > 1 ? lists : [...lists, ...readText(texts[0] ?? '', shape)];
}

function decodeProperty(
  mediaType: MediaType,
  pairs: readonly Pair[],
  { name, shape }: { name: string; shape: Shape },
): DecodedValue {
  const encoding = Object.hasOwn(mediaType.encoding, name) ? mediaType.encoding[name] : undefined;
  const own = pairs.filter((pair) => pair.name === name);
  const style = encoding?.style ?? 'form';
  const explode = encoding?.explode ?? style === 'form';
  const field: FormField = { name, style, explode, allowEmptyValue: false, shape };
  const [only] = own;
  const isStyled = encoding?.style !== undefined || encoding?.explode !== undefined;
  if (!only || own.length > 1 || isStyled) return decodeField(field, pairs);
  const json = asJson(only, encoding?.contentType);
  // Without a style, an object is written as JSON by default (§4.8.15, `contentType`).
  if (json && (encoding?.contentType !== undefined || shape.isObject)) {
    only.taken = true;
    if (json.state === 'present' || encoding?.contentType !== undefined) return json;
  }
  return decodeField(field, pairs);
}

function asJson({ value }: Pair, contentType = 'application/json'): DecodedValue | undefined {
  const parsed = parseMediaType(contentType);
  if (!parsed || bodyKindOf(parsed) !== 'json') return undefined;
  const text = decodeFormText(value);
  return text === undefined ? undefined : decodeJson(text);
}
