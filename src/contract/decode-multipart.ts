import { type MultipartPart, parseMultipart } from '@remix-run/multipart-parser';
import type { HttpBody } from '../exchange/exchange.ts';
import type { Json } from '../finding.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { Encoding, MediaType } from './contract.ts';
import { decodeJson, decodeUtf8 } from './decode-json.ts';
import { type Shape, shapeOf } from './decode-shape.ts';
import { combine, combineMembers, readText } from './decode-text.ts';
import { toLatin1 } from './decode-text-body.ts';
import type { DecodedBody, DecodedValue } from './decoded.ts';
import { bodyKindOf, type ParsedMediaType, parseMediaType } from './media-type.ts';

type MultipartSource = {
  readonly body: Extract<HttpBody, { kind: 'bytes' | 'text' }>;
  readonly parsed: ParsedMediaType;
};

/**
 * Reads a `multipart/form-data` body (RFC 7578) as an object of its parts (OpenAPI 3.1 §4.8.14.4): files as texts of
 * their bytes, JSON parts parsed, all else as text.
 */
export function decodeMultipart(
  document: SpecDocument,
  mediaType: MediaType,
  source: MultipartSource,
): DecodedBody {
  const { subtype, parameters } = source.parsed;
  if (subtype !== 'form-data')
    return { state: 'unchecked', reason: `a body of media type multipart/${subtype} is not read` };
  const boundary = parameters.get('boundary');
  if (boundary === undefined) return { state: 'unreadable', reason: 'its Content-Type names no boundary' };
  const parts = splitParts(source.body, boundary);
  if (typeof parts === 'string') return { state: 'unreadable', reason: parts };

  const shape = shapeOf(document, mediaType.schema);
  const members: [string, readonly Json[]][] = [];
  for (const [name, group] of Map.groupBy(parts, (part) => part.name ?? '')) {
    const encoding = Object.hasOwn(mediaType.encoding, name) ? mediaType.encoding[name] : undefined;
    const value = decodeProperty(group, { encoding, shape: shape.property(name) });
    if (value.state === 'unreadable' || value.state === 'unchecked')
      return { state: value.state, reason: `part ${name}: ${value.reason}` };
    if (value.state === 'present') members.push([name, value.candidates]);
  }
  return { state: 'present', candidates: combineMembers(members) };
}

/** The parts, or why there are none. */
function splitParts(body: MultipartSource['body'], boundary: string): readonly MultipartPart[] | string {
  const bytes = body.kind === 'bytes' ? body.bytes : new TextEncoder().encode(body.text);
  const limits = { maxHeaderSize: bytes.length, maxFileSize: bytes.length, maxParts: bytes.length };
  try {
    // The text before the first boundary belongs to no part (RFC 2046 §5.1.1).
    const start = Math.max(
      0,
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(`--${boundary}`),
    );
    const parts = [
      ...parseMultipart(bytes.subarray(start), { boundary, ...limits, maxTotalSize: bytes.length }),
    ];
    return parts.every((part) => part.name !== undefined) ? parts : 'it has a part without a name';
  } catch (error) {
    // The parser throws for what is no multipart message, and for part headers that are no UTF-8.
    return `it is no multipart message: ${(error as Error).message}`;
  }
}

type Property = { readonly encoding: Encoding | undefined; readonly shape: Shape };

/** Several parts of one name are the items of an array, as is a single one where the schema asks for an array. */
function decodeProperty(parts: readonly MultipartPart[], { encoding, shape }: Property): DecodedValue {
  const candidates: Json[] = [];
  if (shape.isArray || parts.length > 1) {
    const items: (readonly Json[])[] = [];
    for (const [index, part] of parts.entries()) {
      const item = decodePart(part, { encoding, shape: shape.item(index) });
      if (item.state !== 'present') return item;
      items.push(item.candidates);
    }
    candidates.push(...combine(items));
  }
  const [only] = parts;
  if (!only || parts.length > 1) return { state: 'present', candidates };
  const value = decodePart(only, { encoding, shape });
  if (value.state !== 'present') return value;
  return { state: 'present', candidates: [...candidates, ...value.candidates] };
}

function decodePart(part: MultipartPart, { encoding, shape }: Property): DecodedValue {
  // An Encoding Object may list several types; the part says which one it is.
  const contentType = part.headers['content-type'] ?? encoding?.contentType?.split(',')[0];
  const parsed = contentType === undefined ? undefined : parseMediaType(contentType);
  const kind = parsed ? bodyKindOf(parsed) : part.filename === undefined ? 'text' : 'opaque';
  const { bytes } = part;
  if (kind !== 'json' && kind !== 'text') return { state: 'present', candidates: [toLatin1(bytes)] };
  const text = decodeUtf8(bytes);
  if (text === undefined)
    return kind === 'json'
      ? { state: 'unreadable', reason: 'it is not UTF-8' }
      : { state: 'present', candidates: [toLatin1(bytes)] };
  if (kind === 'json') return decodeJson(text);
  // Without a Content-Type of its own, an object is JSON (§4.8.15, `contentType`).
  const json = shape.isObject && contentType === undefined ? decodeJson(text) : undefined;
  return json?.state === 'present' ? json : { state: 'present', candidates: readText(text, shape) };
}
