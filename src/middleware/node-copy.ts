import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHeaders } from '../exchange/exchange.ts';
import { type BodyCopy, createBodyCopy } from './body-copy.ts';

/**
 * Copies a request as its bytes arrive. The parser hands them over by `push`; listening for data instead would start a
 * stream that the host has not asked for yet.
 */
export function copyNodeRequest(
  request: IncomingMessage,
  limit: number,
): { readonly copy: BodyCopy; isWhole(): boolean } {
  const copy = createBodyCopy(limit);
  let ended = request.complete;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk === null) ended = true;
    else addChunk(copy, chunk, encoding);
    return push(chunk, encoding);
  };
  return { copy, isWhole: () => ended || request.complete };
}

/** Copies a response as it is written, with the headers that really went out. */
export function copyNodeResponse(
  response: ServerResponse,
  limit: number,
): { readonly copy: BodyCopy; headers(): HttpHeaders } {
  const copy = createBodyCopy(limit);
  let ending = false;
  const { write, end } = response;
  // Both are called with the arguments that they were given, whichever of their forms it is.
  response.write = function (this: ServerResponse, ...written: unknown[]): boolean {
    if (!ending) addChunk(copy, written[0], written[1]);
    return Reflect.apply(write, this, written);
  } as ServerResponse['write'];
  response.end = function (this: ServerResponse, ...written: unknown[]): ServerResponse {
    if (!ending && typeof written[0] !== 'function') addChunk(copy, written[0], written[1]);
    // In HTTP/2 it writes the last chunk by `write`.
    ending = true;
    return Reflect.apply(end, this, written);
  } as ServerResponse['end'];
  return { copy, headers: () => headersOf(response) };
}

function addChunk(copy: BodyCopy, chunk: unknown, encoding: unknown): void {
  if (chunk instanceof Uint8Array) copy.add(chunk);
  else if (typeof chunk === 'string') {
    const known = typeof encoding === 'string' && Buffer.isEncoding(encoding);
    copy.add(Buffer.from(chunk, known ? encoding : 'utf8'));
  }
}

/** `getHeaders` lacks what `writeHead` was given; the text of the head has everything. */
function headersOf(response: ServerResponse): HttpHeaders {
  const { _header: head } = response as { _header?: unknown };
  if (typeof head !== 'string') return toStrings(response.getHeaders());
  const read: Record<string, string | string[]> = {};
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = read[name];
    read[name] = before === undefined ? value : [before, value].flat();
  }
  return read;
}

function toStrings(headers: NodeJS.Dict<number | string | string[]>): HttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );
}
