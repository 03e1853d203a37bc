import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileContract } from '../../../../src/contract/compile.ts';
import type { Contract } from '../../../../src/contract/contract.ts';
import { checkPacts } from '../../../../src/pact/check/check-pacts.ts';
import { selectPacts } from '../../../../src/pact/check/select-pacts.ts';
import { toExchange } from '../../../../src/pact/check/to-exchange.ts';
import type { PactFile } from '../../../../src/pact/file/pact-file.ts';
import { readPact } from '../../../../src/pact/file/read-pact.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

const cwd = fileURLToPath(new URL('../../../fixtures/pacts/', import.meta.url));
const fixtures = readdirSync(`${cwd}files`).map((name) =>
  readPact(readFileSync(`${cwd}files/${name}`, 'utf8'), name),
);
let contract: Contract;
beforeAll(async () => {
  contract = compileContract(await loadSpec('shop.yaml', { cwd }));
});

type Parts = { readonly request?: object; readonly response?: object; readonly pending?: boolean };
const credential = { Authorization: 'Bearer placeholder' };

function pactOf(interactions: readonly Parts[], version = '3.0.0', provider = 'Shop'): PactFile {
  const whole = {
    consumer: { name: 'C' },
    provider: { name: provider },
    interactions: interactions.map(({ request, response, ...others }, index) => ({
      description: `number ${index}`,
      ...others,
      request: { method: 'GET', path: '/orders', ...request },
      response: { status: 200, ...response },
    })),
    metadata: { pactSpecification: { version } },
  };
  return readPact(JSON.stringify(whole, null, 2), 'c.json');
}

const judge = (parts: Parts, version?: string) => checkPacts(contract, [pactOf([parts], version)]);
const rulesOf = (parts: Parts, version?: string) => {
  const { findings, unchecked } = judge(parts, version);
  return [
    ...findings.map(({ rule, severity }) => `${severity} ${rule}`),
    ...unchecked.map(({ reason }) => reason),
  ];
};

