import type { MediaType } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { CaseBody } from '../plan/case.ts';
import { multipartBoundary, serialiseMultipart, toLatin1Bytes } from './serialise-multipart.ts';
import { writeJson } from './write-json.ts';

/** The type and subtype of a media type, lower case, without parameters (RFC 9110 §8.3.1). */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Whether bodies of this type are JSON texts (RFC 6839 §3.1). */
export function isJsonType(mediaType: string): boolean {
  return /^[^/]+\/([^/]+\+)?json$/.test(essenceOf(mediaType));
}

/** What a request of this media type sends as its Content-Type; a range becomes one type that it covers. */
export function toContentType(mediaType: string): string {
  const essence = essenceOf(mediaType);
  if (essence === '*/*' || essence === 'application/*') return 'application/json';
  if (essence.endsWith('/*')) return `${essence.slice(0, -1)}plain`;
  return essence === 'multipart/form-data' ? `${essence}; boundary=${multipartBoundary}` : mediaType;
}

/** Whether bodies of this type can be made from a decoded value. */
export function canSerialise(mediaType: MediaType): boolean {
  const type = toContentType(mediaType.name);
  const essence = essenceOf(type);
  return isJsonType(type) || formTypes.has(essence) || essence.startsWith('text/') || isBytes(essence);
}

const formTypes: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/** Bodies without any syntax of their own (RFC 2046 §4.5.1). */
function isBytes(essence: string): boolean {
  return essence === 'application/octet-stream';
}

/** The body text of a decoded value in its media type; undefined where that type cannot express the value. */
export function serialiseBody(mediaType: MediaType, value: Json): CaseBody | undefined {
  const type = toContentType(mediaType.name);
  if (isJsonType(type)) return { kind: 'text', text: writeJson(value) };
  if (essenceOf(type) === 'application/x-www-form-urlencoded') return serialiseForm(value);
  if (essenceOf(type) === 'multipart/form-data') return serialiseMultipart(mediaType, value);
  if (isBytes(essenceOf(type))) {
    const bytes = typeof value === 'string' ? toLatin1Bytes(value) : undefined;
    return bytes && { kind: 'bytes', base64: bytes.toString('base64') };
  }
  return value !== null && typeof value === 'object' ? undefined : { kind: 'text', text: String(value) };
}

/** Flat forms: a field of a list comes once for each item (OpenAPI 3.1 §4.8.14.4, style `form` with `explode`). */
function serialiseForm(value: Json): CaseBody | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const form = new URLSearchParams();
  for (const [name, field] of Object.entries(value)) {
    for (const item of Array.isArray(field) ? field : [field]) {
      if (item === null || typeof item === 'object') return undefined;
      form.append(name, String(item));
    }
  }
  return { kind: 'text', text: form.toString() };
}
