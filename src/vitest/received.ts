import type { Exchange, HttpBody, HttpHeaders, HttpRequest, HttpResponse } from '../exchange/exchange.ts';
import { findExchange } from '../exchange/remember.ts';
import type { Json } from '../finding.ts';

/** What is known of a call that ended in the response. */
export type ReceivedCall = {
  readonly response: HttpResponse;
  /** `whole`: with headers and body. `target`: no more than what the operation is found by. */
  readonly request?: HttpRequest & { readonly known: 'whole' | 'target' };
};

/** An object of unknown shape, read member by member. */
type Members = { readonly [name: string]: unknown };

/**
 * Reads what a test has in its hands: an exchange, a Response of the Fetch standard, and the answers of undici, supertest
 * (superagent) and axios. Undefined where it is none of these. Only bodies that must be read first make a promise.
 */
export function readReceived(received: unknown): ReceivedCall | Promise<ReceivedCall> | undefined {
  if (received instanceof Response) return readFetch(received);
  if (!isMembers(received)) return undefined;
  if (isMembers(received.request) && isMembers(received.response) && 'stance' in received)
    return fromExchange(received as unknown as Exchange);
  const status = received.status ?? received.statusCode;
  if (typeof status !== 'number' || !isMembers(received.headers)) return undefined;
  const headers = toHeaders(received.headers);
  const request = readRequest(received);
  const call = (body: HttpBody | undefined): ReceivedCall => ({
    response: { status, headers, ...(body && { body }) },
    ...(request && { request }),
  });
  // superagent keeps the text beside what it parsed, axios has `data`, undici a stream.
  if (typeof received.text === 'string') return call(textBody(received.text));
  if ('data' in received) return call(toBody(received.data));
  const { body } = received;
  if (isMembers(body) && typeof body.arrayBuffer === 'function') {
    if (body.bodyUsed === true) return call(unavailable);
    return Promise.resolve((body as unknown as Blob).arrayBuffer()).then((bytes) =>
      call(bytes.byteLength === 0 ? undefined : { kind: 'bytes', bytes: new Uint8Array(bytes) }),
    );
  }
  return call(toBody(body));
}

const unavailable: HttpBody = {
  kind: 'unavailable',
  reason: 'the body was read before the assertion; assert first, or call by a fetch from wrapFetch',
};

function fromExchange({ request, response }: Exchange): ReceivedCall | undefined {
  return response && { response, request: { ...request, known: 'whole' } };
}

async function readFetch(response: Response): Promise<ReceivedCall> {
  const exchange = await findExchange(response);
  const call = exchange && fromExchange(exchange);
  if (call) return call;
  const { status, url } = response;
  const headers = toHeaders(Object.fromEntries(response.headers));
  const body = await readBody(response);
  return {
    response: { status, headers, ...(body && { body }) },
    // Its method is not known, and a method is part of an operation.
    ...(url !== '' && { request: { method: '', url, headers: {}, known: 'target' } }),
  };
}

async function readBody(response: Response): Promise<HttpBody | undefined> {
  if (response.body === null) return undefined;
  if (response.bodyUsed) return unavailable;
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  return bytes.length === 0 ? undefined : { kind: 'bytes', bytes };
}

/** superagent has the node request as `req`, axios as `request`, with the method and path that were sent. */
function readRequest({ req, request, config }: Members): ReceivedCall['request'] {
  for (const sent of [req, request, config]) {
    if (!isMembers(sent) || typeof sent.method !== 'string') continue;
    const url = sent.path ?? sent.url;
    if (typeof url !== 'string') continue;
    return { method: sent.method.toUpperCase(), url, headers: {}, known: 'target' };
  }
  return undefined;
}

function toBody(data: unknown): HttpBody | undefined {
  if (data === undefined || data === null || data === '') return undefined;
  if (typeof data === 'string') return textBody(data);
  if (data instanceof Uint8Array) return { kind: 'bytes', bytes: data };
  if (data instanceof ArrayBuffer) return { kind: 'bytes', bytes: new Uint8Array(data) };
  // Parsed already, so it is JSON.
  return { kind: 'json', value: data as Json };
}

function textBody(text: string): HttpBody | undefined {
  return text === '' ? undefined : { kind: 'text', text };
}

function toHeaders(headers: Members): HttpHeaders {
  const read: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === null || typeof value === 'function') continue;
    read[name.toLowerCase()] = Array.isArray(value) ? value.map(String) : String(value);
  }
  return read;
}

function isMembers(value: unknown): value is Members {
  return (typeof value === 'object' || typeof value === 'function') && value !== null;
}