describe('pacts that keep to the document', () => {
  it.each(fixtures.map((pact) => [pact.name, pact] as const))('%s', (_, pact) => {
    const { findings } = checkPacts(contract, [pact]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('count what was judged, what is not for the document, and what could not be looked at', () => {
    const { exchanges, checked, unchecked, skipped, coverage } = checkPacts(contract, fixtures);
    expect({ exchanges, checked, unchecked, skipped, clauses: coverage.clauses }).toEqual({
      exchanges: 14,
      checked: 13,
      unchecked: [
        {
          reason:
            'pact-go-v4-plugins.json:6: the interaction "every order as CSV" is written by the plugin "csv"',
        },
      ],
      skipped: [
        {
          reason: 'pact-go-v4-plugins.json: a synchronous message, which no OpenAPI document describes',
          count: 1,
        },
        { reason: 'pact-js-v4.json: an asynchronous message, which no OpenAPI document describes', count: 1 },
        {
          reason: 'pact-jvm-v3-messages.json: an asynchronous message, which no OpenAPI document describes',
          count: 1,
        },
      ],
      clauses: [],
    });
  });
});

describe('the URL of an interaction', () => {
  it.each<[string, object, string]>([
    ['as it is', { path: '/orders/a%20b' }, '/orders/a%20b'],
    ['not encoded', { path: '/orders/é 1#[x]' }, '/orders/%C3%A9%201%23%5Bx%5D'],
    ['half encoded', { path: '/orders/100%/a%2Fb' }, '/orders/100%25/a%2Fb'],
    ['half a character', { path: '/orders/\ud800' }, '/orders/%EF%BF%BD'],
    ['without slash', { path: 'orders' }, '/orders'],
    [
      'with a query',
      { query: { 'a b': ['1&2', ''], c: ['\ud800'] } },
      '/orders?a%20b=1%262&a%20b=&c=%EF%BF%BD',
    ],
  ])('%s', (_, request, url) => {
    const pact = pactOf([{ request }]);
    const [interaction] = pact.interactions;
    if (interaction?.kind !== 'http') throw new Error('not of HTTP');
    expect(toExchange(pact, interaction)).toEqual({
      stance: 'expected',
      request: { method: 'GET', url, headers: {} },
      response: { status: 200, headers: {} },
      origin: { source: 'pact', label: 'c.json', line: 9 },
    });
  });
});

describe('what is no fault', () => {
  it.each<[string, Parts, string?]>([
    ['a path below the base path of the server', { request: { path: '/orders' } }],
    ['a path with the base path', { request: { path: '/api/v2/orders' } }],
    ['no credential where it is optional', { request: { path: '/orders' } }],
    ['less than the response requires', { response: { body: [{ id: '7' }, {}] } }],
    ['an empty list', { response: { body: [] } }],
    ['no word about the body', { response: { headers: { 'Content-Type': 'application/json' } } }],
    [
      'JSON without its type',
      {
        request: { method: 'POST', headers: credential, body: { customer: 'A', total: 1 } },
        response: { status: 201, body: {} },
      },
    ],
    [
      'a vendor type left out',
      { request: { path: '/orders/7', headers: credential }, response: { body: { id: '7' } } },
    ],
    [
      'a broken request that is refused as documented',
      { request: { query: { status: ['lost'] } }, response: { status: 422 } },
    ],
    ['no credential, refused as documented', { request: { path: '/orders/7' }, response: { status: 401 } }],
    [
      'a read-only property left out of a request',
      {
        request: { method: 'POST', headers: credential, body: { customer: 'A', total: 1 } },
        response: { status: 201 },
      },
    ],
    ['a status of a range', { response: { status: 451 } }],
    [
      'a list in one text',
      { request: { query: { ids: ['1,2'] } }, response: { headers: { 'X-Pages': '1,2' } } },
    ],
    [
      'a list in several',
      { request: { query: { tag: ['a', 'b'] } }, response: { headers: { 'X-Pages': ['1', '2'] } } },
    ],
    [
      'no body after DELETE',
      {
        request: { method: 'DELETE', path: '/orders/7', headers: credential },
        response: { status: 204, body: '' },
      },
    ],
  ])('%s', (_, parts, version) => {
    expect(rulesOf(parts, version)).toEqual([]);
  });
});

describe('what is one', () => {
  it.each<[string, Parts, string[], string?]>([
    ['a path below no server', { request: { path: '/api/v3/orders' } }, ['error operation-unknown']],
    [
      'a method of a path below the base path',
      { request: { method: 'PUT', path: '/orders' } },
      ['error operation-unknown'],
    ],
    [
      'a broken request that succeeds',
      { request: { query: { status: ['lost'] } } },
      ['error request-parameter-schema'],
    ],
    [
      'a broken request that breaks the service',
      { request: { query: { status: ['lost'] } }, response: { status: 500 } },
      ['error request-parameter-schema', 'error response-status-unknown'],
    ],
    ['no credential', { request: { path: '/orders/7' } }, ['warning request-security-missing']],
    [
      'another type of JSON',
      {
        request: { path: '/orders/7', headers: credential },
        response: { headers: { 'content-type': 'application/json' }, body: {} },
      },
      ['error response-media-type-unknown'],
    ],
    [
      'JSON where text is documented',
      { request: { path: '/export', headers: credential }, response: { body: { a: 1 } } },
      ['error response-media-type-unknown'],
    ],
    [
      'a property that is not declared',
      { response: { body: [{ colour: 1 }] } },
      ['error response-body-schema'],
    ],
    [
      'a property of another alternative',
      {
        request: {
          method: 'POST',
          path: '/payments',
          headers: credential,
          body: { kind: 'card', last4: '1' },
        },
        response: { body: { kind: 'card', iban: 'x' } },
      },
      ['error response-body-schema'],
    ],
    [
      'a body of which nothing can be read',
      { response: { body: { content: '[', encoded: 'JSON', contentType: 'application/json' } } },
      ['c.json:18: the body cannot be read: its text is not the JSON that it is said to be'],
      '4.0',
    ],
    [
      'a server that is none of the document',
      { request: { path: 'http://other.example/orders' } },
      ['c.json:11: the path names a server that the document does not'],
    ],
  ])('%s', (_, parts, found, version) => {
    expect(rulesOf(parts, version)).toEqual(found);
  });

  it('a warning only, in a pending interaction', () => {
    const [finding] = judge({ request: { query: { status: ['lost'] } }, pending: true }, '4.0').findings;
    expect([finding?.severity, finding?.hint]).toEqual([
      'warning',
      'a warning because the interaction is pending',
    ]);
  });

  it('each time, in two interactions, with an identity that the order does not change', () => {
    const broken = [{ response: { body: [{ colour: 1 }] } }, { response: { body: [{ colour: 1 }] } }];
    const prints = (pact: PactFile) =>
      checkPacts(contract, [pact]).findings.map(({ fingerprint }) => fingerprint);
    const [first, second] = prints(pactOf(broken));
    expect(first).not.toBe(second);
    const text = pactOf(broken).text.replace(/"number (\d)"/g, (_, digit) => `"number ${1 - Number(digit)}"`);
    expect(prints(readPact(text, 'moved.json'))).toEqual([second, first]);
  });
});

describe('the place in the file', () => {
  const headers = { 'X-TRACE': 'none' };
  const typed = { content: { customer: 1, total: 1 }, contentType: 'application/json' };
  it.each<[string, Parts, string, string?]>([
    ['a query', { request: { query: { ids: ['x'] } } }, 'request/query/ids/0'],
    ['a query in one text', { request: { query: 'ids=x' } }, 'request/query', '2.0.0'],
    ['a header in its own case', { request: { headers } }, 'request/headers/X-TRACE'],
    ['a path', { request: { path: '/nowhere' } }, 'request/path'],
    ['a body', { response: { body: [{}, { total: -1 }] } }, 'response/body/1/total'],
    [
      'a body of specification 4',
      { request: { method: 'POST', headers: credential, body: typed }, response: { status: 201 } },
      'request/body/content/customer',
      '4.0',
    ],
    [
      'a media type',
      { response: { headers: { 'content-TYPE': 'text/a' }, body: 'x' } },
      'response/headers/content-TYPE',
    ],
    [
      'a media type of specification 4',
      { response: { body: { content: 'x', contentType: 'text/a' } } },
      'response/body/contentType',
      '4.0',
    ],
    [
      'what is lacking',
      { request: { method: 'POST', headers: credential, body: { total: 1 } }, response: { status: 201 } },
      'request/body',
    ],
  ])('of %s', (_, parts, pointer, version) => {
    const pact = pactOf([parts], version);
    const [finding] = checkPacts(contract, [pact]).findings;
    const { line = 0, column = 0 } = finding?.origin ?? {};
    expect(finding?.origin).toEqual({
      label: 'c.json',
      line,
      column,
      pointer: `/interactions/0/${pointer}`,
      interaction: 'number 0',
    });
    const name = pointer.split('/').at(-1) ?? '';
    const found = pact.text.split('\n')[line - 1]?.slice(column - 1);
    expect(/^\d+$/.test(name) ? '' : found).toMatch(/^\d+$/.test(name) ? '' : new RegExp(`^"${name}":`));
  });
});

describe('pacts of several providers', () => {
  const pacts = [pactOf([{}]), pactOf([{}, {}], '3.0.0', 'Bank')];

  it('are all taken, with a note', () => {
    const reason = 'the pacts are of several providers, Bank, Shop; --provider NAME takes those of one';
    expect(selectPacts(pacts, undefined)).toEqual({ pacts, skipped: [], notes: [{ reason, count: 2 }] });
  });

  it('or those of one, and the others are counted', () => {
    expect(selectPacts(pacts, 'Shop')).toEqual({
      pacts: [pacts[0]],
      skipped: [{ reason: 'c.json: of the provider Bank', count: 2 }],
      notes: [],
    });
  });

  it('but not those of one that is not there', () => {
    expect(() => selectPacts(pacts, 'Shoe')).toThrow('no pact is of the provider "Shoe"');
  });
});
