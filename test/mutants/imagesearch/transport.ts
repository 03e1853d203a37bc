import type { Mutant, RawExchange } from '../mutant.ts';
import { raw, relay } from '../relay.ts';

const isMalformed = ({ body }: RawExchange): boolean => {
  try {
    JSON.parse(body);
    return false;
  } catch {
    return body !== '';
  }
};

const json = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** Answers that are no whole HTTP messages. */
export const transportMutants: readonly Mutant[] = [
  { name: 'no answer at all', respond: () => {}, silent: true, reports: ['error response-absent'] },
  {
    name: 'no answer to malformed JSON',
    respond: (exchange) => (isMalformed(exchange) ? undefined : relay(exchange)),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'reset instead of an answer',
    respond: ({ incoming }) => void incoming.socket.resetAndDestroy(),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'reset on malformed JSON',
    respond: (exchange) =>
      isMalformed(exchange) ? void exchange.incoming.socket.resetAndDestroy() : relay(exchange),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'body shorter than Content-Length',
    respond: raw(`${json}Content-Length: 100\r\n\r\n{"result":`),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'body longer than Content-Length',
    respond: raw(`${json}Content-Length: 10\r\n\r\n{"result":"Success"}`),
    reports: ['error response-absent'],
  },
  {
    name: 'chunks without an end',
    respond: raw(`${json}Transfer-Encoding: chunked\r\n\r\n14\r\n{"result":"Success"}\r\n`),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'no HTTP',
    respond: raw('{"result":"Success"}\r\n\r\n'),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'body that never ends',
    respond: ({ outgoing }) =>
      void outgoing.writeHead(200, { 'Content-Type': 'application/json' }).write('{"result":'),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'field names looked at by case',
    respond: async (exchange) => {
      const { rawHeaders } = exchange.incoming;
      if (rawHeaders.includes('x-auth-token') || rawHeaders.includes('X-AUTH-TOKEN')) {
        exchange.outgoing.writeHead(400, { 'Content-Type': 'application/json' });
        exchange.outgoing.end('{"error_code":"IS.0005","error_msg":"The header is missing or empty."}');
      } else await relay(exchange);
    },
    reports: ['error request-valid-refused'],
  },
  {
    name: 'every third request reset',
    respond: (exchange) =>
      exchange.number % 3 === 0 ? void exchange.incoming.socket.resetAndDestroy() : relay(exchange),
    silent: true,
    unstable: true,
    reports: ['error response-absent'],
  },
  {
    name: 'no answer to an unknown instance',
    respond: (exchange) => (exchange.incoming.url?.includes('no-such') ? undefined : relay(exchange)),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'no answer without a credential',
    respond: (exchange) => (exchange.incoming.headers['x-auth-token'] ? relay(exchange) : undefined),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'reset on a long path',
    respond: (exchange) =>
      exchange.body.length > 1000 ? void exchange.incoming.socket.resetAndDestroy() : relay(exchange),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'gzip that is none',
    respond: async ({ real, outgoing }) => {
      const response = await real();
      outgoing.writeHead(response.status, {
        ...Object.fromEntries(response.headers),
        'Content-Encoding': 'gzip',
      });
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    },
    reports: ['error response-body-unreadable', 'error scenario-outcome-different'],
  },
];
