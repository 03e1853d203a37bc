import type { Json } from '../../finding.ts';
import type { CaseBody, CaseRequest } from '../plan/case.ts';
import { smallerTexts, smallerValues } from './smaller-values.ts';

/**
 * Smaller variants of a request on the wire, those that take the most away first: header fields, the query, the body, what is in
 * the body. Whether one still says the same is for the caller to prove.
 */
export function* smallerRequests(request: CaseRequest): Generator<CaseRequest> {
  const { fieldNames: _, ...plain } = request;
  if (request.fieldNames) yield plain;
  yield* withLessHeaders(request);
  yield* withLessQuery(request);
  yield* withLessBody(request);
  for (const [index, [name, value]] of request.headers.entries())
    for (const shorter of isContentType(name) ? [] : smallerTexts(value))
      if (shorter.trim() === shorter)
        yield { ...request, headers: request.headers.with(index, [name, shorter]) };
  yield* withShorterPath(request);
}

/** How much there is to read: parts and characters. */
export function sizeOf(request: CaseRequest): number {
  const { url, headers, body, fieldNames } = request;
  const fields = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  const content = body === undefined ? 0 : body.kind === 'text' ? body.text.length : body.base64.length;
  return url.length + fields + content + (body ? 1 : 0) + (fieldNames ? 1 : 0);
}

function* withLessHeaders(request: CaseRequest): Generator<CaseRequest> {
  const { headers } = request;
  const content = headers.filter(([name]) => isContentType(name));
  const others = headers.length - content.length;
  if (others > 0) yield { ...request, headers: content };
  if (others > 1)
    for (const field of headers)
      if (!content.includes(field)) yield { ...request, headers: headers.filter((one) => one !== field) };
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type';
}

function* withLessQuery(request: CaseRequest): Generator<CaseRequest> {
  const start = request.url.indexOf('?');
  if (start < 0) return;
  const path = request.url.slice(0, start);
  yield { ...request, url: path };
  const pairs = request.url.slice(start + 1).split('&');
  const join = (kept: readonly string[]): CaseRequest => ({ ...request, url: `${path}?${kept.join('&')}` });
  if (pairs.length > 1) for (const index of pairs.keys()) yield join(pairs.toSpliced(index, 1));
  for (const [index, pair] of pairs.entries()) {
    const equals = pair.indexOf('=');
    const value = decode(pair.slice(equals + 1));
    if (equals < 0 || value === undefined) continue;
    for (const shorter of smallerTexts(value))
      yield join(pairs.with(index, pair.slice(0, equals + 1) + encodeURIComponent(shorter)));
  }
}

function* withLessBody(request: CaseRequest): Generator<CaseRequest> {
  const { body, ...rest } = request;
  if (!body) return;
  yield { ...rest, headers: rest.headers.filter(([name]) => !isContentType(name)) };
  for (const smaller of smallerBodies(body)) yield { ...rest, body: smaller };
}

function* smallerBodies(body: CaseBody): Generator<CaseBody> {
  if (body.kind === 'bytes') {
    const bytes = Buffer.from(body.base64, 'base64');
    if (bytes.length > 12)
      yield { kind: 'bytes', base64: bytes.subarray(0, bytes.length >> 1).toString('base64') };
    return;
  }
  const value = readJson(body.text);
  if (value === undefined) {
    for (const text of smallerTexts(body.text)) yield { kind: 'text', text };
    return;
  }
  // Blanks and escapes say nothing to most readers.
  yield { kind: 'text', text: JSON.stringify(value) };
  for (const smaller of smallerValues(value)) yield { kind: 'text', text: JSON.stringify(smaller) };
}

/** A resource that is deleted, or written to, stays the one that was planned: only long segments are cut. */
function* withShorterPath(request: CaseRequest): Generator<CaseRequest> {
  if (request.method === 'DELETE') return;
  const [path = '', ...query] = request.url.split('?');
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const text = decode(segment);
    if (text === undefined || text.length <= 64) continue;
    for (const shorter of smallerTexts(text))
      yield {
        ...request,
        url: [segments.with(index, encodeURIComponent(shorter)).join('/'), ...query].join('?'),
      };
  }
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A form, a text, or JSON that is broken on purpose.
    return undefined;
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // Broken on purpose.
    return undefined;
  }
}
