import { every } from '../edit-exchange.ts';
import type { Mutant, RawExchange } from '../mutant.ts';
import { relay, relayBytes } from '../relay.ts';

const isDownload = ({ incoming: { url } }: RawExchange): boolean => url?.endsWith('/content') === true;

/** Answers that come and go, or do not come as whole messages. */
export const flakyMutants: readonly Mutant[] = [
  {
    name: 'every tenth answer 500',
    answer: every(10, () => Response.json({}, { status: 500 })),
    reports: ['error response-server-error'],
    unstable: true,
  },
  {
    name: 'every third answer of another server',
    answer: every(
      3,
      ({ status }) =>
        new Response(status === 304 || status === 204 ? null : '<html></html>', {
          status,
          headers: { 'Content-Type': 'text/html' },
        }),
    ),
    reports: ['error response-media-type-unknown'],
    unstable: true,
  },
  {
    name: 'every fifth answer in another shape',
    answer: every(5, async (response) =>
      response.headers.get('content-type')?.includes('json')
        ? Response.json(
            { data: await response.json() },
            { status: response.status, headers: response.headers },
          )
        : response,
    ),
    reports: ['error response-body-schema'],
    unstable: true,
  },
];

/** Answers that are no whole HTTP messages, or none at all. */
export const transportMutants: readonly Mutant[] = [
  {
    name: 'download shorter than its Content-Length',
    silent: true,
    respond: async (exchange) => {
      if (!isDownload(exchange)) return await relay(exchange);
      const response = await exchange.real();
      exchange.outgoing.writeHead(response.status, {
        ...Object.fromEntries(response.headers),
        'Content-Length': 4000,
      });
      exchange.outgoing.write('a,b');
      setImmediate(() => exchange.outgoing.destroy());
    },
    reports: ['error response-absent'],
  },
  {
    name: 'gzip that is none',
    respond: (exchange) => {
      const { outgoing, real } = exchange;
      if (!/gzip/.test(String(exchange.incoming.headers['accept-encoding']))) return relay(exchange);
      return real().then(async (response) => {
        outgoing.writeHead(response.status, {
          ...Object.fromEntries(response.headers),
          'Content-Encoding': 'gzip',
        });
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      });
    },
    reports: ['error response-body-unreadable'],
  },
  {
    name: 'UTF-16 in place of UTF-8',
    respond: (exchange) =>
      exchange.incoming.url?.startsWith('/v2/labels')
        ? relayBytes(exchange, (bytes) => Buffer.from(bytes.toString(), 'utf16le'))
        : relay(exchange),
    reports: ['error response-body-unreadable', 'warning scenario-outcome-different'],
  },
  {
    name: 'no answer to a form',
    silent: true,
    respond: (exchange) =>
      /urlencoded/.test(exchange.incoming.headers['content-type'] ?? '') ? undefined : relay(exchange),
    reports: ['error response-absent'],
  },
  {
    name: 'reset on a wrong media type',
    silent: true,
    respond: (exchange) =>
      /xml|octet/.test(exchange.incoming.headers['content-type'] ?? '')
        ? void exchange.incoming.socket.resetAndDestroy()
        : relay(exchange),
    reports: ['error response-absent'],
  },
  {
    name: 'reset on a large body',
    silent: true,
    respond: (exchange) =>
      exchange.body.length > 10_000 ? void exchange.incoming.socket.resetAndDestroy() : relay(exchange),
    reports: ['error response-absent'],
  },
];
