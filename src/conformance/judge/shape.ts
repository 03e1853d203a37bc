import type { DecodedResponse } from '../../contract/decoded.ts';
import type { Json } from '../../finding.ts';
import { essenceOf } from '../request/serialise-body.ts';

/** What a client has to know of a body before it can read anything in it. */
export type Shape = {
  /** The media type without its parameters; empty where none is told. */
  readonly type: string;
  readonly kind: JsonKind | 'other';
  /** The members of an object, sorted. */
  readonly names: readonly string[];
};

export type JsonKind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function kindOf(value: Json): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as 'boolean' | 'number' | 'string' | 'object';
}

/** The shape of an answer's body; undefined where it has none. */
export function shapeOf({ body, contentType = '' }: DecodedResponse): Shape | undefined {
  const type = essenceOf(contentType);
  if (body.state === 'absent') return undefined;
  const value = body.state === 'present' ? body.candidates[0] : undefined;
  if (value === undefined) return { type, kind: 'other', names: [] };
  const kind = kindOf(value);
  const names = kind === 'object' ? Object.keys(Object(value)).sort() : [];
  return { type, kind, names };
}

/**
 * Whether a client that can read the one can read nothing of the other: another media type, another JSON type, or two
 * objects without a member in common.
 */
export function isOtherShape(a: Shape, b: Shape): boolean {
  if (a.type !== b.type || a.kind !== b.kind) return true;
  if (a.names.length === 0 || b.names.length === 0) return false;
  return !a.names.some((name) => b.names.includes(name));
}

/** @example 'application/json, an object of code and message' */
export function describeShape({ type, kind, names }: Shape): string {
  const named = names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '');
  const what =
    kind === 'other' ? '' : kind === 'object' ? ` object of ${named === '' ? 'nothing' : named}` : ` ${kind}`;
  return `${type === '' ? 'no media type' : type}${what}`;
}
