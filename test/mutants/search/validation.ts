import { type Call, type Edit, instead, reading, readingHead, readingText } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';
import { relay } from '../relay.ts';

const accepted = ['error request-invalid-accepted'] as const;
const refused = ['error request-valid-refused'] as const;
const shapes: Call = 'POST /shapes/*/*';

type Query = URLSearchParams;
const query = (change: (parameters: Query, headers: Headers) => void): Edit =>
  readingHead('GET /shapes', (url, headers) => change(url.searchParams, headers));

const dropping = (name: string, when: (values: readonly string[]) => boolean): Edit =>
  query((parameters) => {
    if (when(parameters.getAll(name))) parameters.delete(name);
  });

const refusing = (call: Call, when: (text: string, request: Request) => boolean): Edit =>
  instead(call, when, () => new Response('refused', { status: 400 }));

const sizesOf = ([size = '']: readonly string[]): readonly string[] => size.split('|');

/** Queries and headers that break the document and are accepted, or the other way round. */
export const queryMutants: readonly Mutant[] = [
  {
    name: 'q of one character accepted',
    answer: query((parameters) => {
      if ([...(parameters.get('q') ?? '')].length === 1) parameters.set('q', 'xx');
    }),
    reports: accepted,
  },
  {
    name: 'q of 31 characters accepted',
    answer: query((parameters) => {
      if ([...(parameters.get('q') ?? '')].length === 31) parameters.set('q', 'xx');
    }),
    reports: accepted,
  },
  {
    name: 'missing q accepted',
    answer: query((parameters) => {
      if (!parameters.has('q')) parameters.set('q', 'xx');
    }),
    reports: accepted,
  },
  {
    name: 'unknown kind ignored',
    answer: dropping('kind', (values) => values.some((kind) => !/^(circle|square|line)$/i.test(kind))),
    reports: accepted,
  },
  {
    name: 'kind in any case',
    answer: dropping('kind', ([kind = '']) => /^[A-Z]+$/.test(kind)),
    reports: accepted,
  },
  {
    name: 'equal kinds accepted',
    answer: dropping('kind', (kinds) => new Set(kinds).size < kinds.length),
    reports: accepted,
  },
  {
    name: 'size of three accepted',
    answer: dropping('size', (size) => sizesOf(size).length === 3),
    reports: accepted,
  },
  {
    name: 'size of one accepted',
    answer: dropping('size', (size) => sizesOf(size).length === 1),
    reports: accepted,
  },
  {
    name: 'size below 0 accepted',
    answer: dropping('size', ([size]) => size?.includes('-') === true),
    reports: accepted,
  },
  { name: 'page 0 accepted', answer: dropping('page[number]', ([page]) => page === '0'), reports: accepted },
  {
    name: 'page of 51 accepted',
    answer: dropping('page[length]', ([length]) => length === '51'),
    reports: accepted,
  },
  {
    name: 'undocumented member of page accepted',
    answer: query((parameters) => {
      for (const name of [...parameters.keys()])
        if (/^page\[(?!number|length)/.test(name)) parameters.delete(name);
    }),
    reports: accepted,
  },
  {
    name: 'any text as exact',
    answer: dropping('exact', ([exact]) => !/^(true|false)$/.test(exact ?? 'true')),
    reports: accepted,
  },
  {
    name: 'yes as exact',
    answer: dropping('exact', ([exact]) => /^(1|0|yes|no|TRUE|True)$/.test(exact ?? '')),
    reports: accepted,
  },
  {
    name: 'missing X-Language accepted',
    answer: query((_, headers) => {
      if (!headers.has('x-language')) headers.set('x-language', 'en');
    }),
    reports: accepted,
  },
  {
    name: 'X-Language in any case',
    answer: query((_, headers) => {
      if (/^[A-Z]{2}$/.test(headers.get('x-language') ?? '')) headers.set('x-language', 'en');
    }),
    reports: accepted,
  },
  {
    name: 'X-Depth 10 accepted',
    answer: query((_, headers) => {
      if (headers.get('x-depth') === '10') headers.delete('x-depth');
    }),
    reports: accepted,
  },
  {
    name: 'X-Depth 0 accepted',
    answer: query((_, headers) => {
      if (headers.get('x-depth') === '0') headers.delete('x-depth');
    }),
    reports: accepted,
  },
  {
    name: 'X-Depth that is no number accepted',
    answer: query((_, headers) => {
      if (!/^-?[\d.]+$/.test(headers.get('x-depth') ?? '0')) headers.delete('x-depth');
    }),
    reports: accepted,
  },
  {
    name: 'q of 30 characters refused',
    answer: refusing('GET /shapes', (_, { url }) => new URL(url).searchParams.get('q')?.length === 30),
    reports: refused,
  },
  {
    name: 'q of two characters refused',
    answer: refusing('GET /shapes', (_, { url }) => new URL(url).searchParams.get('q')?.length === 2),
    reports: refused,
  },
  {
    name: 'page of 50 refused',
    answer: refusing('GET /shapes', (_, { url }) => new URL(url).searchParams.get('page[length]') === '50'),
    reports: refused,
  },
  {
    name: 'X-Depth 9 refused',
    answer: refusing('GET /shapes', (_, { headers }) => headers.get('x-depth') === '9'),
    missed: 'of an exclusive limit only one value on the allowed side is sent',
    reports: [],
  },
  {
    name: 'X-Language read by the case of its name',
    respond: (exchange) => {
      const { url, rawHeaders } = exchange.incoming;
      if (!url?.startsWith('/shapes?') || rawHeaders.includes('X-Language')) return relay(exchange);
      exchange.outgoing.writeHead(400, { 'Content-Type': 'text/plain' }).end('refused');
    },
    reports: refused,
  },
];

const shape = (type: string, change: (body: Record<string, unknown>) => unknown): Edit =>
  reading(shapes, (body) => (body.type === type ? change(body) : body));

/** Bodies that break the document and are accepted, or the other way round. */
export const bodyMutants: readonly Mutant[] = [
  {
    name: 'radius 0 accepted',
    answer: shape('circle', (body) => (body.radius === 0 ? { ...body, radius: 1 } : body)),
    reports: accepted,
  },
  {
    name: 'radius as text accepted',
    answer: shape('circle', (body) => (typeof body.radius === 'string' ? { ...body, radius: 1 } : body)),
    reports: accepted,
  },
  {
    name: 'missing radius accepted',
    answer: shape('circle', (body) => ({ radius: 1, ...body })),
    reports: accepted,
  },
  {
    name: 'any type taken for a circle',
    answer: reading(shapes, (body) =>
      ['circle', 'square', 'line'].includes(String(body.type))
        ? body
        : { ...body, type: 'circle', radius: 1 },
    ),
    reports: accepted,
  },
  {
    name: 'width 1005 accepted',
    answer: shape('square', (body) => (body.width === 1005 ? { ...body, width: 5 } : body)),
    reports: accepted,
  },
  {
    name: 'width that is no multiple accepted',
    answer: shape('square', (body) =>
      typeof body.width === 'number' && body.width % 5 ? { ...body, width: 5 } : body,
    ),
    reports: accepted,
  },
  {
    name: 'no colours accepted',
    answer: shape('square', (body) =>
      Array.isArray(body.colours) && body.colours.length === 0 ? { ...body, colours: ['red'] } : body,
    ),
    reports: accepted,
  },
  {
    name: 'unknown colour accepted',
    answer: shape('square', (body) =>
      Array.isArray(body.colours) && body.colours.length > 0 ? { ...body, colours: ['red'] } : body,
    ),
    reports: accepted,
  },
  {
    name: 'line to nowhere accepted',
    answer: shape('line', (body) => ({ to: { x: 1, y: 1 }, ...body })),
    reports: accepted,
  },
  {
    name: 'undocumented member of a point accepted',
    answer: shape('line', (body) =>
      typeof body.from === 'object' && body.from && 'x' in body.from && 'y' in body.from
        ? { ...body, from: { x: 0, y: 0 } }
        : body,
    ),
    reports: accepted,
  },
  {
    name: 'three members of meta accepted',
    answer: shape('line', ({ meta, ...body }) =>
      Object.keys(Object(meta)).length === 3 ? body : { ...body, meta: meta ?? null },
    ),
    reports: accepted,
  },
  {
    name: 'any name in meta accepted',
    answer: shape('line', ({ meta, ...body }) =>
      Object.keys(Object(meta)).length <= 2 ? body : { ...body, meta },
    ),
    reports: accepted,
  },
  {
    name: 'width 1000 refused',
    answer: refusing(shapes, (text) => /"width":1000\b/.test(text)),
    reports: refused,
  },
  {
    name: 'null meta refused',
    answer: refusing(shapes, (text) => text.includes('"meta":null')),
    reports: ['warning request-valid-refused'],
  },
  {
    name: 'lines refused',
    answer: refusing(shapes, (text) => text.includes('"line"')),
    missed: 'a branch of oneOf may be refused for its data',
    reports: [],
  },
  {
    name: 'name of 17 characters accepted',
    answer: readingHead(shapes, (url) => {
      if (/\/[a-z][a-z0-9-]{16}$/.test(url.pathname)) url.pathname = '/shapes/circle/x';
    }),
    reports: accepted,
  },
  {
    name: 'name in any case',
    answer: readingHead(shapes, (url) => {
      url.pathname = url.pathname.toLowerCase();
    }),
    reports: accepted,
  },
  {
    name: 'unknown reason accepted',
    answer: readingText('POST /reports', (text) => text.replace(/reason=[^&]+/, 'reason=spam')),
    reports: accepted,
  },
  {
    name: 'missing reason accepted',
    answer: readingText('POST /reports', (text) =>
      text === '' || text.includes('reason=') ? text : `reason=spam&${text}`,
    ),
    reports: accepted,
  },
  {
    name: 'note of 51 characters accepted',
    answer: readingText('POST /reports', (text) => text.replace(/&?note=[^&]{51}(?=&|$)/, '')),
    reports: accepted,
  },
  {
    name: 'reason in JSON accepted',
    answer: readingText('POST /reports', (text, headers) => {
      if (text !== '' && !/urlencoded/.test(headers.get('content-type') ?? ''))
        headers.set('content-type', 'application/x-www-form-urlencoded');
      return text;
    }),
    reports: ['warning request-invalid-accepted'],
  },
];
