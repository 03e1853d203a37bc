import type { Mutant, RawExchange } from '../mutant.ts';
import { relay, relayBytes } from '../relay.ts';

const isOneTask = ({ incoming: { method, url } }: RawExchange): boolean =>
  method === 'GET' && /^\/api\/tasks\//.test(url ?? '');

/** Answers that are no whole HTTP messages, or none at all. */
export const transportMutants: readonly Mutant[] = [
  {
    name: 'no answer to high priority',
    respond: (exchange) => (exchange.body.includes('"high"') ? undefined : relay(exchange)),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'reset on an emoji',
    respond: (exchange) =>
      /[\ud800-\udfff]/.test(exchange.body)
        ? void exchange.incoming.socket.resetAndDestroy()
        : relay(exchange),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'task cut off in the middle',
    respond: (exchange) =>
      isOneTask(exchange)
        ? relayBytes(exchange, (bytes) => bytes.subarray(0, bytes.length / 2))
        : relay(exchange),
    reports: ['error response-body-unreadable'],
  },
  {
    name: 'task that is no UTF-8',
    respond: (exchange) =>
      isOneTask(exchange)
        ? relayBytes(exchange, (bytes) =>
            Buffer.concat([Buffer.from('{"x":"\xff",', 'latin1'), bytes.subarray(1)]),
          )
        : relay(exchange),
    reports: ['error response-body-unreadable'],
  },
  {
    name: 'connection closed after half a list',
    respond: async (exchange) => {
      const { incoming, outgoing } = exchange;
      if (!/^\/api\/tasks(\?|$)/.test(incoming.url ?? '') || incoming.method !== 'GET')
        return await relay(exchange);
      await exchange.real();
      outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 500 });
      outgoing.write('[{"id":');
      setImmediate(() => outgoing.destroy());
    },
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: '204 with a body',
    respond: async (exchange) => {
      if (exchange.incoming.method !== 'DELETE') return await relay(exchange);
      const { status } = await exchange.real();
      if (status === 204)
        exchange.outgoing.socket?.end(
          'HTTP/1.1 204 No Content\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ngone',
        );
      else
        exchange.outgoing
          .writeHead(status, { 'Content-Type': 'application/problem+json' })
          .end('{"title":"x","status":404}');
    },
    silent: true,
    reports: ['error response-absent'],
  },
];
