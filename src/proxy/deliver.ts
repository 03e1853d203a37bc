import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DocumentedAnswer } from '../validate/documented-answer.ts';
import type { Call } from './call.ts';
import { findField, type RawFields, toClientFields } from './hop-by-hop.ts';

/** Seconds that a client's connection may be idle. */
export const idleSeconds = 60;

/**
 * Writes the head of an answer as the service wrote it, and tells how many bytes of body follow; undefined where the
 * chunks, or the end of the connection, will tell.
 *
 * Throws what node:http throws for a head that it cannot write.
 */
export function writeHead(call: Call, response: ServerResponse, answer: IncomingMessage): number | undefined {
  const { statusCode = 0, statusMessage = '', rawHeaders } = answer;
  const old = call.request.httpVersion === '1.0';
  const length = bodyLength(call.request.method, statusCode, rawHeaders);
  const isChunked = !old && findField(rawHeaders, 'transfer-encoding') !== undefined;
  const delimits = length === undefined && !isChunked;
  // The body that was not asked for may come all the same; node:http closes then.
  const isHeldBack = /^100-continue$/i.test(call.request.headers.expect ?? '') && !call.isContinued;
  if (delimits || isHeldBack || isCutShort(call, answer)) response.shouldKeepAlive = false;
  const then = delimits ? 'delimits' : response.shouldKeepAlive ? 'open' : 'closed';
  response.sendDate = false;
  // Whatever of these the service said is in its fields already; node:http adds none of its own.
  response.removeHeader('connection');
  response.removeHeader('content-length');
  response.removeHeader('transfer-encoding');
  const fields = toClientFields(rawHeaders, { then, old, idle: idleSeconds });
  response.writeHead(statusCode, statusMessage, fields as string[]);
  return length;
}

/** A service that has answered before it had the whole body, and will not take the rest. */
function isCutShort({ request }: Call, { headers }: IncomingMessage): boolean {
  return !request.complete && /\bclose\b/i.test(headers.connection ?? '');
}

/** RFC 9112 §6.3. */
function bodyLength(method: string | undefined, status: number, fields: RawFields): number | undefined {
  if (method === 'HEAD' || status === 204 || status === 304 || status < 200) return 0;
  if (findField(fields, 'transfer-encoding') !== undefined) return undefined;
  const length = findField(fields, 'content-length');
  return length === undefined ? undefined : Number(length);
}

/** Writes the head of an answer of the proxy's own; the body is to be written with its end. */
export function writeOwnHead(
  call: Call,
  response: ServerResponse,
  { status, headers, body }: DocumentedAnswer,
): void {
  call.ownStatus = status;
  // Who still sends a body that nobody reads any more has to see the end of the connection.
  if (!call.request.complete) response.shouldKeepAlive = false;
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
}
