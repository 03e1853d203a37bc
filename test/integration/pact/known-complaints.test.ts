import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { checkPacts } from '../../../src/pact/check/check-pacts.ts';
import { readPact } from '../../../src/pact/file/read-pact.ts';
import { toContract } from './comparator/compare.ts';

/**
 * What users of swagger-mock-validator (SMV), openapi-pact-comparator and PactFlow have complained of, as they described it:
 * accusations that were none, faults that nothing was said of, documents that made the tool break off.
 */

type Interaction = { readonly request: object; readonly response: object; readonly [name: string]: unknown };

function judge(document: object, { request, response, ...rest }: Interaction): string[] {
  const contract = toContract({ openapi: '3.0.3', info: { title: 'T', version: '1' }, ...document });
  const pact = {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [{ description: 'i', request, response, ...rest }],
    metadata: { pactSpecification: { version: rest.type ? '4.0' : '2.0.0' } },
  };
  const { findings, unchecked } = checkPacts(contract, [readPact(JSON.stringify(pact), 'pact.json')]);
  return [
    ...findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
    ...unchecked.map(({ reason }) => `unchecked: ${reason}`),
  ];
}

const json = (schema: Json, type = 'application/json') => ({ content: { [type]: { schema } } });
const ok = (schema: Json, type?: string) => ({ 200: { description: 'OK', ...json(schema, type) } });
const getOf = (schema: Json, type?: string) => ({
  paths: { '/things': { get: { responses: ok(schema, type) } } },
});
const answer = (body: Json, type = 'application/json') => ({
  request: { method: 'GET', path: '/things' },
  response: { status: 200, headers: { 'Content-Type': type }, body },
});

describe('base paths (SMV#28, pactflow/roadmap#86)', () => {
  const paths = { '/resource': { post: { responses: { 201: { description: 'Made' } } } } };
  const post = (path: string) => ({ request: { method: 'POST', path }, response: { status: 201 } });

  it.each([
    ['a relative server', [{ url: '/mybaseurl' }], '/mybaseurl/resource'],
    [
      'a server with variables',
      [{ url: 'https://{host}/{base}', variables: { host: { default: 'h' }, base: { default: 'v1' } } }],
      '/v1/resource',
    ],
    [
      'servers with one base path',
      [{ url: 'http://test.foo.com/v1/' }, { url: 'http://prod.foo.com/v1/' }],
      '/v1/resource',
    ],
    [
      'servers with two base paths',
      [{ url: 'http://test.foo.com/a' }, { url: 'http://prod.foo.com/b' }],
      '/b/resource',
    ],
    ['no base path in the pact', [{ url: 'https://foo.com/v1' }], '/resource'],
  ])('%s', (_, servers, path) => {
    expect(judge({ servers, paths }, post(path))).toEqual([]);
  });

  it('of another server are none', () => {
    expect(judge({ servers: [{ url: 'https://foo.com/v1' }], paths }, post('/v2/resource'))).toEqual([
      'error operation-unknown: received path /v2/resource, which matches no documented path',
    ]);
  });
});

describe('JSON types of vendors (SMV#12, pactflow/roadmap#97)', () => {
  it('are judged like any other JSON', () => {
    const type = 'application/vnd.acme.thing+json';
    const document = getOf({ type: 'object', properties: { id: { type: 'integer' } } }, type);
    expect(judge(document, answer({ id: 1 }, type))).toEqual([]);
    expect(judge(document, answer({ id: 'one' }, `${type};charset=utf-8`))).toEqual([
      'error response-body-schema: response body /id: received "one", documented type integer',
    ]);
  });
});

