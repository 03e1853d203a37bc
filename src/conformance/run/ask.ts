import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { HttpHeaders } from '../../exchange/exchange.ts';
import type { WireRequest } from '../request/wire.ts';

/** An answer as it came: nothing decoded. */
export type Answer = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly bytes: Uint8Array;
};

/** How far a request came before it failed. */
export type Progress = {
  /** There was a connection. */
  connected: boolean;
  /** It had served another request before. */
  reused: boolean;
  /** The fields of the answer were there. */
  begun: boolean;
};

/** Connections to one origin. */
export type Connections = { readonly agent: HttpAgent; readonly kept: boolean };

/** Keeps connections open between requests, `most` of them; without a number every request has one of its own. */
export function openConnections(origin: string, most?: number): Connections {
  const kept = most !== undefined;
  const options = kept ? { keepAlive: true, maxSockets: most } : { keepAlive: false };
  return { kept, agent: origin.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options) };
}

/** Fields of an answer longer than that in all are too big. */
const maxHeaderSize = 64 * 1024;

/** The code of the error for a body that is too big. */
export const tooBig = 'ERR_ANSWER_TOO_BIG';

/**
 * Sends a request exactly as it is and reads the answer, past all interim ones (RFC 9110 §15.2). Rejects with the error of
 * the connection, of the HTTP parser, of the signal, or of a body of more than `maxResponseSize` bytes.
 */
export function ask(
  to: { readonly origin: string; readonly connections: Connections },
  request: WireRequest,
  options: { readonly signal: AbortSignal; readonly maxResponseSize: number; readonly progress: Progress },
): Promise<Answer> {
  const { signal, maxResponseSize, progress } = options;
  const { origin, connections } = to;
  const open = origin.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = open(origin, {
      method: request.method,
      path: request.url,
      headers: fieldsOf(to, request),
      agent: connections.agent,
      signal,
      maxHeaderSize,
    });
    outgoing.on('error', reject);
    // Whatever else ends a request, such as a switch of protocols: nothing more comes.
    const ended = Object.assign(new Error('closed'), { code: 'ECONNRESET' });
    outgoing.on('close', () => {
      if (!progress.begun) reject(ended);
    });
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.on('error', () => {});
      socket.destroy();
      reject(ended);
    });
    outgoing.on('socket', (socket) => {
      progress.reused = outgoing.reusedSocket;
      if (progress.reused) progress.connected = true;
      else
        socket.once('connect', () => {
          progress.connected = true;
        });
    });
    outgoing.on('response', (incoming) => {
      progress.begun = true;
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        const error = new Error(`more than ${maxResponseSize} bytes`);
        if (size > maxResponseSize) incoming.destroy(Object.assign(error, { code: tooBig }));
      });
      incoming.on('error', reject);
      incoming.on('close', () => reject(ended));
      incoming.on('end', () => {
        const { statusCode: status = 0, rawHeaders } = incoming;
        resolve({ status, headers: toHeaders(rawHeaders), bytes: Buffer.concat(chunks) });
      });
    });
    outgoing.end(request.body);
  });
}

/** In their order and case, with what every request of HTTP/1.1 needs around them. */
function fieldsOf(
  { origin, connections }: { origin: string; connections: Connections },
  { headers, body }: WireRequest,
): string[] {
  const connection = connections.kept ? 'keep-alive' : 'close';
  const length = body ? ['content-length', String(body.length)] : [];
  return ['host', new URL(origin).host, 'connection', connection, ...headers.flat(), ...length];
}

/** By lower-case name, as a list where a field came several times. */
function toHeaders(raw: readonly string[]): HttpHeaders {
  const headers = new Map<string, string | string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = '', value = ''] = [raw[index]?.toLowerCase(), raw[index + 1]];
    const old = headers.get(name);
    headers.set(name, old === undefined ? value : [...[old].flat(), value]);
  }
  return Object.fromEntries(headers);
}
