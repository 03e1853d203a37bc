import { type Template, wildcard } from './route-template.ts';

/** One segment of a path template; `names` are those of its parameters, undefined for a server variable. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly names: readonly [string | undefined] }
  | {
      readonly kind: 'template';
      readonly template: Template;
      readonly names: readonly (string | undefined)[];
    };

/** The segments of a path template that starts with `/` (OpenAPI 3.1 §4.8.8); the empty path has none. */
export function toSegments(path: string): readonly Segment[] {
  return path === '' ? [] : path.slice(1).split('/').map(toSegment);
}

const plain = /^[\w.~!$&'()*+,;=:@-]*$/;

function toSegment(text: string): Segment {
  if (plain.test(text)) return { kind: 'literal', text };
  if (/^\{[^{}]*\}$/.test(text)) return { kind: 'parameter', names: [toName(text)] };
  const parts = text.split(/(\{[^{}]*\}|\0)/);
  if (parts.length === 1) return { kind: 'literal', text: normaliseSegment(text) };
  const names = parts.filter((_, index) => index % 2 === 1).map(toName);
  const literals = parts.filter((_, index) => index % 2 === 0).map(normaliseSegment);
  if (names.length === 1 && literals.every((literal) => literal === ''))
    return { kind: 'parameter', names: [names[0]] };
  return { kind: 'template', template: { literals }, names };
}

function toName(part: string): string | undefined {
  return part === wildcard ? undefined : part.slice(1, -1);
}

/**
 * A segment in the one form that all equal ones share (RFC 3986 §6.2.2): unreserved characters as they are, all else
 * that a path does not allow percent-encoded with upper-case digits. A stray `%` stays what it is.
 */
export function normaliseSegment(segment: string): string {
  if (plain.test(segment)) return segment;
  return segment.replace(/%[\dA-Fa-f]{2}|%|[^\w.~!$&'()*+,;=:@-]+/gu, (found) => {
    if (found === '%') return found;
    if (!found.startsWith('%')) return encodeURIComponent(found.toWellFormed());
    const character = String.fromCharCode(Number.parseInt(found.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : found.toUpperCase();
  });
}
