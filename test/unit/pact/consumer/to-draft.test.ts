import { describe, expect, it } from 'vitest';
import type { Literal } from '../../../../src/pact/consumer/literal.ts';
import { toDraft } from '../../../../src/pact/consumer/to-draft.ts';
import { integer, like, regex } from '../../../../src/pact/pact.ts';
import { compileDocument } from '../../../integration/pact/consumer/example.ts';

const contract = await compileDocument({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  servers: [{ url: 'https://{host}/v1', variables: { host: { default: 'h' } } }],
  paths: {
    '/a.b/{id}/{name}': {
      post: {
        operationId: 'write',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'name', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'list', in: 'query', schema: { type: 'array' } },
          { name: 'piped', in: 'query', style: 'pipeDelimited', explode: false, schema: { type: 'array' } },
          { name: 'deep', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          { name: 'open', in: 'query', schema: { type: 'object' } },
          { name: 'shut', in: 'query', explode: false, schema: { type: 'object' } },
          { name: 'json', in: 'query', content: { 'application/json': {} } },
        ],
        requestBody: { content: { 'application/x-www-form-urlencoded': {}, 'text/csv': {} } },
        security: [{ cookie: [] }, { basic: [], query: [] }, { oauth: [] }, {}],
        responses: { 200: { description: 'd' }, 204: { description: 'd' } },
      },
    },
  },
  components: {
    securitySchemes: {
      cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      basic: { type: 'http', scheme: 'basic' },
      oauth: { type: 'oauth2', flows: {} },
    },
  },
});

const path = { id: 7, name: 'a b/c' };
const draft = (request: Literal['request']) =>
  toDraft(contract, { description: 'd', operation: 'write', request, response: { status: 204 } });

describe('the path', () => {
  it('has the base path of the first server, and encoded values', () => {
    expect(draft({ path }).request.path).toBe('/v1/a.b/7/a%20b%2Fc');
  });

  it('is one regex where a parameter is a matcher', () => {
    expect(draft({ path: { id: integer(7), name: regex('^[a-z]+$', 'ab') } }).request.path).toEqual({
      'pact:matcher:type': 'regex',
      regex: '^/v1/a\\.b/-?\\d+/(?:[a-z]+)$',
      value: '/v1/a.b/7/ab',
    });
  });
});

describe('the query', () => {
  it('has each parameter in its style', () => {
    const query = {
      list: ['a', like('b')],
      piped: [1, 2],
      deep: { a: 1, b: 'x' },
      open: { c: true },
      shut: { d: 1 },
      json: { e: [1] },
      absent: undefined,
    };
    expect(draft({ path, query, credentials: 'none' }).request.query).toEqual({
      list: ['a', { 'pact:matcher:type': 'type', value: 'b' }],
      piped: ['1|2'],
      'deep[a]': ['1'],
      'deep[b]': ['x'],
      c: ['true'],
      shut: ['d,1'],
      json: ['{"e":[1]}'],
    });
  });

  it('has no lists in lists', () => {
    expect(() => draft({ path, query: { list: [[1]] } })).toThrow(
      'the value of list is no text, number or boolean',
    );
  });
});

describe('the credential', () => {
  const placed = (security?: string, credentials: 'valid' | 'expired' | 'none' = 'valid') => {
    const {
      request,
      token,
      credentials: known,
    } = draft({ path, credentials, ...(security !== undefined && { security }) });
    return { headers: request.headers, query: request.query, token, known: Object.fromEntries(known) };
  };

  it('travels where its scheme says', () => {
    expect(placed()).toEqual({
      headers: { Cookie: 'sid=<sid>' },
      query: {},
      token: '<sid>',
      known: { sid: '<sid>' },
    });
    expect(placed('basic')).toEqual({
      headers: {
        Authorization: { 'pact:matcher:type': 'regex', regex: '^Basic .+$', value: 'Basic <basic>' },
      },
      query: { key: [{ 'pact:matcher:type': 'type', value: '<key>' }] },
      token: '<basic>',
      known: { Authorization: 'Basic <basic>', key: '<key>' },
    });
    expect(placed('oauth').headers).toEqual({
      Authorization: { 'pact:matcher:type': 'regex', regex: '^Bearer .+$', value: 'Bearer <token>' },
    });
  });

  it('that is wrong on purpose is not matched by type, or is not there', () => {
    expect(placed('oauth', 'expired').headers).toEqual({ Authorization: 'Bearer <expired token>' });
    expect(placed('oauth', 'none')).toEqual({ headers: {}, query: {}, token: '', known: {} });
  });
});

describe('the body', () => {
  it('of a form is text, and so is every other one that is no JSON', () => {
    expect(draft({ path, body: { a: 1, b: 'x y' } }).request.body).toEqual({
      kind: 'text',
      contentType: 'application/x-www-form-urlencoded',
      text: 'a=1&b=x+y',
    });
    expect(draft({ path, contentType: 'text/csv', body: 'a,b' }).request.body).toEqual({
      kind: 'text',
      contentType: 'text/csv',
      text: 'a,b',
    });
    expect(() => draft({ path, contentType: 'text/csv', body: {} })).toThrow(
      'a body of text/csv is given as text',
    );
    expect(() => draft({ path, body: { a: like('x') } })).toThrow(
      'the form field a of the request is no plain value',
    );
  });

  it('is refused where the document has none', () => {
    const response = { status: 204, body: {} };
    expect(() =>
      toDraft(contract, { description: 'd', operation: 'write', request: { path }, response }),
    ).toThrow('the document has no body for this response');
  });

  it('has the Content-Type that the author gives', () => {
    const request = {
      path,
      headers: { 'content-type': 'text/csv; header=present' },
      contentType: 'text/csv',
      body: 'a',
      credentials: 'none',
    } as const;
    expect(draft(request).request.headers).toEqual({ 'content-type': 'text/csv; header=present' });
  });
});
