import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  createRequestId,
  type GatewayErrorName,
  gatewayErrors,
  toGatewayBody,
} from './gateway/gateway-error.ts';

/** The request that a connection is busy with. */
type Running = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** How long the rest of a broken message is read and thrown away, so that the peer gets to read the answer. */
const lingerTime = 500;

/** Lets a server answer in the gateway's shape what node:http cannot hand on as a request; the connection ends then. */
export function answerUnreadable(server: Server): void {
  const running = new WeakMap<Duplex, Running>();
  const answered = new WeakSet<Duplex>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    running.set(request.socket, { request, response });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Each further packet of a broken message is an error again.
    if (answered.has(socket)) return;
    answered.add(socket);
    const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const answer = () => writeAnswer(socket, tooLarge ? 'headersTooLarge' : 'requestMalformed');
    const current = running.get(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (current === undefined || current.response.writableFinished) answer();
    // What is broken is the message after the running one: its answer comes second.
    else if (current.request.complete) current.response.once('finish', answer);
    // What is broken is the body of the running one.
    else if (current.response.headersSent) socket.destroy();
    else answer();
  });
  // CONNECT asks for a tunnel; to the gateway it is a method that no API has.
  server.on('connect', (_request, socket) => writeAnswer(socket, 'methodUnknown'));
}

function writeAnswer(socket: Duplex, error: GatewayErrorName): void {
  const { status } = gatewayErrors[error];
  const requestId = createRequestId();
  const body = toGatewayBody({ error }, requestId);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  const linger = setTimeout(() => socket.destroy(), lingerTime);
  socket.once('close', () => clearTimeout(linger));
}
