import { uploadsKey } from '../../documents/uploads.ts';
import {
  type Call,
  type Edit,
  instead,
  isCall,
  reading,
  readingHead,
  readingText,
} from '../edit-exchange.ts';
import type { Answer, Mutant } from '../mutant.ts';

const accepted = ['error request-invalid-accepted'] as const;
const serverError = ['error response-server-error'] as const;
const labels: Call = 'POST /v2/labels';
const uploads: Call = 'POST /v2/files';
const imports: Call = 'POST /v2/imports';
const puts: Call = 'PUT /v2/files/*';

const toRefusal = (status: number, code: string) => (): Response =>
  Response.json({ error: { code, message: 'refused' } }, { status });
const crash = toRefusal(500, 'internal');
const crashing = (call: Call, when: (text: string, request: Request) => boolean): Edit =>
  instead(call, when, crash);

/** Hands on a multipart body with another text in it. */
const readingForm = (change: (text: string) => string): Edit => readingText(uploads, change);
const part = (name: string, value: string): RegExp =>
  new RegExp(`(name="${name}"[^\\r]*\\r\\n\\r\\n)${value}(?=\\r\\n)`);

const label = (change: (body: Record<string, unknown>) => unknown): Edit => reading(labels, change);

/** Requests that break the document and are accepted, or the other way round. */
export const validationMutants: readonly Mutant[] = [
  {
    name: 'colour in any case',
    answer: label((body) => ({
      ...body,
      colour: typeof body.colour === 'string' ? body.colour.toLowerCase() : body.colour,
    })),
    reports: accepted,
  },
  {
    name: 'unknown colour accepted',
    answer: label((body) => (typeof body.colour === 'string' ? { ...body, colour: 'red' } : body)),
    reports: ['error request-invalid-accepted'],
  },
  {
    name: 'size 11 accepted',
    answer: label((body) => (body.size === 11 ? { ...body, size: 10 } : body)),
    reports: accepted,
  },
  {
    name: 'size 0 accepted',
    answer: label((body) => (body.size === 0 ? { ...body, size: 1 } : body)),
    reports: accepted,
  },
  {
    name: 'size of a fraction accepted',
    answer: label((body) =>
      typeof body.size === 'number' && body.size > 0 && body.size < 10
        ? { ...body, size: Math.ceil(body.size) }
        : body,
    ),
    reports: accepted,
  },
  {
    name: 'size as text accepted',
    answer: label((body) => (/^\d$/.test(String(body.size)) ? { ...body, size: Number(body.size) } : body)),
    reports: accepted,
  },
  {
    name: 'true as size accepted',
    answer: label((body) => (body.size === true ? { ...body, size: 1 } : body)),
    reports: accepted,
  },
  {
    name: 'undocumented member accepted',
    answer: label(({ text, colour, size }) => ({ text, colour, size })),
    reports: accepted,
  },
  {
    name: 'text of 21 characters accepted',
    answer: label((body) => ([...String(body.text)].length === 21 ? { ...body, text: 'x' } : body)),
    reports: accepted,
  },
  {
    name: 'text of 20 characters refused',
    answer: instead(labels, (text) => /"text":"[^"]{20}"/u.test(text), toRefusal(422, 'text')),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'size 10 refused',
    answer: instead(labels, (text) => /"size":10\b/.test(text), toRefusal(422, 'size')),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'form refused',
    answer: instead(
      labels,
      (_, { headers }) => /urlencoded/.test(headers.get('content-type') ?? ''),
      toRefusal(415, 'media-type'),
    ),
    reports: ['error request-valid-refused'],
  },
  {
    name: 'charset of JSON refused',
    answer: instead(
      labels,
      (_, { headers }) => /charset/.test(headers.get('content-type') ?? ''),
      toRefusal(415, 'media-type'),
    ),
    reports: ['warning request-valid-refused'],
  },
  {
    name: 'any media type taken for JSON',
    answer: readingHead(labels, (_, headers) => {
      if (!/urlencoded/.test(headers.get('content-type') ?? ''))
        headers.set('content-type', 'application/json');
    }),
    reports: ['warning request-invalid-accepted'],
  },
  {
    name: 'missing name of an upload accepted',
    answer: readingForm((text) =>
      text.includes('name="name"')
        ? text
        : text.replace(/--(\S+)--/, '--$1\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--$1--'),
    ),
    reports: accepted,
  },
  {
    name: 'missing file accepted',
    answer: readingForm((text) =>
      text.includes('name="file"')
        ? text
        : text.replace(/--(\S+)--/, '--$1\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--$1--'),
    ),
    reports: accepted,
  },
  {
    name: 'unknown kind of an upload accepted',
    answer: readingForm((text) => text.replace(part('kind', '[^\\r]*'), '$1other')),
    reports: accepted,
  },
  {
    name: 'any name of an upload accepted',
    answer: readingForm((text) => text.replace(part('name', '[^\\r]*'), '$1x')),
    reports: accepted,
  },
  {
    name: 'fourth tag accepted',
    answer: readingForm((text) => {
      const tags = text.split('name="tags"');
      return tags.length === 5 ? text.replace('name="tags"', 'name="more"') : text;
    }),
    reports: accepted,
  },
  {
    name: 'name of a file in upper case accepted',
    answer: readingHead('* /v2/files/**', (url) => {
      url.pathname = url.pathname.toLowerCase();
    }),
    reports: accepted,
  },
  {
    name: 'name of a file unchecked',
    answer: readingHead('GET /v2/files/*', (url) => {
      if (!/\/[a-z0-9][a-z0-9._-]{0,39}$/.test(url.pathname)) url.pathname = '/v2/files/report.csv';
    }),
    reports: accepted,
  },
  {
    name: 'unknown sort accepted',
    answer: readingHead('GET /v2/files', ({ searchParams }) => {
      if (!/^(name|size)?(,(name|size))?$/.test(searchParams.get('sort') ?? '')) searchParams.delete('sort');
    }),
    reports: accepted,
  },
  {
    name: 'limit 51 accepted',
    answer: readingHead('GET /v2/files', ({ searchParams }) => {
      if (searchParams.get('limit') === '51') searchParams.set('limit', '50');
    }),
    reports: accepted,
  },
  { name: 'empty table accepted', answer: readingText(imports, (text) => text || 'x'), reports: accepted },
  {
    name: 'table of 5001 characters accepted',
    answer: readingText(imports, (text) => (text.length === 5001 ? 'x' : text)),
    reports: accepted,
  },
  {
    name: 'unknown delimiter accepted',
    answer: readingHead(imports, (_, headers) => {
      if (!/^(comma|semicolon|tab)$/i.test(headers.get('x-delimiter') ?? 'comma'))
        headers.delete('x-delimiter');
    }),
    reports: accepted,
  },
  {
    name: 'table of any media type accepted',
    answer: readingHead(imports, (_, headers) => headers.set('content-type', 'text/csv')),
    reports: ['warning request-invalid-accepted'],
  },
  {
    name: 'malformed JSON kept as a file',
    answer: readingHead(puts, (_, headers) => {
      if (/json/.test(headers.get('content-type') ?? ''))
        headers.set('content-type', 'application/octet-stream');
    }),
    reports: accepted,
  },
];

