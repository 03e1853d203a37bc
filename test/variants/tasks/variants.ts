import {
  type Edit,
  instead,
  reading,
  readingHead,
  writing,
  writingStatus,
} from '../../mutants/edit-exchange.ts';
import type { Variant } from '../variant.ts';
import { chunked, closing, gzipped, old, throttled } from '../wire.ts';

const problem = (status: number, code: string): Response =>
  new Response(JSON.stringify({ title: 'Refused', status, code }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

const escaping: Edit = (real) => async (request) => {
  const response = await real(request);
  if (response.body === null) return response;
  const text = (await response.text()).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Response(text.replace(/[{[]/g, '$& ').concat(' \n'), {
    status: response.status,
    headers: response.headers,
  });
};

/** Correct providers of tasks that take open choices in other ways. */
export const variants: Readonly<Record<string, readonly Variant[]>> = {
  answer: [
    {
      name: 'other statuses of a documented range',
      answer: writingStatus(['PUT /api/tasks/*', 400], 422),
      warns: [],
    },
    {
      name: '410 for a task that was deleted',
      answer: writingStatus(['DELETE /api/tasks/*', 404], 410),
      warns: [],
    },
    {
      name: 'more members in a task',
      answer: writing(['GET /api/tasks/*', 200], (task) => ({
        ...task,
        links: { self: '/tasks/1' },
        version: 3,
      })),
      warns: [],
    },
    {
      name: 'more members in a problem',
      answer: writing(['POST /api/tasks', 400], (body) => ({
        type: 'about:blank',
        ...body,
        errors: [{ pointer: '/title' }],
      })),
      warns: [],
    },
    {
      name: 'list in reverse order',
      answer: writing(['GET /api/tasks', 200], (list) => list.toReversed()),
      warns: [],
    },
    {
      name: 'ids in upper case',
      answer: (real) => {
        const listing = writing(['GET /api/tasks', 200], (list) =>
          list.map((task: { id: string }) => ({ ...task, id: task.id.toUpperCase() })),
        );
        const finding = readingHead('* /api/tasks/*', (url) => {
          url.pathname = url.pathname.toLowerCase();
        });
        return listing(finding(real));
      },
      warns: [],
    },
    {
      name: 'numbers as 1.0 and texts with escapes',
      answer: (real) => async (request) => {
        const response = await escaping(real)(request);
        if (response.body === null) return response;
        const text = (await response.text())
          .replace(/("status":\s*\d+)/, '$1.0')
          .replace(/("effort":\s*\d+)(?=[,}])/, '$1.0');
        return new Response(text, { status: response.status, headers: response.headers });
      },
      warns: [],
    },
    {
      name: 'absolute Location',
      answer: (real) => async (request) => {
        const response = await real(request);
        const location = response.headers.get('location');
        if (location === null) return response;
        const headers = new Headers(response.headers);
        headers.set('location', new URL(location, request.url).href);
        return new Response(response.body, { status: response.status, headers });
      },
      warns: [],
    },
    {
      name: 'charset behind every media type',
      answer: (real) => async (request) => {
        const response = await real(request);
        const headers = new Headers(response.headers);
        const type = headers.get('content-type');
        if (type !== null) headers.set('content-type', `${type};charset=utf-8`);
        return new Response(response.body, { status: response.status, headers });
      },
      warns: [],
    },
  ],
  request: [
    {
      name: 'unknown parameters refused',
      answer: instead(
        'GET /api/tasks',
        (_, { url }) =>
          [...new URL(url).searchParams.keys()].some((name) => !['status', 'limit', 'label'].includes(name)),
        () => problem(400, 'parameter'),
      ),
      warns: [],
    },
    {
      name: 'parameters that come twice refused',
      answer: instead(
        'GET /api/tasks',
        (_, { url }) => ['status', 'limit'].some((name) => new URL(url).searchParams.getAll(name).length > 1),
        () => problem(400, 'parameter'),
      ),
      warns: [],
    },
    {
      name: 'request looked at before the credential',
      answer: (real) => async (request) => {
        if (request.headers.get('authorization')) return await real(request);
        const headers = new Headers(request.headers);
        headers.set('authorization', 'Bearer tasks-fixture-token');
        if (request.method === 'GET') return await real(request);
        const text = await request.clone().text();
        return text.startsWith('{') || request.method === 'DELETE'
          ? await real(request)
          : problem(400, 'body');
      },
      warns: [],
    },
    {
      name: 'bodies over 16 KiB refused',
      answer: instead(
        '* /api/**',
        (text) => text.length > 16_384,
        () => problem(400, 'too-large'),
      ),
      warns: [],
    },
    {
      name: 'long URLs refused by the server',
      answer: instead(
        'GET /api/**',
        (_, { url }) => url.length > 2000,
        () => problem(400, 'too-long'),
      ),
      warns: [],
    },
    {
      name: 'control characters in titles refused',
      answer: instead(
        '* /api/**',
        (text) => /"title":"[^"]*(\\u00[01]|\\[bfnrt])/.test(text),
        () => problem(400, 'title'),
      ),
      warns: [],
    },
    {
      name: 'quota of tasks',
      answer: (real) => {
        let made = 0;
        return async (request) => {
          if (request.method !== 'POST' || made < 30) {
            const response = await real(request);
            if (response.status === 201) made += 1;
            return response;
          }
          return problem(400, 'quota');
        };
      },
      warns: [],
    },
    {
      name: 'blanks around a title taken away',
      answer: reading('* /api/tasks**', (body) =>
        typeof body.title === 'string' && body.title.trim() !== '' && [...body.title].length <= 40
          ? { ...body, title: body.title.trim() }
          : body,
      ),
      warns: [],
    },
    {
      name: 'token behind a scheme in any case',
      answer: readingHead('* /api/**', (_, headers) =>
        headers.set('authorization', (headers.get('authorization') ?? '').replace(/^bearer /i, 'Bearer ')),
      ),
      warns: [],
    },
    {
      name: 'task made again with the same title refused',
      answer: (real) => {
        const titles = new Set<string>();
        return async (request) => {
          if (request.method !== 'POST') return await real(request);
          const text = await request.clone().text();
          if (titles.has(text)) return problem(400, 'title-known');
          const response = await real(request);
          if (response.status === 201) titles.add(text);
          return response;
        };
      },
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
