import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KitError } from '../../../../src/errors.ts';
import type { Json } from '../../../../src/finding.ts';
import type { HttpInteraction, PactFile } from '../../../../src/pact/file/pact-file.ts';
import { readPact } from '../../../../src/pact/file/read-pact.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/pacts/', import.meta.url));

describe('files as the libraries of each language write them', () => {
  it.each(readdirSync(`${fixtures}files`))('%s', async (name) => {
    const { text, ...read } = readPact(readFileSync(`${fixtures}files/${name}`, 'utf8'), name);
    await expect(`${JSON.stringify(read, showBytes, 2)}\n`).toMatchFileSnapshot(`${fixtures}read/${name}`);
  });
});

function showBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? `${value.length} bytes: ${Buffer.from(value).toString('hex')}` : value;
}

const parties = { consumer: { name: 'C' }, provider: { name: 'P' } };
const request = { method: 'GET', path: '/' };
const response = { status: 200 };

function read(file: object, version = '3.0.0'): PactFile {
  const whole = { ...parties, metadata: { pactSpecification: { version } }, ...file };
  return readPact(JSON.stringify(whole), 'a.json');
}

/** The one interaction of a file with this request and response. */
function readOne(parts: { request?: object; response?: object }, version?: string): HttpInteraction {
  const interaction = {
    description: 'd',
    request: { ...request, ...parts.request },
    response: { ...response, ...parts.response },
  };
  const [first] = read({ interactions: [interaction] }, version).interactions;
  if (first?.kind !== 'http') throw new Error('not an interaction of HTTP');
  return first;
}

describe('the version of the specification', () => {
  const one = { description: 'd', request, response };
  const query = { ...one, request: { ...request, query: 'a=1' } };
  const rules = (matchingRules: object) => ({ ...one, response: { ...response, matchingRules } });
  it.each<[string, object, PactFile['specification']]>([
    ['of the Rust core', { metadata: { pactSpecification: { version: '4.0' } } }, 4],
    ['of old JVM files', { metadata: { 'pact-specification': { version: '2.0.0' } } }, 2],
    ['of pact-ruby', { metadata: { pactSpecificationVersion: '1.0.0' } }, 1],
    ['as a number', { metadata: { pactSpecification: { version: 3 } } }, 3],
    [
      'not told: types of interactions',
      { metadata: {}, interactions: [{ ...one, type: 'Synchronous/HTTP' }] },
      4,
    ],
    ['not told: lists of states', { metadata: {}, interactions: [{ ...one, providerStates: [] }] }, 3],
    ['not told: a query in one text', { metadata: {}, interactions: [query] }, 2],
    ['not told: flat rules', { metadata: {}, interactions: [rules({ '$.body': { match: 'type' } })] }, 2],
    [
      'not told: rules by part',
      { metadata: {}, interactions: [rules({ body: { $: { match: 'type' } } })] },
      3,
    ],
    ['not told at all', { metadata: undefined }, 3],
  ])('%s', (_, file, version) => {
    expect(read({ interactions: [one], ...file }).specification).toBe(version);
  });
});

