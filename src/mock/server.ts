import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerUnreadable, type UnreadableRequest } from '../exchange/answer-unreadable.ts';
import type { Answer } from './answer.ts';
import type { Handler } from './handler.ts';
import { ownProblem, toAnswer } from './problem.ts';

/** Milliseconds for a whole request to arrive. */
const requestTimeout = 30_000;

/** Serves a handler over HTTP/1.1. Whatever arrives, there is an answer, or the connection ends in order. */
export function createMockServer(handler: Pick<Handler, 'handle'>, bodyLimit: number): Server {
  const server = createServer(
    {
      maxHeaderSize: 64 * 1024,
      requestTimeout,
      headersTimeout: requestTimeout,
      requireHostHeader: false,
    },
    (request, response) =>
      receive(request, bodyLimit, (read) => void send(response, () => handler.handle(read))),
  );
  // Counted by size, not by number.
  server.maxHeadersCount = 0;
  answerUnreadable(server, (fault) => toAnswer(unreadable[fault]));
  // An expectation that is not understood may be ignored (RFC 9110 §10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  return server;
}

const unreadable: Readonly<Record<UnreadableRequest, ReturnType<typeof ownProblem>>> = {
  malformed: ownProblem(400, 'Malformed request', 'This is no HTTP/1.1 request.'),
  'header-too-large': ownProblem(
    431,
    'Request header too large',
    'The request line and the headers are longer than 64 KiB.',
  ),
  timeout: ownProblem(
    408,
    'Request timeout',
    `The request did not arrive within ${requestTimeout / 1000} seconds.`,
  ),
  connect: ownProblem(405, 'Method not allowed', 'The mock is no proxy.'),
};

type Read = Parameters<Handler['handle']>[0];

/** Reads the body up to the limit. What is beyond is thrown away, so that the client gets to read the answer. */
function receive(request: IncomingMessage, limit: number, done: (read: Read) => void): void {
  const { method = 'GET', url = '/', headers } = request;
  const chunks: Buffer[] = [];
  let length = 0;
  const isOver = () => length > limit;
  if (Number(headers['content-length'] ?? 0) > limit) {
    request.resume();
    done({ method, url, headers, isTooLarge: true });
    return;
  }
  request.on('data', (chunk: Buffer) => {
    if (isOver()) return;
    length += chunk.length;
    chunks.push(chunk);
    if (!isOver()) return;
    chunks.length = 0;
    done({ method, url, headers, isTooLarge: true });
  });
  request.on('end', () => {
    if (isOver()) return;
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    done({ method, url, headers, bytes });
  });
  // A client that goes away in the middle of its request gets no answer, and is no fault of anybody here.
  request.on('error', () => {});
}

async function send(response: ServerResponse, answer: () => Answer | Promise<Answer>): Promise<void> {
  const made = answer();
  const ready = made instanceof Promise ? await made : made;
  try {
    write(response, ready);
  } catch (cause) {
    // A document can name a media type or a header value that no HTTP message can carry.
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (!response.headersSent)
      write(response, toAnswer(ownProblem(500, 'No valid answer', `The answer cannot be sent: ${reason}`)));
    else response.destroy();
  }
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const hasBody = status !== 204 && status !== 304 && status !== 205;
  response.writeHead(status, hasBody ? { ...headers, 'content-length': String(body.length) } : headers);
  response.end(hasBody ? body : undefined);
}
