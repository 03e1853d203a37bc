import { randomBytes } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type GatewayErrorName, gatewayErrors, toGatewayBody } from './gateway/gateway-error.ts';

/** Answers on the socket what node:http could not read as a request, and closes the connection. */
export function answerUnreadableRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Nobody listens any more, or an answer is already on its way: bytes in between would corrupt it.
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) socket.destroy();
  else writeAnswer(socket, nameOf(error.code));
}

/** CONNECT asks for a tunnel; to the gateway it is a method that no API has. */
export function answerConnect(_request: IncomingMessage, socket: Duplex): void {
  writeAnswer(socket, 'methodUnknown');
}

function nameOf(code: string | undefined): GatewayErrorName {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headersTooLarge';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'requestTimeout';
  return 'requestMalformed';
}

function writeAnswer(socket: Duplex, error: GatewayErrorName): void {
  const { status } = gatewayErrors[error];
  const requestId = randomBytes(16).toString('hex');
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
}

/** node:http keeps the response that a socket is busy with here; its header may be out already. */
function isAnswering(socket: Duplex): boolean {
  const { _httpMessage: message } = socket as { _httpMessage?: { headersSent: boolean } | null };
  return message?.headersSent === true;
}
