import { gzipSync } from 'node:zlib';
import type { RawExchange } from '../../mutants/mutant.ts';
import type { Variant } from '../variant.ts';

type Message = { status: number; headers: Record<string, string>; body: Buffer };

async function read({ real }: RawExchange): Promise<Message> {
  const response = await real();
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

/** How a provider may write HTTP. */
export const wireVariants: readonly Variant[] = [
  {
    name: 'chunked answers',
    respond: async (exchange) => {
      const { status, headers, body } = await read(exchange);
      exchange.outgoing.writeHead(status, headers);
      for (const byte of body.subarray(0, 4)) exchange.outgoing.write(Buffer.of(byte));
      exchange.outgoing.end(body.subarray(4));
    },
    warns: [],
  },
  {
    name: 'gzip when asked',
    respond: async (exchange) => {
      const { status, headers, body } = await read(exchange);
      const asked = /gzip/.test(exchange.incoming.headers['accept-encoding'] ?? '');
      exchange.outgoing.writeHead(status, {
        ...headers,
        ...(asked ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : {}),
      });
      exchange.outgoing.end(asked ? gzipSync(body) : body);
    },
    warns: [],
  },
  {
    name: 'a connection for each request',
    respond: async (exchange) => {
      const { status, headers, body } = await read(exchange);
      exchange.outgoing.writeHead(status, { ...headers, Connection: 'close' });
      exchange.outgoing.end(body);
    },
    warns: [],
  },
  {
    name: 'HTTP/1.0 answers',
    respond: async (exchange) => {
      const { status, headers, body } = await read(exchange);
      const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      exchange.outgoing.socket?.end(`HTTP/1.0 ${status} Whatever\r\n${fields.join('')}\r\n${body}`);
    },
    warns: [],
  },
  {
    name: 'slow but in time',
    respond: async (exchange) => {
      const { status, headers, body } = await read(exchange);
      const send = (): void => void exchange.outgoing.writeHead(status, headers).end(body);
      if (exchange.number % 10 === 0) setTimeout(send, 60);
      else send();
    },
    warns: [],
  },
  {
    name: 'throttled now and then',
    respond: async (exchange) => {
      const throttled = exchange.number % 25 === 0;
      const { status, headers, body } = await read(exchange);
      const limit = {
        error_code: 'APIGW.0308',
        error_msg: 'The throttling threshold has been reached.',
        request_id: 'a',
      };
      exchange.outgoing.writeHead(
        throttled ? 429 : status,
        throttled ? { 'Content-Type': 'application/json', 'Retry-After': '0' } : headers,
      );
      exchange.outgoing.end(throttled ? JSON.stringify(limit) : body);
    },
    warns: [],
  },
  {
    name: '100 Continue and early hints',
    respond: async (exchange) => {
      const { status, headers, body } = await read(exchange);
      exchange.outgoing.writeEarlyHints({ link: '</style.css>; rel=preload' });
      exchange.outgoing.writeHead(status, headers).end(body);
    },
    warns: [],
  },
];
