import type { HttpBody } from '../exchange/exchange.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { MediaType } from './contract.ts';
import { decodeFormBody } from './decode-form-body.ts';
import { decodeJson, decodeUtf8 } from './decode-json.ts';
import { decodeMultipart } from './decode-multipart.ts';
import { shapeOf } from './decode-shape.ts';
import { decodeTextBody, toLatin1 } from './decode-text-body.ts';
import { typeBits } from './decode-types.ts';
import type { DecodedBody } from './decoded.ts';
import { bodyKindOf, type ParsedMediaType, parseMediaType } from './media-type.ts';

/** A body with what is known about its media type. */
export type BodySource = {
  readonly document: SpecDocument;
  readonly body: HttpBody | undefined;
  readonly mediaType: MediaType | undefined;
  readonly contentType: string | undefined;
};

const notUtf8: DecodedBody = Object.freeze({ state: 'unreadable', reason: 'it is not UTF-8' });

/**
 * Reads a body as its media type says: the one that was sent, else the one that is documented. Without either the body
 * is whatever it looks like; no schema is there to judge it.
 */
export function decodeBody(source: BodySource): DecodedBody {
  const { body, mediaType, contentType } = source;
  if (!body) return { state: 'absent' };
  if (body.kind === 'unavailable')
    return { state: body.broken ? 'unreadable' : 'unchecked', reason: body.reason };
  const parsed = parseMediaType(contentType ?? mediaType?.name ?? '');
  if (body.kind === 'json') return decodeParsed(body.value, source, parsed);
  const isEmpty = body.kind === 'bytes' ? body.bytes.length === 0 : body.text === '';
  const kind = parsed ? bodyKindOf(parsed) : undefined;
  // Nothing at all is a text or a file of length 0; in every other format it is no body.
  if (isEmpty && kind !== 'text' && kind !== 'opaque') return { state: 'absent' };
  if (!mediaType) return decodeUndocumented(body, kind);
  switch (kind) {
    case 'json': {
      const text = body.kind === 'text' ? body.text : decodeUtf8(body.bytes);
      return text === undefined ? notUtf8 : decodeJson(text);
    }
    case 'form': {
      const text = body.kind === 'text' ? body.text : decodeUtf8(body.bytes);
      return text === undefined ? notUtf8 : decodeFormBody(source.document, mediaType, text);
    }
    case 'multipart':
      return decodeMultipart(source.document, mediaType, { body, parsed: parsed as ParsedMediaType });
    case 'text':
      return decodeTextBody(source.document, mediaType, { body, charset: parsed?.parameters.get('charset') });
    case 'xml':
    case 'opaque':
    case undefined:
      return decodeOpaque(source, body);
    default:
      return kind satisfies never;
  }
}

type RawBody = Extract<HttpBody, { kind: 'bytes' | 'text' }>;

/** A value that is parsed already is JSON; of other media types only a text means anything. */
function decodeParsed(
  value: Extract<HttpBody, { kind: 'json' }>['value'],
  source: BodySource,
  parsed: ParsedMediaType | undefined,
): DecodedBody {
  const kind = parsed && bodyKindOf(parsed);
  // A range such as `application/*` says nothing of the form, so the value is what it is.
  const isOpen = source.contentType === undefined && source.mediaType?.name.includes('*');
  if (kind === undefined || kind === 'json' || !source.mediaType || isOpen)
    return { state: 'present', candidates: [value] };
  if (typeof value === 'string') return decodeBody({ ...source, body: { kind: 'text', text: value } });
  if (kind === 'form' || kind === 'multipart') return { state: 'present', candidates: [value] };
  const { name } = source.mediaType;
  return { state: 'unchecked', reason: `a body of media type ${name} that is given as JSON is not read` };
}

function decodeUndocumented(body: RawBody, kind: string | undefined): DecodedBody {
  const text = body.kind === 'text' ? body.text : (decodeUtf8(body.bytes) ?? toLatin1(body.bytes));
  const json = kind === 'json' || kind === undefined ? decodeJson(text) : undefined;
  return json?.state === 'present' ? json : { state: 'present', candidates: [text] };
}

/** A file is a text of its bytes (OpenAPI 3.1 §4.8.14.2); any other demand on an unknown format cannot be judged. */
function decodeOpaque({ document, mediaType, contentType }: BodySource, body: RawBody): DecodedBody {
  const shape = shapeOf(document, mediaType?.schema);
  if (!shape.isFree && !(shape.types & typeBits.string && !shape.isObject && !shape.isArray))
    return {
      state: 'unchecked',
      reason: `a body of media type ${contentType ?? mediaType?.name} is not read`,
    };
  return { state: 'present', candidates: [body.kind === 'text' ? body.text : toLatin1(body.bytes)] };
}
