import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** What node:http cannot hand on as a request. */
export type UnreadableRequest = 'malformed' | 'header-too-large' | 'timeout' | 'connect';

/** An answer to it, ready for the wire. */
export type UnreadableAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

type Running = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** How long the rest of a broken message is read and thrown away, so that the peer gets to read the answer. */
const lingerTime = 500;

/** Lets a server answer in a shape of its own what is no readable request; the connection ends then. */
export function answerUnreadable(
  server: Server,
  toAnswer: (fault: UnreadableRequest) => UnreadableAnswer,
): void {
  const running = new WeakMap<Duplex, Running>();
  const answered = new WeakSet<Duplex>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    running.set(request.socket, { request, response });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Each further packet of a broken message is an error again.
    if (answered.has(socket)) return;
    answered.add(socket);
    const answer = () => writeAnswer(socket, toAnswer(faults[error.code ?? ''] ?? 'malformed'));
    const current = running.get(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (current === undefined || current.response.writableFinished) answer();
    // What is broken is the message after the running one: its answer comes second.
    else if (current.request.complete) current.response.once('finish', answer);
    // What is broken is the body of the running one.
    else if (current.response.headersSent) socket.destroy();
    else answer();
  });
  server.on('connect', (_request, socket) => writeAnswer(socket, toAnswer('connect')));
}

const faults: Readonly<Record<string, UnreadableRequest>> = {
  HPE_HEADER_OVERFLOW: 'header-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
};

function writeAnswer(socket: Duplex, { status, headers, body }: UnreadableAnswer): void {
  const fields = { ...headers, 'content-length': String(body.length), connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  socket.on('error', () => socket.destroy());
  socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}`, ...lines, '', ''].join('\r\n'));
  socket.end(body);
  const linger = setTimeout(() => socket.destroy(), lingerTime);
  socket.once('close', () => clearTimeout(linger));
}
