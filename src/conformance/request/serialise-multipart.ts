import type { MediaType } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { CaseBody } from '../plan/case.ts';

/** What stands between the parts; a value that holds it cannot be sent. */
export const multipartBoundary = 'contract-kit-boundary';

/** One byte a character; undefined for a text that is not one of bytes. */
export function toLatin1Bytes(text: string): Buffer | undefined {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined;
}

/**
 * A `multipart/form-data` body (RFC 7578): a part for each property, and for each item of a list (OpenAPI 3.1
 * §4.8.14.4); files with a file name, objects as JSON. Undefined for what has no form in it, such as null.
 */
export function serialiseMultipart(mediaType: MediaType, value: Json): CaseBody | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const parts: Buffer[] = [];
  for (const [name, member] of Object.entries(value))
    for (const item of Array.isArray(member) ? member : [member]) {
      const part = toPart(mediaType, name, item);
      if (!part || part.includes(multipartBoundary)) return undefined;
      parts.push(Buffer.from(`--${multipartBoundary}\r\n`), part, Buffer.from('\r\n'));
    }
  const bytes = Buffer.concat([...parts, Buffer.from(`--${multipartBoundary}--\r\n`)]);
  // As text where it is one: a person can read it then.
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes)
    ? { kind: 'text', text }
    : { kind: 'bytes', base64: bytes.toString('base64') };
}

function toPart(mediaType: MediaType, name: string, value: Json): Buffer | undefined {
  const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"`;
  const isFile = mediaType.files?.includes(name) === true;
  // A server reads any part of that name as the file: nothing but bytes can be said with it.
  if (isFile && typeof value !== 'string') return undefined;
  const documented = Object.hasOwn(mediaType.encoding, name)
    ? mediaType.encoding[name]?.contentType
    : undefined;
  const type = documented?.split(',')[0]?.trim();
  if (isFile && typeof value === 'string') {
    const bytes = toLatin1Bytes(value);
    const head = `${disposition}; filename="file"\r\nContent-Type: ${type && !type.includes('*') ? type : 'application/octet-stream'}\r\n\r\n`;
    return bytes && Buffer.concat([Buffer.from(head), bytes]);
  }
  if (value === null) return undefined;
  const isObject = typeof value === 'object';
  const text = isObject ? JSON.stringify(value) : String(value);
  const typed = isObject ? `\r\nContent-Type: ${type ?? 'application/json'}` : '';
  return Buffer.from(`${disposition}${typed}\r\n\r\n${text}`);
}

/** RFC 7578 §2 by way of the HTML standard: a quote or a line break in a name is percent-encoded. */
function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