describe('alternatives (SMV#21, pactflow/roadmap#83, #84, pact-msw-adapter#44)', () => {
  const status = (name: string, property: string) => ({
    type: 'object',
    properties: {
      status: { type: 'string', enum: [name] },
      id: { type: 'string' },
      [property]: { type: 'string' },
    },
    required: ['status', 'id', property],
  });
  const schemas = { Authorizing: status('authorizing', 'url'), Settled: status('settled', 'date') };
  const refs = Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const document = (schema: Json) => ({ ...getOf(schema), components: { schemas } });

  it.each([
    ['oneOf', { oneOf: refs }],
    ['anyOf', { anyOf: refs }],
    [
      'allOf around oneOf',
      { allOf: [{ oneOf: refs }, { type: 'object', properties: { more: { type: 'string' } } }] },
    ],
  ])('%s of objects: no property of the alternative that is meant is undeclared', (_, schema) => {
    expect(judge(document(schema), answer({ status: 'settled', id: '7', date: 'today' }))).toEqual([]);
  });

  it('a property of none is', () => {
    expect(judge(document({ oneOf: refs }), answer({ status: 'settled', id: '7', day: 'today' }))).toEqual([
      'error response-body-schema: response body /day: received "today", documented no such property',
    ]);
  });

  it('in a list beside shared properties, as for the pets of SMV#21', () => {
    const pet = {
      type: 'object',
      properties: { id: { type: 'string' }, name: { type: 'string' } },
      oneOf: [
        {
          type: 'object',
          properties: { species: { enum: ['Cat'] }, mischievous_scale: { type: 'integer' } },
          required: ['species'],
        },
        {
          type: 'object',
          properties: { species: { enum: ['Dog'] }, bark: { type: 'boolean' } },
          required: ['species'],
        },
      ],
    };
    const owner = getOf({ type: 'object', properties: { pets: { type: 'array', items: pet } } });
    const cat = { id: '1', name: 'Dave', species: 'Cat', mischievous_scale: 10 };
    expect(judge(owner, answer({ pets: [cat] }))).toEqual([]);
    expect(judge(owner, answer({ pets: [{ ...cat, bark: true }] }))).toEqual([
      'error response-body-schema: response body /pets/0/bark: received true, documented no such property',
    ]);
  });
});

describe('allOf (pactflow/roadmap#85)', () => {
  it('makes one object of its members', () => {
    const base = { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] };
    const document = getOf({
      allOf: [base, { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }],
    });
    expect(judge(document, answer({ id: 1, name: 'n' }))).toEqual([]);
    expect(judge(document, answer({ nmae: 'n' }))).toEqual([
      'error response-body-schema: response body /nmae: received "n", documented no such property',
    ]);
  });
});

describe('properties that no schema declares (SMV FAQ, SMV#55, SMV PR#38)', () => {
  const things = { type: 'object', properties: { name: { type: 'string' } } };

  it('are a fault of an expected answer, open or closed, as a misspelt one is', () => {
    const fault = [
      'error response-body-schema: response body /nmae: received "n", documented no such property',
    ];
    expect(judge(getOf(things), answer({ nmae: 'n' }))).toEqual(fault);
    expect(judge(getOf({ ...things, additionalProperties: false }), answer({ nmae: 'n' }))).toEqual(fault);
  });

  it('are none where the document says that others may come', () => {
    expect(judge(getOf({ ...things, additionalProperties: true }), answer({ nmae: 'n' }))).toEqual([]);
  });

  it('are none of a request, unless its schema is closed', () => {
    const post = (schema: Json) => ({
      paths: {
        '/things': { post: { requestBody: json(schema), responses: { 201: { description: 'Made' } } } },
      },
    });
    const call = {
      request: {
        method: 'POST',
        path: '/things',
        headers: { 'Content-Type': 'application/json' },
        body: { name: 'n', more: 1 },
      },
      response: { status: 201 },
    };
    expect(judge(post(things), call)).toEqual([]);
    expect(judge(post({ ...things, additionalProperties: false }), call)).toEqual([
      'error request-body-schema: request body /more: received 1, documented no such property',
    ]);
  });
});

