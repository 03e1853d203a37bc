import { answeringAs, instead, writing, writingHead } from '../../mutants/edit-exchange.ts';
import type { Variant } from '../variant.ts';
import { chunked, closing, gzipped, old, throttled } from '../wire.ts';

const refused = (): Response =>
  new Response('Bad Request\n', { status: 400, headers: { 'Content-Type': 'text/plain' } });
const searchOf = (url: string): URLSearchParams => new URL(url).searchParams;

/** Correct providers of searches that take open choices in other ways. */
export const variants: Readonly<Record<string, readonly Variant[]>> = {
  answer: [
    {
      name: 'nothing found',
      answer: writing(['GET /shapes', 200], () => ({ count: 0, items: [] })),
      warns: [],
    },
    {
      name: 'more members beside the items',
      answer: writing(['GET /shapes', 200], (body) => ({ ...body, next: null, took: 0.5 })),
      warns: [],
    },
    {
      name: 'found in random order',
      answer: (real) => {
        let turn = 0;
        return async (request) => {
          turn += 1;
          return await writing(['GET /shapes', 200], (body) => ({
            ...body,
            items: turn % 2 ? body.items.toReversed() : body.items,
          }))(real)(request);
        };
      },
      warns: [],
    },
    {
      name: 'long texts for refusals',
      answer: answeringAs(
        ['GET /shapes', 400],
        () =>
          new Response('The query cannot be read.\n'.repeat(50), {
            status: 400,
            headers: { 'Content-Type': 'text/plain; charset=us-ascii' },
          }),
      ),
      warns: [],
    },
    {
      name: 'refusals without a text',
      answer: answeringAs(
        ['GET /shapes', 400],
        () => new Response('', { status: 400, headers: { 'Content-Type': 'text/plain' } }),
      ),
      warns: [],
    },
    {
      name: 'numbers with exponents',
      answer: answeringAs(
        ['GET /shapes', 200],
        async (response) =>
          new Response(
            (await response.text())
              .replace('0.5', '5e-1')
              .replace('100', '1E2')
              .replace(/"count":(\d+)/, '"count":$1.0'),
            { headers: response.headers },
          ),
      ),
      warns: [],
    },
    {
      name: 'cookies and caching',
      answer: writingHead(['GET /shapes', 200], (headers) => {
        headers.append('set-cookie', 'a=b; Path=/');
        headers.append('set-cookie', 'c=d');
        headers.set('cache-control', 'max-age=60');
        headers.set('vary', '*');
      }),
      warns: [],
    },
  ],
  request: [
    {
      name: 'unknown parameters refused',
      answer: instead(
        'GET /shapes',
        (_, { url }) =>
          [...searchOf(url).keys()].some((name) => !/^(q|kind|size|exact|page\[\w+\])$/.test(name)),
        refused,
      ),
      warns: [],
    },
    {
      name: 'of a parameter that comes twice the first refused',
      answer: instead(
        'GET /shapes',
        (_, { url }) => ['q', 'exact', 'size'].some((name) => searchOf(url).getAll(name).length > 1),
        refused,
      ),
      warns: [],
    },
    {
      name: 'kind of the path and of the body have to be the same',
      answer: instead(
        'POST /shapes/*/*',
        (text, { url }) => {
          const type = /"type":\s*"(\w+)"/.exec(text)?.[1];
          return type !== undefined && !decodeURIComponent(url).includes(`/${type}/`);
        },
        refused,
      ),
      warns: ['request-valid-refused'],
    },
    {
      name: 'size from the smaller to the larger',
      answer: instead(
        'GET /shapes',
        (_, { url }) => {
          const [from = 0, to = 0] = (searchOf(url).get('size') ?? '').split('|').map(Number);
          return from > to;
        },
        refused,
      ),
      warns: [],
    },
    {
      name: 'pages beyond the last refused',
      answer: instead(
        'GET /shapes',
        (_, { url }) => Number(searchOf(url).get('page[number]') ?? 1) > 1000,
        refused,
      ),
      warns: [],
    },
    {
      name: 'equal members refused',
      answer: instead('POST /shapes/*/*', (text) => /"type".*"type"/s.test(text), refused),
      warns: [],
    },
    {
      name: 'byte order mark refused',
      answer: instead('* /**', (text) => text.startsWith('\ufeff'), refused),
      warns: [],
    },
    {
      name: 'wildcards in q refused',
      answer: instead('GET /shapes', (_, { url }) => /[*?%]/.test(searchOf(url).get('q') ?? ''), refused),
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