/** Credentials that are not looked at as they should be. */
export const authMutants: readonly Mutant[] = [
  {
    name: 'any key accepted',
    answer: readingHead('* /v2/**', (_, headers) => {
      if (headers.get('x-api-key')) headers.set('x-api-key', uploadsKey);
    }),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'key compared without case',
    answer: readingHead('* /v2/**', (_, headers) =>
      headers.set('x-api-key', (headers.get('x-api-key') ?? '').toLowerCase()),
    ),
    missed: 'no credential in another case is sent',
    reports: [],
  },
  {
    name: 'downloads without a key',
    answer: readingHead('GET /v2/files/*/content', (_, headers) => headers.set('x-api-key', uploadsKey)),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'empty key accepted',
    answer: readingHead('* /v2/**', (_, headers) => {
      if (headers.get('x-api-key') === '') headers.set('x-api-key', uploadsKey);
    }),
    reports: ['error request-unauthenticated-accepted'],
  },
  {
    name: 'key in the query accepted',
    answer: readingHead('* /v2/**', ({ searchParams }, headers) => {
      if ([...searchParams.values()].includes(uploadsKey)) headers.set('x-api-key', uploadsKey);
    }),
    reports: ['warning request-unauthenticated-accepted'],
  },
];

/** Providers that fall over something that a client can send. */
export const crashMutants: readonly Mutant[] = [
  {
    name: '500 on a form without a boundary',
    answer: crashing(uploads, (_, { headers }) => headers.get('content-type') === 'multipart/form-data'),
    reports: serverError,
  },
  {
    name: '500 on a form that is cut off',
    answer: crashing(
      uploads,
      (text, { headers }) =>
        /multipart/.test(headers.get('content-type') ?? '') && text !== '' && !/--\r?\n?$/.test(text),
    ),
    reports: serverError,
  },
  {
    name: '500 on an empty file',
    answer: crashing(uploads, (text) => /filename="[^"]*"\r\n(?:[^\r]+\r\n)*\r\n\r\n--/.test(text)),
    reports: serverError,
  },
  {
    name: '500 on a text in place of the file',
    answer: crashing(uploads, (text) => /; name="file"\r\n/.test(text)),
    missed: 'the kit sends files as files alone',
    reports: [],
  },
  {
    name: '500 on three tags',
    answer: crashing(uploads, (text) => text.split('name="tags"').length === 4),
    reports: serverError,
  },
  {
    name: '500 on a file of one byte',
    answer: crashing(
      puts,
      (text, { headers }) => text.length === 1 && /octet/.test(headers.get('content-type') ?? ''),
    ),
    reports: serverError,
  },
  {
    name: '500 on a large file',
    answer: crashing(puts, (text) => text.length > 15_000),
    reports: serverError,
  },
  {
    name: '500 on a table without a line break',
    answer: crashing(imports, (text) => text !== '' && !text.includes('\n')),
    reports: serverError,
  },
  {
    name: '500 on a semicolon as delimiter',
    answer: crashing(imports, (_, { headers }) => headers.get('x-delimiter') === 'semicolon'),
    reports: serverError,
  },
  {
    name: '500 without a Content-Type',
    answer: crashing(labels, (_, { headers }) => !headers.has('content-type')),
    reports: serverError,
  },
  {
    name: '500 on an unknown Accept',
    answer: crashing(labels, (_, { headers }) => !/json|\*|text/.test(headers.get('accept') ?? '*')),
    reports: serverError,
  },
  {
    name: '500 on Accept of CSV',
    answer: crashing('GET /v2/files', (_, { headers }) => headers.get('accept') === 'text/csv'),
    reports: serverError,
  },
  {
    name: '500 on a star in If-None-Match',
    answer: crashing('GET /v2/files/*', (_, { headers }) => headers.get('if-none-match') === '*'),
    reports: serverError,
  },
  {
    name: '500 on a weak entity tag',
    answer: crashing(
      'GET /v2/files/*',
      (_, { headers }) => headers.get('if-none-match')?.startsWith('W/') === true,
    ),
    reports: serverError,
  },
  {
    name: '500 on a sort of two',
    answer: crashing('GET /v2/files', (_, { url }) => /sort=\w+(,|%2C)\w+/.test(url)),
    reports: serverError,
  },
  {
    name: '500 on escaped characters in a form',
    answer: crashing(labels, (text) => /(text|colour)=[^&]*%/.test(text)),
    reports: serverError,
  },
  {
    name: '500 for an unknown file',
    answer: (real) => async (request) => {
      const response = await real(request);
      return response.status === 404 ? crash() : response;
    },
    reports: serverError,
  },
];