describe('OpenAPI 3.1 (SMV PR#17, pactflow/roadmap#81)', () => {
  it('has null as a type, const, and schemas beside references', () => {
    const document = {
      openapi: '3.1.0',
      ...getOf({
        type: 'object',
        properties: {
          name: { type: ['string', 'null'] },
          kind: { const: 'thing' },
          size: { $ref: '#/components/schemas/Size', maximum: 5 },
        },
      }),
      components: { schemas: { Size: { type: 'integer' } } },
    };
    expect(judge(document, answer({ name: null, kind: 'thing', size: 5 }))).toEqual([]);
    expect(judge(document, answer({ name: 1, kind: 'other', size: 6 }))).toEqual([
      'error response-body-schema: response body /name: received 1, documented type string or null',
      'error response-body-schema: response body /kind: received "other", documented only "thing"',
      'error response-body-schema: response body /size: received 6, documented maximum 5',
    ]);
  });
});

describe('security', () => {
  const secured = (security: Json) => ({
    paths: {
      '/basic': {
        get: {
          security,
          responses: { 200: { description: 'OK' }, 401: { description: 'No' }, 403: { description: 'No' } },
        },
      },
    },
    components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
  });
  const call = (status: number, headers = {}) => ({
    request: { method: 'GET', path: '/basic', headers },
    response: { status },
  });

  it('by a scheme that the document does not have breaks nothing off (SMV#39)', () => {
    const headers = { Authorization: 'Basic dXNlcjpwYXNzd29yZAo=' };
    expect(judge(secured([{ foo: [] }]), call(200, headers))).toEqual([]);
  });

  it('may be missing where the refusal is what is expected (SMV PR#30)', () => {
    const document = secured([{ basic: [] }]);
    expect(judge(document, call(401))).toEqual([]);
    expect(judge(document, call(200))).toEqual([
      'warning request-security-missing: request: received no complete credential, documented header Authorization with scheme basic',
    ]);
  });
});

describe('refusals (SMV PR#30)', () => {
  const parameter = { name: 'size', in: 'query', required: true, schema: { type: 'integer' } };
  const document = {
    paths: {
      '/things': {
        get: {
          parameters: [parameter],
          responses: { ...ok({ type: 'object' }), 400: { description: 'No' } },
        },
      },
    },
  };
  const call = (query: string, status: number) => ({
    request: { method: 'GET', path: '/things', query },
    response: { status },
  });

  it('take a broken request, where they are documented', () => {
    expect(judge(document, call('size=big', 400))).toEqual([]);
    expect(judge(document, call('', 400))).toEqual([]);
    expect(judge(document, call('size=big', 200))).toEqual([
      'error request-parameter-schema: query parameter size: received "big", documented type integer',
    ]);
  });

  it('that are not documented do not', () => {
    expect(judge(document, call('size=big', 422))).toEqual([
      'error request-parameter-schema: query parameter size: received "big", documented type integer',
      'error response-status-unknown: response status: received 422, documented 200, 400',
    ]);
  });
});

/** The same in version 4 of the specification. */
function answerV4(content: Json, pending: boolean) {
  return {
    type: 'Synchronous/HTTP',
    pending,
    request: { method: 'GET', path: '/things' },
    response: { status: 200, body: { content, contentType: 'application/json', encoded: false } },
  };
}

const withId = getOf({ type: 'object', properties: { id: { type: 'integer' } } });

describe('messages (pactflow/roadmap#98)', () => {
  it('say what should be an object, and that a text was received', () => {
    expect(judge(withId, answerV4('{"id":1', false))).toEqual([
      'error response-body-schema: response body: received "{\\"id\\":1", documented type object',
    ]);
  });
});

describe('consumers on their way (pactflow/roadmap#104)', () => {
  it('block nobody while their interaction is pending', () => {
    const sentence = 'response-body-schema: response body /id: received "one", documented type integer';
    expect(judge(withId, answerV4({ id: 'one' }, true))).toEqual([`warning ${sentence}`]);
    expect(judge(withId, answerV4({ id: 'one' }, false))).toEqual([`error ${sentence}`]);
  });
});
