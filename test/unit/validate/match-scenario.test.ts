import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../src/contract/decode-request.ts';
import { check } from '../../../src/validate/check.ts';
import { toFaultSet } from '../../../src/validate/fault-set.ts';
import { matchFault, matchScenario } from '../../../src/validate/match-scenario.ts';
import { onlyOperation, toContract } from '../contract/to-contract.ts';

const contract = toContract(`paths:
  /things/{id}:
    parameters:
      - name: id
        in: path
        required: true
        schema: { type: string }
        examples: { good: { value: one }, gone: { value: lost } }
      - name: limit
        in: query
        schema: { type: integer, maximum: 10 }
        examples: { good: { value: 5 }, empty: { value: 0 }, too-many: { value: 99, x-invalid: true } }
    put:
      requestBody:
        required: true
        content:
          application/json: &json
            schema:
              type: object
              required: [a, b]
              properties: { a: { type: string }, b: { type: integer } }
            examples:
              good: { value: { a: x, b: 1 } }
              same: { value: { a: same, b: 1 } }
              a-null: { x-invalid: true, value: { a: null, b: 1 } }
              a-wrong: { x-invalid: true, value: { a: 1, b: 1 } }
              a-missing: { x-invalid: true, value: { b: 1 } }
              both-wrong: { x-invalid: true, value: { a: 1, b: x } }
              malformed: { x-invalid: true, x-serialized-value: '{' }
              nobody: { x-credentials: none, value: { a: x, b: 1 } }
              text-exact: { x-serialized-value: '{"a": "exact", "b": 2}' }
          application/merge-patch+json: { schema: { type: object, required: [a], properties: { a: { type: string }, b: { type: integer } } } }
      security: [{ Key: [] }]
      responses:
        '200': &answer
          description: ok
          content:
            application/json:
              examples: { good: {}, same: {}, empty: {}, text-exact: {} }
        '400':
          description: bad
          content:
            application/json:
              examples: { a-null: {}, a-wrong: {}, a-missing: {}, both-wrong: {}, malformed: {}, too-many: {}, gone: {} }
        '401': { description: who, content: { application/json: { examples: { nobody: {} } } } }
components: { securitySchemes: { Key: { type: apiKey, in: header, name: key } } }`);
const operation = onlyOperation(contract);

type Options = { id?: string; query?: string; type?: string; key?: string | undefined };

function ask(text: string, { id = 'any', query = '', type = 'application/json', ...options }: Options = {}) {
  const key = 'key' in options ? options.key : 'k';
  const request = {
    method: 'PUT',
    url: `/things/${id}${query}`,
    headers: { 'content-type': type, ...(key !== undefined && { key }) },
    body: { kind: 'text', text },
  } as const;
  const { findings } = check(
    contract,
    { stance: 'observed', request, origin: { source: 'test' } },
    { sides: ['request'] },
  );
  const decoded = decodeRequest(contract, operation, { id }, request, 'observed');
  if (findings.length === 0) return matchScenario(contract, decoded)?.name;
  return `fault ${matchFault(contract, operation, { faults: toFaultSet(findings, decoded.mediaType), request: decoded })?.name}`;
}

describe('the content of a valid request', () => {
  it.each<[string, string, Options, string | undefined]>([
    ['is that of a scenario', '{"a":"x","b":1}', { id: 'one', query: '?limit=5' }, 'good'],
    ['in another order of keys', '{"b":1,"a":"x"}', { id: 'one', query: '?limit=5' }, 'good'],
    ['lacks a value that the name gives', '{"a":"x","b":1}', { id: 'one' }, undefined],
    ['has what the name gives in its body', '{"a":"same","b":1}', {}, 'same'],
    ['has what the name gives in the path', '{"a":"y","b":7}', { id: 'lost' }, 'gone'],
    ['has what the name gives in the query', '{"a":"y","b":7}', { query: '?limit=0' }, 'empty'],
    ['is given as a text', ' {"b":2,"a":"exact"}', {}, 'text-exact'],
    ['is none of them', '{"a":"z","b":1}', {}, undefined],
  ])('%s', (_, text, options, name) => {
    expect(ask(text, options)).toBe(name);
  });
});

describe('the faults of a request', () => {
  it.each<[string, string, Options, string]>([
    ['the same with another value', '{"a":[],"b":1}', {}, 'a-wrong'],
    ['null is not a wrong type', '{"a":null,"b":5}', {}, 'a-null'],
    ['missing', '{"b":1}', {}, 'a-missing'],
    ['two together', '{"a":true,"b":"y"}', {}, 'both-wrong'],
    ['a part of them is documented', '{"a":1,"b":1}', { query: '?limit=11' }, 'a-wrong'],
    ['another parameter', '{"a":"x","b":1}', { query: '?limit=50' }, 'too-many'],
    ['malformed', '{"a"', {}, 'malformed'],
    ['malformed under another media type', '{"a"', { type: 'application/merge-patch+json' }, 'malformed'],
    ['the same schema written out twice', '{"a":1}', { type: 'application/merge-patch+json' }, 'a-wrong'],
    ['a credential comes first', '{"a":1', { key: undefined }, 'nobody'],
    ['nothing like it is documented', '{"a":"x","b":"y"}', {}, 'undefined'],
  ])('%s', (_, text, options, name) => {
    expect(ask(text, options)).toBe(`fault ${name}`);
  });
});
