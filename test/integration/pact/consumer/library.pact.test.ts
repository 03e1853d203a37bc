import { expect, it } from 'vitest';
import type { Literal } from '../../../../src/pact/consumer/literal.ts';
import { serve } from '../../../../src/pact/consumer/serve.ts';
import { toDraft } from '../../../../src/pact/consumer/to-draft.ts';
import { toPact } from '../../../../src/pact/consumer/to-pact.ts';
import {
  date,
  datetime,
  decimal,
  eachLike,
  eachValueLike,
  exactly,
  fromState,
  includes,
  integer,
  like,
  regex,
  time,
  uuid,
} from '../../../../src/pact/pact.ts';
import { compileDocument, sendExample } from './example.ts';

const names = { consumer: 'c', provider: 'p' };
const contract = await compileDocument({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  servers: [{ url: 'https://example.com/base' }],
  paths: {
    '/things/{id}/{part}': {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
        { name: 'part', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'tag', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
        { name: 'page', in: 'query', schema: { type: 'integer' } },
      ],
      post: {
        operationId: 'write',
        security: [{ key: [], bearer: [] }],
        requestBody: {
          content: { 'application/json': {}, 'application/vnd.x+json': {}, 'text/plain': {} },
        },
        responses: {
          200: { description: 'd', content: { 'application/problem+json': {}, 'text/plain': {} } },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'query', name: 'api_key' },
      bearer: { type: 'http', scheme: 'bearer' },
    },
  },
});

const path = { id: 7, part: 'a b' };
const body = {
  like: like('x'),
  deep: like({
    a: [{ b: 1 }],
    c: exactly('c'),
    'odd key.x': like(1),
    "it's": like(1),
    'a-b': like(true),
    n_1: null,
  }),
  list: eachLike<object>({ a: like(1), b: 2, c: eachLike('x') }, { min: 2, max: 4 }),
  plain: [like('a'), { b: regex(/^b+$/, 'bb') }],
  equal: exactly<object>([like('a'), { b: like('b') }]),
  liked: like([{ a: like(1) }, { a: 2 }]),
  regex: regex('^a.b$', 'acb'),
  integer: integer(1),
  decimal: decimal(1.5),
  includes: includes('q'),
  datetime: datetime("yyyy-MM-dd'T'HH:mm:ss", '2020-01-01T00:00:00'),
  date: date('yyyy-MM-dd', '2020-01-01'),
  time: time('HH:mm', '10:00'),
  uuid: uuid('00000000-0000-0000-0000-000000000000'),
  values: eachValueLike({ a: 'v' }),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own placeholder
  state: fromState('${id}', 7),
  exact: 'é',
};

const cases: readonly (readonly [string, Literal])[] = [
  [
    'every matcher in both bodies',
    {
      description: 'd',
      operation: 'write',
      states: ['a state', { name: 'with parameters', params: { n: 1, list: ['x'] } }],
      request: { path, body },
      response: { status: 200, body },
    },
  ],
  [
    'matchers in path, query and headers',
    {
      description: 'd',
      operation: 'write',
      request: {
        path: { id: integer(7), part: regex('^a-?b$', 'a-b') },
        query: { tag: ['a', 'b c'], ids: ['1', '2'], page: integer(3) },
        headers: { 'X-Like': like('x'), 'X-Regex': regex('^x$', 'x'), 'X-Plain': 'a, b' },
        contentType: 'application/vnd.x+json',
        body: like([]),
      },
      response: { status: 200, headers: { 'X-Like': like('x') }, body: like({ a: 1 }) },
    },
  ],
  [
    'a list as body',
    {
      description: 'd',
      operation: 'write',
      request: { path, body: eachLike(1) },
      response: { status: 200, body: [like(1), null] },
    },
  ],
  [
    'a text as JSON body',
    {
      description: 'd',
      operation: 'write',
      request: { path, body: 'text' },
      response: { status: 200, body: like('text') },
    },
  ],
  [
    'text',
    {
      description: 'd',
      operation: 'write',
      request: { path, contentType: 'text/plain', body: 'some text' },
      response: { status: 200, contentType: 'text/plain', body: 'an answer' },
    },
  ],
  ['no body', { description: 'd', operation: 'write', request: { path }, response: { status: 200 } }],
];

it.each(cases)('what is judged is what the library of Pact writes: %s', async (_name, literal) => {
  const draft = toDraft(contract, literal);
  const { written } = await serve(draft, { ...names, timeout: 4000 }, ({ port }) =>
    sendExample(`http://127.0.0.1:${port}`, draft),
  );
  const { metadata, ...pact } = JSON.parse(written);
  expect(toPact(draft, names)).toEqual({
    ...pact,
    metadata: { pactSpecification: metadata.pactSpecification },
  });
});
