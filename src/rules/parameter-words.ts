import type { Parameter } from '../contract/contract.ts';
import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';

/** What a parameter is called in a message: `query parameter limit`, `request header X-Auth-Token`. */
export function parameterSubject({ in: location, name }: Parameter): string {
  return location === 'header'
    ? `request header ${showName(name)}`
    : `${location} parameter ${showName(name)}`;
}

/** Where a parameter or header stands in its side of an exchange; header names are lower-case (RFC 9110 §5.1). */
export function parameterPointer({ in: location, name }: Parameter): string {
  return joinPointer('', location, location === 'header' ? name.toLowerCase() : name);
}