describe('what can be written in several ways', () => {
  it.each<[string, object, Record<string, readonly string[]>]>([
    ['a text with signs of a form', { query: 'q=a+b%26&q=&x' }, { q: ['a b&', ''], x: [''] }],
    ['a map of lists', { query: { q: ['1', '2'] } }, { q: ['1', '2'] }],
    [
      'a map of texts and numbers',
      { query: { q: '1', n: 2, b: [true, null] } },
      { q: ['1'], n: ['2'], b: ['true', ''] },
    ],
    ['in the path', { path: '/a?q=1', query: { x: ['2'] } }, { q: ['1'], x: ['2'] }],
    ['none', { query: null }, {}],
  ])('query: %s', (_, parts, query) => {
    const { request } = readOne({ request: parts });
    expect({ query: request.query, path: request.path.includes('?') }).toEqual({ query, path: false });
  });

  it('header fields in any case, as text or list', () => {
    const headers = { 'X-A': 'one, two', 'x-b': ['one', 'two'], 'x-a': 3 };
    expect(readOne({ response: { headers } }).response.headers).toEqual({
      'x-a': ['one, two', '3'],
      'x-b': ['one', 'two'],
    });
  });

  const json = { 'Content-Type': 'application/hal+json' };
  it.each<[string, string, object, object]>([
    ['absent', '3.0.0', {}, { kind: 'absent' }],
    ['null', '3.0.0', { body: null }, { kind: 'empty' }],
    ['an empty text', '2.0.0', { body: '' }, { kind: 'empty' }],
    ['a value', '2.0.0', { body: [false] }, { kind: 'json', value: [false] }],
    ['a text', '2.0.0', { body: '{"a":1}' }, { kind: 'text', text: '{"a":1}' }],
    ['JSON in a text', '3.0.0', { headers: json, body: '{"a":1}' }, { kind: 'json', value: { a: 1 } }],
    ['a text that is JSON', '3.0.0', { headers: json, body: 'a' }, { kind: 'json', value: 'a' }],
    ['4: absent', '4.0', { body: {} }, { kind: 'absent' }],
    ['4: empty', '4.0', { body: { content: '' } }, { kind: 'empty' }],
    ['4: a value', '4.0', { body: { content: { content: 1 } } }, { kind: 'json', value: { content: 1 } }],
    ['4: JSON in a text', '4.0', { body: { content: '[1]', encoded: 'JSON' } }, { kind: 'json', value: [1] }],
    [
      '4: not the JSON it claims',
      '4.0',
      { body: { content: '[', encoded: 'JSON' } },
      { kind: 'unavailable', reason: 'its text is not the JSON that it is said to be' },
    ],
    [
      '4: bytes',
      '4.0',
      { body: { content: 'AAE=', encoded: 'base64' } },
      { kind: 'bytes', bytes: new Uint8Array([0, 1]) },
    ],
    [
      '4: bytes, the old flag',
      '4.0',
      { body: { content: 'AAE=', encoded: true } },
      { kind: 'bytes', bytes: new Uint8Array([0, 1]) },
    ],
    [
      '4: not the base64 it claims',
      '4.0',
      { body: { content: '*', encoded: 'base64' } },
      { kind: 'unavailable', reason: 'it is not the base64 that it is said to be' },
    ],
    [
      '4: another encoding',
      '4.0',
      { body: { content: 'a', encoded: 'gzip' } },
      { kind: 'unavailable', reason: 'its encoding "gzip" is unknown' },
    ],
  ])('body: %s', (_, version, parts, body) => {
    expect(readOne({ response: parts }, version).response.body).toEqual(body);
  });

  it.each<[string, object, object]>([
    [
      'takes the place of the header field',
      { body: { content: 'a', contentType: 'text/csv' } },
      { 'content-type': ['text/csv'] },
    ],
    [
      'yields to the header field',
      { headers: { 'content-type': 'text/a' }, body: { content: 'a', contentType: 'text/csv' } },
      { 'content-type': ['text/a'] },
    ],
    ['says nothing as a range', { body: { content: 'a', contentType: '*/*' } }, {}],
  ])('the media type of a body %s', (_, parts, headers) => {
    expect(readOne({ response: parts }, '4.0').response.headers).toEqual(headers);
  });

  it('matching rules of specification 2 and of 3', () => {
    const flat = {
      '$.body.a[*].b': { match: 'type' },
      '$.headers.X-A': { regex: 'x' },
      '$.query.q[0]': { min: 1 },
      '$.path': { match: 'regex', regex: '/' },
    };
    const every = { every: true };
    const at = '/interactions/0/request/matchingRules';
    expect(readOne({ request: { matchingRules: flat } }, '2.0.0').request.matchers).toEqual([
      {
        part: 'body',
        path: ['a', every, 'b'],
        combine: 'AND',
        rules: [{ match: 'type' }],
        pointer: `${at}/$.body.a[*].b`,
      },
      {
        part: 'header',
        path: ['x-a'],
        combine: 'AND',
        rules: [{ match: 'regex', regex: 'x' }],
        pointer: `${at}/$.headers.X-A`,
      },
      {
        part: 'query',
        path: ['q', 0],
        combine: 'AND',
        rules: [{ match: 'type', min: 1 }],
        pointer: `${at}/$.query.q[0]`,
      },
      {
        part: 'path',
        path: [],
        combine: 'AND',
        rules: [{ match: 'regex', regex: '/' }],
        pointer: `${at}/$.path`,
      },
    ]);
    const parts = {
      body: { "$['a b'].*": { matchers: [{ match: 'integer' }, { match: 'null' }], combine: 'OR' } },
      header: { 'X-A[0]': { matchers: [{ match: 'type' }] } },
      query: { 'filter[x]': { matchers: [{ match: 'type' }] } },
      path: { matchers: [{ match: 'type' }] },
      metadata: { key: { matchers: [{ match: 'type' }] } },
    };
    const type = { combine: 'AND', rules: [{ match: 'type' }] };
    expect(readOne({ request: { matchingRules: parts } }).request.matchers).toEqual([
      {
        part: 'body',
        path: ['a b', every],
        combine: 'OR',
        rules: [{ match: 'integer' }, { match: 'null' }],
        pointer: `${at}/body/$['a b'].*`,
      },
      { ...type, part: 'header', path: ['x-a', 0], pointer: `${at}/header/X-A[0]` },
      { ...type, part: 'query', path: ['filter[x]'], pointer: `${at}/query/filter[x]` },
      { ...type, part: 'path', path: [], pointer: `${at}/path` },
    ]);
  });
});

