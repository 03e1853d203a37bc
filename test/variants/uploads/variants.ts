import {
  answeringAs,
  instead,
  isCall,
  readingHead,
  writing,
  writingHead,
} from '../../mutants/edit-exchange.ts';
import type { Variant } from '../variant.ts';
import { chunked, closing, gzipped, old, throttled } from '../wire.ts';

const refusal = (status: number, code: string) => (): Response =>
  Response.json({ error: { code, message: 'refused', details: ['a', 'b'] } }, { status });

/** Correct providers of uploads that take open choices in other ways. */
export const variants: Readonly<Record<string, readonly Variant[]>> = {
  answer: [
    {
      name: 'JSON whatever is accepted, and 406 for none of it',
      answer: readingHead('GET /v2/files', (_, headers) => {
        const accept = headers.get('accept') ?? '*/*';
        if (/\*|json/.test(accept) && !/csv/.test(accept)) headers.set('accept', 'application/json');
      }),
      warns: [],
    },
    {
      name: 'weak entity tags',
      answer: (real) => async (request) => {
        const response = await real(request);
        const headers = new Headers(response.headers);
        const tag = headers.get('etag');
        if (tag !== null) headers.set('etag', `W/${tag}`);
        return new Response(response.body, { status: response.status, headers });
      },
      warns: [],
    },
    {
      name: 'every file sent anew',
      answer: readingHead('GET /v2/files/*', (_, headers) => {
        if (/^(W\/)?"[^"]*"$/.test(headers.get('if-none-match') ?? '')) headers.delete('if-none-match');
      }),
      warns: [],
    },
    {
      name: 'times with an offset and a fraction',
      answer: writing(['GET /v2/files/*', 200], (file) => ({
        ...file,
        modified: '2026-01-02T04:04:05.123+01:00',
      })),
      warns: [],
    },
    {
      name: 'details in refusals',
      answer: writing(['POST /v2/labels', 422], ({ error }) => ({
        error: { ...error, details: ['text', 'colour'] },
      })),
      warns: [],
    },
    {
      name: 'messages in another language',
      answer: writing(['POST /v2/labels', 422], ({ error }) => ({
        error: { ...error, message: 'Diese Farbe gibt es nicht – 没有' },
      })),
      warns: [],
    },
    {
      name: '400 where 422 could be',
      answer: answeringAs(['POST /v2/files', 422], refusal(400, 'form')),
      warns: [],
    },
    {
      name: '202 without Retry-After',
      answer: writingHead(['POST /v2/imports', 202], (headers) => headers.delete('retry-after')),
      warns: [],
    },
    {
      name: 'CSV with its header and charset',
      answer: (real) => async (request) => {
        const response = await real(request);
        const headers = new Headers(response.headers);
        if (headers.get('content-type')?.startsWith('text/csv'))
          headers.set('content-type', 'text/csv; charset=utf-8; header=present');
        return new Response(response.body, { status: response.status, headers });
      },
      warns: [],
    },
  ],
  request: [
    {
      name: 'media type looked at before the key',
      answer: (real) => async (request) => {
        const isTable = isCall(request, 'POST /v2/imports');
        return isTable && !/^text\/csv/i.test(request.headers.get('content-type') ?? '')
          ? refusal(415, 'media-type')()
          : await real(request);
      },
      warns: [],
    },
    {
      name: 'empty files refused',
      answer: instead('PUT /v2/files/*', (text) => text === '', refusal(400, 'body')),
      warns: [],
    },
    {
      name: 'bodies over 10 KiB refused',
      answer: instead('* /v2/**', (text) => text.length > 10_240, refusal(413, 'size')),
      warns: [],
    },
    {
      name: 'parts that nobody documented refused',
      answer: instead(
        'POST /v2/files',
        (text) =>
          [...text.matchAll(/form-data; name="([^"]*)"/g)].some(
            ([, name]) => !['file', 'name', 'kind', 'tags', 'public'].includes(name ?? ''),
          ),
        refusal(422, 'part'),
      ),
      warns: [],
    },
    {
      name: 'tables with one column only',
      answer: instead(
        'POST /v2/imports',
        (text) => text !== '' && !text.includes('\n'),
        refusal(400, 'rows'),
      ),
      warns: [],
    },
    {
      name: 'name of an uploaded file taken',
      answer: (real) => {
        const names = new Set<string>();
        return async (request) => {
          if (!isCall(request, 'POST /v2/files')) return await real(request);
          const name = /name="name"\r\n\r\n([^\r]*)/.exec(await request.clone().text())?.[1] ?? '';
          if (names.has(name)) return refusal(422, 'name-taken')();
          const response = await real(request);
          if (response.status === 201) names.add(name);
          return response;
        };
      },
      warns: ['request-valid-refused'],
    },
    {
      name: 'unknown parameters refused',
      answer: instead(
        'GET /v2/files',
        (_, { url }) =>
          [...new URL(url).searchParams.keys()].some((name) => !['kind', 'limit', 'sort'].includes(name)),
        refusal(400, 'parameter'),
      ),
      warns: [],
    },
  ],
  wire: [
    { name: 'chunked answers', respond: chunked, warns: [] },
    { name: 'gzip when asked', respond: gzipped, warns: [] },
    { name: 'a connection for each request, names in upper case', respond: closing, warns: [] },
    { name: 'HTTP/1.0 answers', respond: old, warns: [] },
    { name: 'throttled now and then', respond: throttled('text/plain', 'slow down'), warns: [] },
  ],
};
