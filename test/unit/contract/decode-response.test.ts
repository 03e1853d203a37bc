import { describe, expect, it } from 'vitest';
import { decodeResponse } from '../../../src/contract/decode-response.ts';
import type { HttpResponse } from '../../../src/exchange/exchange.ts';
import { onlyOperation, toContract } from './to-contract.ts';

const contract = toContract(`
paths:
  /x:
    get:
      responses:
        default: {description: other}
        '200':
          description: ok
          headers:
            X-Count: {schema: {type: integer}}
            X-List: {schema: {type: array, items: {type: string}}}
            X-Json: {content: {application/json: {}}}
            Set-Cookie: {schema: {type: string}}
          content: {application/json: {schema: {type: object}}}
        4XX: {description: bad, content: {text/plain: {}}}
        '404': {description: none}
`);

function decode(response: Partial<HttpResponse>, of = contract) {
  return decodeResponse(of, onlyOperation(of), { status: 200, headers: {}, ...response }, 'observed');
}

describe('the Response Object', () => {
  it.each([
    [200, '200'],
    [404, '404'],
    [400, '4XX'],
    [500, 'default'],
    [201, 'default'],
  ])('of %i is %s', (status, expected) => {
    expect(decode({ status }).definition?.status).toBe(expected);
  });

  it('is none where the status is not documented', () => {
    const bare = toContract("paths: {/x: {get: {responses: {'200': {description: d}}}}}");
    const { definition, at, headers, mediaType } = decode({ status: 500 }, bare);
    expect({ definition, at, headers, mediaType }).toEqual({
      definition: undefined,
      at: { uri: 'file:///api/api.yaml', pointer: '/paths/~1x/get/responses' },
      headers: [],
      mediaType: undefined,
    });
  });
});

it('reads the declared headers, and no other', () => {
  const { headers } = decode({
    headers: {
      'x-count': '5',
      'x-list': 'a, b',
      'x-json': '{"a":1}',
      'set-cookie': ['a=1', 'b=2'],
      'x-other': '1',
    },
  });
  expect(
    headers.map((header) => [
      header.parameter.name,
      header.raw,
      header.state === 'present' && header.candidates,
    ]),
  ).toEqual([
    ['x-count', '5', [5]],
    ['x-list', 'a, b', [['a', 'b']]],
    ['x-json', '{"a":1}', [{ a: 1 }]],
    ['set-cookie', 'a=1, b=2', ['a=1', 'b=2']],
  ]);
});

describe('the body', () => {
  const headers = { 'content-type': ['application/json', 'application/json'] };
  const body = { kind: 'text', text: '{}' } as const;

  it('is read by the media type of the Response Object', () => {
    expect(decode({ headers, body })).toMatchObject({
      mediaType: { name: 'application/json' },
      contentType: 'application/json',
      body: { state: 'present', candidates: [{}] },
    });
    expect(decode({ status: 400, headers, body }).mediaType).toBeUndefined();
  });

  it.each([204, 304, 100, 199])('is none with status %i', (status) => {
    expect(decode({ status, headers, body }).body).toEqual({ state: 'absent' });
  });

  it('is none for HEAD', () => {
    const head = toContract(
      "paths: {/x: {head: {responses: {'200': {description: d, content: {application/json: {}}}}}}}",
    );
    expect(decode({ headers, body }, head).body).toEqual({ state: 'absent' });
  });
});
