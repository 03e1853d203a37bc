import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import { check } from '../../../src/validate/check.ts';
import { toContract } from '../contract/to-contract.ts';

const contract = toContract(`
servers: [{ url: https://api.example }]
paths:
  /things/{id}:
    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { list: { type: array, items: { type: integer } } } }
      responses:
        '200':
          description: Written
          content:
            application/json: { schema: { type: object, properties: { note: { type: string } } } }
`);

const exchange = (parts: { body?: string; answer?: string; url?: string } = {}): Exchange => ({
  stance: 'observed',
  origin: { source: 'test' },
  request: {
    method: 'PUT',
    url: parts.url ?? 'https://api.example/things/a',
    headers: { 'content-type': 'application/json', 'x-auth-token': 'secret-token' },
    body: { kind: 'text', text: parts.body ?? '{}' },
  },
  response: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { kind: 'text', text: parts.answer ?? '{}' },
  },
});

describe('a right exchange', () => {
  it('has nothing to say, and gives the views of both sides', () => {
    const result = check(contract, exchange());
    expect(Object.keys(result).sort()).toEqual([
      'findings',
      'operation',
      'request',
      'response',
      'route',
      'unchecked',
    ]);
    expect([result.findings, result.unchecked]).toEqual([[], []]);
    expect(result.operation?.key).toBe('PUT /things/{id}');
  });

  it('of another server is not judged', () => {
    const url = 'https://cdn.example/things/a';
    expect(check(contract, exchange({ url, body: '!' }))).toEqual({
      route: { kind: 'server-unknown' },
      findings: [],
      unchecked: [],
    });
  });
});

describe('sides', () => {
  const broken = exchange({ body: '{"list":["a"]}', answer: '{"note":5}' });
  const rulesOf = (sides: readonly ('request' | 'response')[]) =>
    check(contract, broken, { sides }).findings.map(({ rule }) => rule);

  it('only those asked for are judged', () => {
    expect(rulesOf(['request', 'response'])).toEqual(['request-body-schema', 'response-body-schema']);
    expect(rulesOf(['request'])).toEqual(['request-body-schema']);
    expect(rulesOf(['response'])).toEqual(['response-body-schema']);
  });

  it('a response to a request without an operation is unchecked where the request is not judged', () => {
    const unknown = exchange({ url: '/nothing' });
    expect(check(contract, unknown, { sides: ['response'] }).unchecked).toEqual([
      {
        reason: 'the document has no operation for the request',
        at: { exchange: 0, side: 'response', pointer: '' },
      },
    ]);
    expect(check(contract, unknown).findings.map(({ rule }) => rule)).toEqual(['operation-unknown']);
  });
});

describe('rules', () => {
  const rule = (id: Rule['id'], check: Rule['check'], requires: Rule['requires'] = []): Rule => ({
    id,
    side: 'request',
    severity: 'error',
    title: 'A rule of this test',
    requires,
    check,
  });
  const place = { uri: contract.document.uri, pointer: '/paths' };
  const fault = { kind: 'fault', message: 'received a, documented b', pointer: '/body', place } as const;

  it('a crashed rule makes the exchange unchecked, and keeps what it said before', () => {
    const crashing = rule('request-body-schema', function* () {
      yield fault;
      throw new Error('a bug with secret-token');
    });
    const { findings, unchecked } = check(contract, exchange(), { rules: [crashing], index: 3 });
    expect(findings.map(({ message, at }) => ({ message, at }))).toEqual([
      { message: 'received a, documented b', at: { exchange: 3, side: 'request', pointer: '/body' } },
    ]);
    expect(unchecked).toEqual([
      {
        reason: 'rule request-body-schema crashed: a bug with [redacted]',
        at: { exchange: 3, side: 'request', pointer: '' },
      },
    ]);
  });

  it('a rule runs only where those that it requires had nothing to say', () => {
    const first = rule('request-body-missing', () => [fault]);
    const second = rule('request-body-schema', () => [fault], ['request-body-missing']);
    const third = rule('request-body-unreadable', () => [fault], ['request-parameter-schema']);
    const { findings } = check(contract, exchange(), { rules: [first, second, third] });
    expect(findings.map(({ rule }) => rule)).toEqual(['request-body-missing', 'request-body-unreadable']);
  });

  it('a decoder that crashes makes the side unchecked', () => {
    const headers = {
      get 'content-type'(): string {
        throw new Error('not for you');
      },
    };
    const hostile: Exchange = { ...exchange(), request: { ...exchange().request, headers } };
    const { findings, unchecked } = check(contract, hostile, { sides: ['request'] });
    expect(findings).toEqual([]);
    const at = { exchange: 0, side: 'request', pointer: '' };
    expect(unchecked).toEqual([{ reason: 'the request could not be decoded', at }]);
  });
});

describe('fingerprints', () => {
  const fingerprint = (body: string, url?: string) => {
    const [finding] = check(contract, exchange({ body, ...(url && { url }) }), {
      sides: ['request'],
    }).findings;
    return finding?.fingerprint;
  };
  const first = fingerprint('{"list":["a"]}');

  it('are those of the fault, not of the values, the item or the path values', () => {
    expect(first).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprint('{"list":[1,2,{}]}')).toBe(first);
    expect(fingerprint('{"list":["b"]}', 'https://api.example/things/other')).toBe(first);
  });

  it('differ for another fault', () => {
    expect(fingerprint('{"list":5}')).not.toBe(first);
  });
});

it('names of secrets can be added', () => {
  const body = '{"list":[{"label":"hidden-value"}]}';
  const { findings } = check(contract, exchange({ body }), { secrets: ['label'] });
  expect(findings.map(({ message, actual }) => [message, actual])).toEqual([
    [
      'request body /list/0: received {"label":"[redacted]"}, documented type integer',
      { label: '[redacted]' },
    ],
  ]);
  expect(JSON.stringify(findings)).not.toContain('hidden-value');
});

it('a long body is a variable of the curl line', () => {
  const list = `{"list":["${'x'.repeat(9000)}"]}`;
  const [finding] = check(contract, exchange({ body: list })).findings;
  expect(finding?.reproduce).toBe(
    `curl -X PUT https://api.example/things/a -H 'content-type: application/json' -H 'x-auth-token: '"$X_AUTH_TOKEN" --data-raw "$BODY"`,
  );
});
