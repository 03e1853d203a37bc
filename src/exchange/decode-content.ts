import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { HttpBody, HttpHeaders } from './exchange.ts';
import { findHeader } from './message.ts';

/** 64 MiB: five times the largest body that the gateway in front of ImageSearch lets through. */
const defaultLimit = 64 * 1024 * 1024;

/**
 * Undoes the Content-Encoding of a body (RFC 9110 §8.4), last coding first. A coding that is unknown, or more than `limit`
 * decoded bytes make the body `unavailable`, bytes that do not decode `broken` as well. No bytes are no body.
 */
export function decodeContent(
  bytes: Uint8Array | undefined,
  headers: HttpHeaders,
  limit: number = defaultLimit,
): HttpBody | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  const field = findHeader(headers, 'content-encoding');
  if (field === undefined) return { kind: 'bytes', bytes };
  const codings = field
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  let decoded = bytes;
  for (const coding of codings.reverse()) {
    const decode = decoders.get(coding);
    if (!decode)
      return { kind: 'unavailable', reason: `the body has the unknown Content-Encoding ${coding}` };
    try {
      decoded = decode(decoded, { maxOutputLength: limit });
    } catch (cause) {
      return isTooBig(cause)
        ? {
            kind: 'unavailable',
            reason: `the body is longer than ${limit} bytes after its Content-Encoding ${coding} is undone`,
          }
        : {
            kind: 'unavailable',
            reason: `its bytes are no ${coding}, as its Content-Encoding says`,
            broken: true,
          };
    }
  }
  return decoded.length === 0 ? undefined : { kind: 'bytes', bytes: decoded };
}

const decoders = new Map<string, (bytes: Uint8Array, bound: { maxOutputLength: number }) => Uint8Array>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync],
  // "deflate" means the zlib format, but senders of the bare one are old and many (RFC 9110 §8.4.1.2).
  ['deflate', (bytes, bound) => (isZlib(bytes) ? inflateSync(bytes, bound) : inflateRawSync(bytes, bound))],
]);

/** RFC 1950 §2.2: compression method 8, and the first two bytes are a multiple of 31. */
function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

function isTooBig(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
}
