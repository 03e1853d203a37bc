import { gzipSync } from 'node:zlib';
import type { RawExchange } from '../mutants/mutant.ts';

type Message = { status: number; headers: Record<string, string>; body: Buffer };

async function read({ real }: RawExchange): Promise<Message> {
  const response = await real();
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}

const isEmpty = (status: number): boolean => status === 204 || status === 304;

/** Each byte at the start a chunk. */
export async function chunked(exchange: RawExchange): Promise<void> {
  const { status, headers, body } = await read(exchange);
  exchange.outgoing.writeHead(status, headers);
  if (!isEmpty(status)) for (const byte of body.subarray(0, 3)) exchange.outgoing.write(Buffer.of(byte));
  exchange.outgoing.end(body.subarray(3));
}

/** Compressed for whom asks for it. */
export async function gzipped(exchange: RawExchange): Promise<void> {
  const { status, headers, body } = await read(exchange);
  const asked = !isEmpty(status) && /gzip/.test(String(exchange.incoming.headers['accept-encoding']));
  const encoding = asked ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : {};
  exchange.outgoing.writeHead(status, { ...headers, ...encoding });
  exchange.outgoing.end(asked ? gzipSync(body) : body);
}

/** A connection for each request, and field names in upper case. */
export async function closing(exchange: RawExchange): Promise<void> {
  const { status, headers, body } = await read(exchange);
  const fields = Object.entries({ ...headers, connection: 'close' });
  const upper = Object.fromEntries(fields.map(([name, value]) => [name.toUpperCase(), value]));
  exchange.outgoing.writeHead(status, upper).end(body);
}

/** HTTP/1.0, whose answers end with the connection. */
export async function old(exchange: RawExchange): Promise<void> {
  const { status, headers, body } = await read(exchange);
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.0 ${status} Whatever\r\n${fields.join('')}\r\n`);
  exchange.outgoing.socket?.end(Buffer.concat([head, body]));
}

/** Now and then a limiter answers in the provider's place. */
export const throttled =
  (type: string, text: string) =>
  async (exchange: RawExchange): Promise<void> => {
    if (exchange.number % 25 === 0)
      exchange.outgoing.writeHead(429, { 'Content-Type': type, 'Retry-After': '0' }).end(text);
    else {
      const { status, headers, body } = await read(exchange);
      exchange.outgoing.writeHead(status, headers).end(body);
    }
  };
