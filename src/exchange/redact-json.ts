import type { Json } from '../finding.ts';
import { redacted } from './redact-text.ts';
import type { SecretNames } from './secret-names.ts';

export type Hiding = {
  readonly names: SecretNames;
  readonly text: (source: string) => string;
  /** Below a secret key everything that could be one is hidden; null, booleans and empty strings tell nothing. */
  readonly hidden: boolean;
};

/** Nobody reads that deep, and the stack is finite. */
const deepest = 500;

/** Whether a value is nested deeper than what is written out anywhere; such values are hidden as a whole. */
export function tooDeep(value: Json): boolean {
  const open: [Json, number][] = [[value, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [item, depth] = next;
    if (depth > deepest) return true;
    if (item !== null && typeof item === 'object') {
      for (const inner of Object.values(item)) open.push([inner, depth + 1]);
    }
  }
  return false;
}

/** A copy of the value without what stands under secret keys or looks like a secret. */
export function redactJson(value: Json, hiding: Hiding, depth = 0): Json {
  if (depth > deepest) return redacted;
  if (typeof value === 'string') return hiding.hidden && value !== '' ? redacted : hiding.text(value);
  if (typeof value === 'number') return hiding.hidden ? redacted : value;
  if (value === null || typeof value === 'boolean') return value;
  if (isList(value)) return value.map((item) => redactJson(item, hiding, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const hidden = hiding.hidden || hiding.names.isKey(key);
      return [key, redactJson(item, { ...hiding, hidden }, depth + 1)];
    }),
  );
}

/** `Array.isArray` does not narrow a read-only list. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
