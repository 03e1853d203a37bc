import { type Call, type Edit, every, instead, isCall } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

const crash = (): Response =>
  new Response('{"title":"Error","status":500}', {
    status: 500,
    headers: { 'Content-Type': 'application/problem+json' },
  });

const crashing = (call: Call, when: (text: string, request: Request) => boolean): Edit =>
  instead(call, when, crash);

const bodies: Call = '* /api/tasks**';

/** Providers that fall over something that a client can send. */
export const crashMutants: readonly Mutant[] = [
  {
    name: '500 on an emoji',
    answer: crashing(bodies, (text) => /[\ud800-\udfff]/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a title of blanks',
    answer: crashing(bodies, (text) => /"title":" +"/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an empty object',
    answer: crashing(bodies, (text) => text === '{}'),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on no labels',
    answer: crashing(bodies, (text) => text.includes('"labels":[]')),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on null in a list',
    answer: crashing(bodies, (text) => /"labels":\[(.*,)?null/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a number for a body',
    answer: crashing(bodies, (text) => /^[\d.e-]+$/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a text for a body',
    answer: crashing(bodies, (text) => /^".*"$/.test(text) && !text.includes('{')),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on the quote of SQL',
    answer: crashing(bodies, (text) => text.includes("'")),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a huge number',
    answer: crashing(bodies, (text) => /"effort":\d+e\+?\d+|"effort":\d{16,}/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a leap day',
    answer: crashing(bodies, (text) => /-02-29"/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a body of 100 KiB',
    answer: crashing(bodies, (text) => text.length > 100_000),
    missed: 'no body as large is sent where its texts are limited',
    reports: [],
  },
  {
    name: '500 on deep nesting',
    answer: crashing(bodies, (text) => /[[{]{50}|(\{"[^"]*":){50}/.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a NUL character',
    answer: crashing(bodies, (text) => text.includes('\\u0000')),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a lone surrogate',
    answer: crashing(bodies, (text) => /\\ud[89a-f]/i.test(text)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an unknown task',
    answer: crashing('GET /api/tasks/*', (_, { url }) => /0{8}-|f{8}-/.test(url)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an id that is no UUID',
    answer: crashing(
      'GET /api/tasks/*',
      (_, { url }) => !/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(url),
    ),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on an id in upper case',
    answer: crashing('GET /api/tasks/*', (_, { url }) => /tasks\/.*[A-F]/.test(url)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a parameter that comes twice',
    answer: crashing('GET /api/tasks', (_, { url }) => /limit=.*limit=|status=.*status=/.test(url)),
    missed: 'only what is a list is sent twice',
    reports: [],
  },
  {
    name: '500 on an empty parameter',
    answer: crashing('GET /api/tasks', (_, { url }) => /(limit|status|label)=(&|$)/.test(url)),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on two filters together',
    answer: crashing('GET /api/tasks', (_, { url }) => url.includes('status=done') && url.includes('label=')),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on high priority with a date',
    answer: crashing(bodies, (text) => text.includes('"priority":"high"') && text.includes('"due"')),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on a Content-Type without a subtype',
    answer: crashing(bodies, (_, { headers }) => /^\w+$/.test(headers.get('content-type') ?? '')),
    reports: ['error response-server-error'],
  },
  {
    name: '500 on malformed escapes in the path',
    answer: crashing('GET /api/tasks/*', (_, { url }) => /%(?![\da-f]{2})/i.test(url)),
    missed: 'no path that cannot be decoded is sent',
    reports: [],
  },
];

/** Faults that come and go. */
export const flakyMutants: readonly Mutant[] = [
  {
    name: 'every tenth answer 500',
    answer: every(10, crash),
    reports: ['error response-server-error'],
    unstable: true,
  },
  {
    name: 'every third list without X-Total',
    answer: (real) => {
      let number = 0;
      return async (request) => {
        const response = await real(request);
        if (!isCall(request, 'GET /api/tasks') || response.status !== 200 || ++number % 3 > 0)
          return response;
        return new Response(response.body, { headers: { 'Content-Type': 'application/json' } });
      };
    },
    reports: ['error response-header-missing'],
    unstable: true,
  },
  {
    name: 'every seventh answer an empty one',
    answer: every(7, ({ status, headers }) => new Response(null, { status, headers })),
    reports: ['error response-body-missing'],
    unstable: true,
  },
];
