import type { Parameter } from '../contract/contract.ts';
import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';

/** What a parameter is called in a message: `query parameter limit`, `request header X-Auth-Token`. */
export function parameterSubject({ in: location, name }: Parameter): string {
  return location === 'header'
    ? `request header ${showName(name)}`
    : `${location} parameter ${showName(name)}`;
}

/** How a parameter or header is written: a media type, or a style. */
export function parameterForm({ mediaType, style, explode, in: location }: Parameter): string {
  if (mediaType) return mediaType.name;
  return `style ${style}${explode && location !== 'header' ? ' with explode' : ''}`;
}

/** Where a parameter or header stands in its side of an exchange; header names are lower-case (RFC 9110 §5.1). */
export function parameterPointer({ in: location, name }: Parameter): string {
  return joinPointer('', location, location === 'header' ? name.toLowerCase() : name);
}
