import type { HttpBody, HttpHeaders } from './exchange.ts';

/** The value of a header field by its lower-case name; several field lines are joined with `, ` (RFC 9110 §5.3). */
export function findHeader(headers: HttpHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return value === undefined || typeof value === 'string' ? value : value.join(', ');
}

/**
 * Whether a message of this status or method can have a body at all (RFC 9110 §6.4.1): answers to HEAD and the
 * statuses 1xx, 204, 205 and 304 never have one.
 */
export function mayHaveBody(method: string, status: number): boolean {
  return method !== 'HEAD' && status >= 200 && status !== 204 && status !== 205 && status !== 304;
}

/** Whether there is anything in a body. What was not kept is taken for something. */
export function hasContent(body: HttpBody | undefined): body is HttpBody {
  if (body?.kind === 'bytes') return body.bytes.length > 0;
  return body?.kind === 'text' ? body.text !== '' : body !== undefined;
}