/** Files as they were kept. */
const after =
  (call: Call, status: number, act: (real: Answer, request: Request) => unknown): Edit =>
  (real) =>
  async (request) => {
    const response = await real(request.clone() as Request);
    if (isCall(request, call) && response.status === status) await act(real, request);
    return response;
  };

const by = (method: string, { headers, url }: Request, body?: string): Request =>
  new Request(url, {
    method,
    headers: { 'X-Api-Key': headers.get('x-api-key') ?? '', 'Content-Type': 'application/octet-stream' },
    ...(body === undefined ? {} : { body }),
  });

/** Faults that only a later request shows. */
export const stateMutants: readonly Mutant[] = [
  {
    name: 'deleted file still there',
    answer: (real) => async (request) => {
      if (!isCall(request, 'DELETE /v2/files/*')) return await real(request);
      const found = await real(by('GET', request));
      return found.status === 200 ? new Response(null, { status: 204 }) : await real(request);
    },
    reports: ['error resource-deleted-found'],
  },
  {
    name: 'put file not kept',
    answer: after('PUT /v2/files/*', 201, (real, request) => real(by('DELETE', request))),
    missed: 'what is put is there already: nothing new is put',
    reports: [],
  },
  {
    name: 'second equal upload of a file refused',
    answer: (real) => {
      let last = '';
      return async (request) => {
        if (!isCall(request, puts)) return await real(request);
        const text = `${request.url} ${await request.clone().text()}`;
        const response = await real(request);
        const again = response.status === 204 && text === last;
        last = text;
        return again ? toRefusal(400, 'same')() : response;
      };
    },
    reports: ['error operation-not-idempotent'],
  },
  {
    name: 'uploaded file not kept',
    answer: (real) => async (request) => {
      const response = await real(request);
      const location = response.headers.get('location');
      if (!isCall(request, uploads) || location === null) return response;
      const url = new URL(location, request.url);
      await real(by('DELETE', new Request(url, { headers: request.headers })));
      return response;
    },
    reports: ['error resource-created-missing'],
  },
];
