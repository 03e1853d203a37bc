import type { Json } from '../../finding.ts';
import { childOf, type FileNode, isAbsent, isObject, stringAt, unreadable } from './file-node.ts';
import type { PactBody, PactSpecification } from './pact-file.ts';

/** A body, and the media type that the file gives it where no header field does. */
type ReadBody = { readonly body: PactBody; readonly contentType?: string };

/**
 * A body as the specification of the file writes it.
 *
 * @param contentType the value of the header field
 * @throws KitError `pact-unreadable`
 */
export function readBody(
  node: FileNode,
  contentType: string | undefined,
  specification: PactSpecification,
): ReadBody {
  if (specification === 4) return readTypedBody(node, contentType);
  const { value } = node;
  if (value === undefined) return { body: { kind: 'absent' } };
  return { body: value === null ? { kind: 'empty' } : toBody(value, contentType) };
}

/** Specification 4: `{ content, contentType, encoded }`. */
function readTypedBody(node: FileNode, headerType: string | undefined): ReadBody {
  if (isAbsent(node)) return { body: { kind: 'absent' } };
  if (!isObject(node.value)) throw unreadable(node, 'an object with content, contentType and encoded');
  const type = childOf(node, 'contentType');
  const named = isAbsent(type) ? undefined : stringAt(type, 'a media type');
  const content = childOf(node, 'content').value;
  if (content === undefined || content === '') return { body: { kind: content === '' ? 'empty' : 'absent' } };
  const body = decode(content, childOf(node, 'encoded'), headerType ?? named);
  // `*/*` tells nothing; a header field of that value would break the message.
  const isTold = headerType === undefined && named !== undefined && !named.includes('*');
  return isTold ? { body, contentType: named } : { body };
}

function decode(content: Json, encoded: FileNode, contentType: string | undefined): PactBody {
  const isPlain = isAbsent(encoded) || encoded.value === false || encoded.value === 'false';
  if (isPlain) return toBody(content, contentType);
  const name =
    encoded.value === true ? 'base64' : stringAt(encoded, 'false, "base64" or "JSON"').toLowerCase();
  if (typeof content !== 'string') return { kind: 'json', value: content };
  if (name === 'json')
    return parseJson(content) ?? unavailable('its text is not the JSON that it is said to be');
  if (name !== 'base64') return unavailable(`its encoding ${JSON.stringify(encoded.value)} is unknown`);
  const isBase64 = /^[A-Za-z0-9+/_\s-]*={0,2}\s*$/.test(content);
  return isBase64
    ? { kind: 'bytes', bytes: new Uint8Array(Buffer.from(content, 'base64')) }
    : unavailable('it is not the base64 that it is said to be');
}

/**
 * A text in a message of JSON is JSON where it can be read as such, and otherwise a string of JSON; in every other
 * message it is the text itself.
 */
function toBody(value: Json, contentType: string | undefined): PactBody {
  if (typeof value !== 'string') return { kind: 'json', value };
  if (value === '') return { kind: 'empty' };
  if (!isJsonType(contentType)) return { kind: 'text', text: value };
  return parseJson(value) ?? { kind: 'json', value };
}

/** `application/json` and every `+json` (RFC 6839 §3.1). */
function isJsonType(contentType: string | undefined): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(contentType ?? '');
}

function parseJson(text: string): PactBody | undefined {
  try {
    return { kind: 'json', value: JSON.parse(text) as Json };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function unavailable(reason: string): PactBody {
  return { kind: 'unavailable', reason };
}