describe('what is no pact', () => {
  const interaction = { description: 'd', request, response };
  const whole = (file: object) => JSON.stringify({ ...parties, interactions: [], ...file }, null, 1);
  const one = (parts: object, version = '3.0.0') =>
    whole({ interactions: [{ ...interaction, ...parts }], metadata: { pactSpecification: { version } } });
  const bad = (text: string): string => {
    try {
      readPact(text, 'a.json');
    } catch (error) {
      if (error instanceof KitError && error.code === 'pact-unreadable') return error.message;
      throw error;
    }
    throw new Error('it was read');
  };

  it.each<[string, string, string]>([
    ['an empty file', ' \n', 'a.json: the file is empty'],
    ['not JSON', '{\n  "consumer": ,', 'a.json:2:15: found no JSON, expected a pact in JSON'],
    ['JSON cut off', '{"consumer": {', 'a.json:1:15: found the end of the text, expected a pact in JSON'],
    ['a page', '<!DOCTYPE html><p>', 'a.json:1:1: found a page of HTML or XML, expected a pact in JSON'],
    ['a list', '[]', 'a.json:1:1: found an array, expected an object'],
    ['a text', '"a"', 'a.json:1:1: found a string, expected an object'],
    ['null', 'null', 'a.json:1:1: found null, expected an object'],
    [
      'nested without end',
      `${'['.repeat(500)}${']'.repeat(500)}`,
      'a.json: it is nested deeper than 400 levels',
    ],
    [
      'another JSON file',
      '{"name": "kit"}',
      'a.json:1:1: found nothing at /consumer/name, expected the name of the consumer',
    ],
    [
      'a consumer without name',
      whole({ consumer: {} }),
      'a.json:2:2: found nothing at /consumer/name, expected the name of the consumer',
    ],
    [
      'an empty name',
      whole({ provider: { name: '' } }),
      'a.json:6:3: found a string at /provider/name, expected the name of the provider, not an empty one',
    ],
    [
      'no interactions',
      whole({ interactions: undefined }),
      'a.json:1:1: found nothing at /interactions, expected an array of interactions',
    ],
    [
      'interactions by name',
      whole({ interactions: {} }),
      'a.json:8:2: found an object at /interactions, expected an array',
    ],
    [
      'an interaction that is a text',
      whole({ interactions: ['a'] }),
      'a.json:9:3: found a string at /interactions/0, expected an object',
    ],
    [
      'messages by name',
      whole({ interactions: undefined, messages: {} }),
      'a.json:8:2: found an object at /messages, expected an array',
    ],
    [
      'a version to come',
      one({}, '5.0'),
      'a.json:22:4: found a string at /metadata/pactSpecification/version, expected version 1, 2, 3 or 4 of the Pact specification',
    ],
    [
      'no description',
      one({ description: undefined }),
      'a.json:9:3: found nothing at /interactions/0/description, expected the description of the interaction',
    ],
    [
      'no request',
      one({ request: undefined }),
      'a.json:9:3: found nothing at /interactions/0/request, expected an object',
    ],
    [
      'no method',
      one({ request: { path: '/' } }),
      'a.json:11:4: found nothing at /interactions/0/request/method, expected the method of the request',
    ],
    [
      'a status of no HTTP',
      one({ response: { status: 99 } }),
      'a.json:16:5: found a number at /interactions/0/response/status, expected a status from 100 to 599',
    ],
    [
      'a header of objects',
      one({ response: { ...response, headers: { a: {} } } }),
      'a.json:18:6: found an object at /interactions/0/response/headers/a, expected a string or a list of strings',
    ],
    [
      'a list of headers',
      one({ response: { ...response, headers: [] } }),
      'a.json:17:5: found an array at /interactions/0/response/headers, expected an object',
    ],
    [
      'a query that is a number',
      one({ request: { ...request, query: 7 } }),
      'a.json:14:5: found a number at /interactions/0/request/query, expected an object',
    ],
    [
      'states by name',
      one({ providerStates: {} }),
      'a.json:18:4: found an object at /interactions/0/providerStates, expected an array',
    ],
    [
      '4: a body without content',
      one({ request: { ...request, body: 'a' } }, '4.0'),
      'a.json:14:5: found a string at /interactions/0/request/body, expected an object with content, contentType and encoded',
    ],
    [
      '4: a type of no text',
      one({ type: 4 }, '4.0'),
      'a.json:18:4: found a number at /interactions/0/type, expected the type of the interaction',
    ],
    [
      'rules under no path',
      one({ request: { ...request, matchingRules: { body: { '$..a': {} } } } }),
      'a.json:16:7: found an object at /interactions/0/request/matchingRules/body/$..a, expected rules under a path expression, which "$..a" is not',
    ],
    [
      'a rule without matcher',
      one({ request: { ...request, matchingRules: { body: { $: {} } } } }),
      'a.json:16:7: found nothing at /interactions/0/request/matchingRules/body/$/match, expected the name of a matcher',
    ],
  ])('%s', (_, text, message) => {
    expect(bad(text)).toBe(`cannot read the pact ${message}`);
  });

  it('shows nothing of a value, which can be a secret', () => {
    const headers = { Authorization: { token: 'sk-secret' } };
    expect(bad(one({ request: { ...request, headers } }))).not.toContain('sk-secret');
  });
});

it('reads a byte order mark as nothing', () => {
  const pact: Json = { ...parties, interactions: [{ description: 'd', request, response }] };
  expect(readPact(`\uFEFF${JSON.stringify(pact)}`, 'a.json')).toEqual(
    readPact(JSON.stringify(pact), 'a.json'),
  );
});

it('takes members named as those of every object for what they are', () => {
  const text = `{"consumer":{"name":"C"},"provider":{"name":"P"},"interactions":[{"description":"d","request":{"method":"GET","path":"/","query":{"__proto__":["1"]},"headers":{"constructor":"x"}},"response":{"status":200}}]}`;
  const [interaction] = readPact(text, 'a.json').interactions;
  expect(interaction?.kind === 'http' && Object.entries(interaction.request.query)).toEqual([
    ['__proto__', ['1']],
  ]);
  expect(interaction?.kind === 'http' && Object.entries(interaction.request.headers)).toEqual([
    ['constructor', ['x']],
  ]);
});
