import { type Call, type Edit, every, instead, isCall, readingHead } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';
import { relay } from '../relay.ts';

const crash = (): Response => new Response('panic', { status: 500 });
const crashing = (call: Call, when: (text: string, request: Request) => boolean): Edit =>
  instead(call, when, crash);
const searching = (when: (parameters: URLSearchParams) => boolean): Edit =>
  crashing('GET /shapes', (_, { url }) => when(new URL(url).searchParams));

const serverError = ['error response-server-error'] as const;
const shapes: Call = 'POST /shapes/*/*';

/** Providers that fall over something that a client can send. */
export const crashMutants: readonly Mutant[] = [
  {
    name: '500 on a per cent sign',
    answer: searching((parameters) => parameters.get('q')?.includes('%') === true),
    reports: serverError,
  },
  {
    name: '500 on an emoji',
    answer: searching((parameters) => /[\ud800-\udfff]/.test(parameters.get('q') ?? '')),
    reports: serverError,
  },
  {
    name: '500 on a regular expression',
    answer: searching((parameters) => /[*([\\]/.test(parameters.get('q') ?? '')),
    reports: serverError,
  },
  {
    name: '500 on a plus sign',
    answer: searching((parameters) => parameters.get('q')?.includes('+') === true),
    reports: serverError,
  },
  {
    name: '500 on two kinds',
    answer: searching((parameters) => parameters.getAll('kind').length === 2),
    reports: serverError,
  },
  {
    name: '500 on equal sizes',
    answer: searching((parameters) => /^(\d+)\|\1$/.test(parameters.get('size') ?? '')),
    reports: serverError,
  },
  {
    name: '500 on a page far away',
    answer: searching((parameters) => Number(parameters.get('page[number]')) > 2 ** 31),
    reports: serverError,
  },
  {
    name: '500 on exact with a kind',
    answer: searching((parameters) => parameters.get('exact') === 'true' && parameters.has('kind')),
    reports: serverError,
  },
  {
    name: '500 on a region',
    answer: crashing('GET /shapes', (_, { headers }) =>
      /^[a-z]{2}-[A-Z]{2}$/.test(headers.get('x-language') ?? ''),
    ),
    reports: serverError,
  },
  {
    name: '500 on null meta',
    answer: crashing(shapes, (text) => /"meta":\s*null/.test(text)),
    reports: serverError,
  },
  {
    name: '500 on a body that is a list',
    answer: crashing(shapes, (text) => text.startsWith('[')),
    reports: serverError,
  },
  {
    name: '500 on an unknown type',
    answer: crashing(shapes, (text) => text.startsWith('{') && !/"(circle|square|line)"/.test(text)),
    reports: serverError,
  },
  {
    name: '500 on negative coordinates',
    answer: crashing(shapes, (text) => /"[xy]":-/.test(text)),
    reports: serverError,
  },
  {
    name: '500 on a long label',
    answer: crashing(shapes, (text) => /"label":"[^"]{1000}/.test(text)),
    reports: serverError,
  },
  {
    name: '500 on malformed JSON',
    answer: crashing(shapes, (text) => /^\{[^}]*$/.test(text)),
    reports: serverError,
  },
  {
    name: '500 on a form without fields',
    answer: crashing('POST /reports', (text, { headers }) => text === '' && headers.has('content-type')),
    reports: serverError,
  },
  {
    name: '500 on a field that comes twice',
    answer: crashing('POST /reports', (text) => /reason=.*reason=/.test(text)),
    reports: serverError,
  },
  {
    name: 'query decoded twice',
    answer: (real) => async (request) => {
      if (!isCall(request, 'GET /shapes')) return await real(request);
      const url = new URL(request.url);
      try {
        for (const [name, value] of [...url.searchParams]) decodeURIComponent(name + value);
      } catch {
        return crash();
      }
      return await real(request);
    },
    reports: serverError,
  },
];

/** Faults that come and go, and answers that do not come. */
export const flakyMutants: readonly Mutant[] = [
  { name: 'every fifth answer 500', answer: every(5, crash), reports: serverError, unstable: true },
  {
    name: 'every tenth answer without a body',
    answer: every(10, ({ status, headers }) => new Response(null, { status, headers })),
    reports: ['error response-body-missing'],
    unstable: true,
  },
  {
    name: 'every second search refused',
    answer: (real) => {
      let number = 0;
      return async (request) =>
        isCall(request, 'GET /shapes') && ++number % 2 === 0
          ? new Response('refused', { status: 400 })
          : await real(request);
    },
    reports: ['error operation-not-repeatable'],
    unstable: true,
  },
  {
    name: 'searches that get another shape when repeated',
    answer: (real) => {
      let last = '';
      return async (request) => {
        const response = await real(request);
        if (!isCall(request, 'GET /shapes') || response.status !== 200) return response;
        const again = request.url === last;
        last = request.url;
        return again ? Response.json({ count: 0, items: [], cached: true }) : response;
      };
    },
    missed: 'an optional member may come and go',
    reports: [],
  },
  {
    name: 'no answer to a search for lines',
    respond: (exchange) => (exchange.incoming.url?.includes('kind=line') ? undefined : relay(exchange)),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'reset on a report',
    respond: (exchange) =>
      exchange.incoming.url === '/reports'
        ? void exchange.incoming.socket.resetAndDestroy()
        : relay(exchange),
    silent: true,
    reports: ['error response-absent'],
  },
  {
    name: 'page ignored',
    answer: readingHead('GET /shapes', ({ searchParams }) => {
      for (const name of [...searchParams.keys()])
        if (/^page\[(number|length)\]$/.test(name) && /^[1-9]$/.test(searchParams.get(name) ?? ''))
          searchParams.delete(name);
    }),
    missed: 'no keyword ties the list to the parameter',
    reports: [],
  },
];
