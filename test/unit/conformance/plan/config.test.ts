import { describe, expect, it } from 'vitest';
import { type PlanConfig, planDefaults, selectOperations } from '../../../../src/conformance/plan/config.ts';
import { toContract } from '../../contract/to-contract.ts';
import { planOf } from '../plan-of.ts';

const contract = toContract(
  `
paths:
  /a/{id}:
    post:
      operationId: add
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name, tags]
              properties: {name: {type: string}, tags: {type: object, additionalProperties: {type: string}}, list: {type: array, items: {type: number}}}
      responses: {'200': {description: ''}}
`,
  { servers: ['/base'] },
);

const baselineOf = (more: Partial<PlanConfig>) =>
  planOf(contract, { basePath: '/base', ...more }).baselines[0]?.request;

describe('values of the configuration', () => {
  it('fill parameters and body fields, read as the schema wants them', () => {
    const values = {
      id: '12',
      limit: '5',
      'body.name': '007',
      'body.tags': '{"a":"b"}',
      'body.list.0': '1.5',
    };
    expect(
      baselineOf({
        values,
        basePath: '/base',
        headers: [
          ['x-trace', 'abc'],
          ['X-Other', 'd'],
        ],
      }),
    ).toEqual({
      method: 'POST',
      url: '/base/a/12?limit=5',
      headers: [
        ['Accept', '*/*'],
        ['User-Agent', 'contract-kit'],
        ['X-Other', 'd'],
        ['X-Trace', 'abc'],
        ['Content-Type', 'application/json'],
      ],
      body: { kind: 'text', text: '{"name":"007","tags":{"a":"b"},"list":[1.5]}' },
      credentials: 'valid',
    });
  });

  it('replace the whole body', () => {
    const text = '{"name":"a","tags":{}}';
    expect(baselineOf({ values: { body: text } })?.body).toEqual({ kind: 'text', text });
  });

  it('that break the document are refused before anything is sent', () => {
    expect(planOf(contract, { basePath: '/base', values: { 'body.tags': '[]' } }).skipped).toEqual({
      reason:
        'POST /a/{id} cannot be tested: the request is not valid: request body /tags: received [], documented type object',
      intended: false,
    });
  });

  it.each([
    [{ only: ['remove'] }, 'the document has no operation "remove"'],
    [{ values: { ID: '1' } }, 'no operation has a parameter "ID"'],
  ])('%j names nothing in the document', (more, message) => {
    expect(() => selectOperations(contract, { ...planDefaults, ...more })).toThrow(message);
  });
});
