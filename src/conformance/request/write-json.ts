import type { Json } from '../../finding.ts';

/** The JSON text of a value. `JSON.stringify` writes a negative zero as `0`, although JSON has both (RFC 8259 §6). */
export function writeJson(value: Json): string {
  return hasNegativeZero(value) ? write(value) : JSON.stringify(value);
}

/** A number as text, with the sign of a negative zero. */
export function writeNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

function hasNegativeZero(value: Json): boolean {
  if (typeof value === 'number') return Object.is(value, -0);
  return value !== null && typeof value === 'object' && Object.values(value).some(hasNegativeZero);
}

function write(value: Json): string {
  if (typeof value === 'number') return writeNumber(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`);
  return `{${members.join(',')}}`;
}
