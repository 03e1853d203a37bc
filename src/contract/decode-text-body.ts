import type { HttpBody } from '../exchange/exchange.ts';
import type { SpecDocument } from '../spec/document.ts';
import type { MediaType } from './contract.ts';
import { shapeOf } from './decode-shape.ts';
import { readText } from './decode-text.ts';
import { typeBits } from './decode-types.ts';
import type { DecodedBody } from './decoded.ts';

type TextSource = {
  readonly body: Extract<HttpBody, { kind: 'bytes' | 'text' }>;
  readonly charset: string | undefined;
};

/** Reads a body of `text/*`, as a text or as the number or boolean that its schema asks for. */
export function decodeTextBody(
  document: SpecDocument,
  mediaType: MediaType,
  source: TextSource,
): DecodedBody {
  const { body, charset = 'utf-8' } = source;
  const shape = shapeOf(document, mediaType.schema);
  if (!shape.isFree && !(shape.types & ~(typeBits.array | typeBits.object)))
    return { state: 'unchecked', reason: `a body of media type ${mediaType.name} is read as a text only` };
  if (body.kind === 'text') return { state: 'present', candidates: readText(body.text, shape) };
  const decoder = toDecoder(charset);
  if (!decoder) return { state: 'unchecked', reason: `charset ${charset} is not known` };
  try {
    return { state: 'present', candidates: readText(decoder.decode(body.bytes), shape) };
  } catch {
    // The only error of a fatal decoder is malformed input, which is an answer here.
    return { state: 'unreadable', reason: `it is not ${charset}` };
  }
}

function toDecoder(charset: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    // A RangeError: the label is none of the Encoding Standard.
    return undefined;
  }
}

/** Bytes as a text of as many characters (ISO-8859-1). */
export function toLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
