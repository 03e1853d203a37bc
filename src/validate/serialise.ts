import { bodyKindOf, parseMediaType } from '../contract/media-type.ts';
import type { Json } from '../finding.ts';
import { serialiseXml } from './serialise-xml.ts';

/**
 * A value as a body of a media type; undefined where the kit knows no way to write it (an object as an image). A
 * string is the text of every type but JSON.
 */
export function serialiseBody(value: Json, mediaType: string): string | undefined {
  const parsed = parseMediaType(mediaType);
  const kind = parsed ? bodyKindOf(parsed) : 'opaque';
  if (kind === 'json') return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (kind === 'xml') return serialiseXml(value);
  if (kind === 'form') return serialiseForm(value);
  return value === null || typeof value === 'object' ? undefined : String(value);
}

/** Style form, exploded: the default of OpenAPI 3.1 §4.8.15. */
function serialiseForm(value: Json): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const form = new URLSearchParams();
  for (const [name, member] of Object.entries(value))
    for (const item of Array.isArray(member) ? (member as Json[]) : [member as Json])
      form.append(
        name,
        item !== null && typeof item === 'object' ? JSON.stringify(item) : String(item ?? ''),
      );
  return form.toString();
}

/**
 * A value as a header field in style simple (OpenAPI 3.1 §4.8.12.2); undefined where the field could not carry it
 * (RFC 9110 §5.5: no control characters, and nothing that is not in Latin-1).
 */
export function serialiseHeader(value: Json, explode: boolean): string | undefined {
  const text = toSimple(value, explode);
  return text !== undefined && /^[\t\x20-\x7E\x80-\xFF]*$/.test(text) ? text : undefined;
}

function toSimple(value: Json, explode: boolean): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(plain).join(',');
  return Object.entries(value)
    .map(([name, member]) => `${name}${explode ? '=' : ','}${plain(member)}`)
    .join(',');
}

function plain(value: Json): string {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}
