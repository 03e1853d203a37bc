import { describe, expect, it } from 'vitest';
import { listExamples } from '../../../src/contract/list-examples.ts';
import { listSchemas } from '../../../src/contract/list-schemas.ts';
import { listScenarios } from '../../../src/contract/scenario.ts';
import { onlyOperation, toContract } from './to-contract.ts';

const contract = toContract(`
paths:
  /x/{id}:
    put:
      parameters:
        - {name: id, in: path, schema: {type: string}, examples: {ok: {value: one}, gone: {value: none}}}
        - {name: page, in: query, schema: {type: integer, example: 3}}
        - {name: free, in: query, schema: {type: integer}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Body'}
            examples:
              bad: {x-invalid: true, value: {a: 1}}
              ok: {value: {a: x}}
              cut: {x-invalid: true, x-serialized-value: '{"a'}
              locked: {x-credentials: none, value: {a: y}}
              alone: {value: {a: z}}
      responses:
        '200':
          description: ok
          headers: {X-H: {schema: {type: integer}, example: 1}}
          content: {application/json: {schema: {type: object}, examples: {ok: {value: {done: true}}, other: {value: {}}}}}
        '400':
          description: bad
          content:
            application/json:
              schema: {allOf: [{$ref: '#/components/schemas/Error'}]}
              examples:
                bad: {value: {code: E1, message: m, inner: {reason: r, note: n}}}
                cut: {value: {code: E2, message: m}}
                gone: {value: {message: m}}
                ok: {value: {code: never}}
        default:
          description: rest
          content: {application/json: {schema: {}, examples: {locked: {x-credentials: expired, value: {}}}}}
components:
  schemas:
    Body: {type: object, properties: {a: {type: string, examples: [q]}}, example: {a: b}}
    Error:
      properties:
        code: {type: string, x-outcome: true}
        message: {type: string}
        inner: {properties: {reason: {$ref: '#/components/schemas/Reason'}}}
    Reason: {type: string, x-outcome: true}
  parameters: {Unused: {name: u, in: query, schema: {type: string}, example: u}}
`);
const operation = onlyOperation(contract);
const scenarios = listScenarios(operation);

describe('listScenarios', () => {
  it('pairs the names that stand on both sides', () => {
    expect(
      scenarios.map(({ name, request, response }) => ({
        name,
        parameters: request.parameters.map(({ parameter, value }) => [parameter.name, value]),
        body: request.body?.text ?? request.body?.value,
        credentials: request.credentials,
        status: response.status,
        outcome: response.outcome.map(({ pointer, value }) => [pointer, value]),
      })),
    ).toEqual([
      {
        name: 'ok',
        parameters: [
          ['id', 'one'],
          ['page', 3],
        ],
        body: { a: 'x' },
        credentials: 'valid',
        status: '200',
        outcome: [],
      },
      {
        name: 'bad',
        parameters: [
          ['id', 'one'],
          ['page', 3],
        ],
        body: { a: 1 },
        credentials: 'valid',
        status: '400',
        outcome: [
          ['/code', 'E1'],
          ['/inner/reason', 'r'],
        ],
      },
      {
        name: 'cut',
        parameters: [
          ['id', 'one'],
          ['page', 3],
        ],
        body: '{"a',
        credentials: 'valid',
        status: '400',
        outcome: [['/code', 'E2']],
      },
      {
        name: 'gone',
        parameters: [
          ['id', 'none'],
          ['page', 3],
        ],
        body: { a: 'x' },
        credentials: 'valid',
        status: '400',
        outcome: [],
      },
      {
        name: 'locked',
        parameters: [
          ['id', 'one'],
          ['page', 3],
        ],
        body: { a: 'y' },
        credentials: 'none',
        status: 'default',
        outcome: [],
      },
    ]);
  });

  it('says where an outcome is documented', () => {
    expect(scenarios[1]?.response.outcome[1]?.at.pointer).toBe(
      '/paths/~1x~1{id}/put/responses/400/content/application~1json/examples/bad/value/inner/reason',
    );
  });
});

describe('listExamples', () => {
  it('lists each with its schema and direction', () => {
    const listed = listExamples(contract).map(({ example, schema, directions, mediaType }) => [
      example.at.pointer.replace('/paths/~1x~1{id}/put', 'PUT').replace('application~1json', 'json'),
      schema.pointer.replace('/paths/~1x~1{id}/put', 'PUT').replace('application~1json', 'json'),
      directions.join(),
      mediaType?.name,
    ]);
    const body = 'PUT/requestBody/content/json';
    const response = (status: string) => `PUT/responses/${status}/content/json`;
    const json = 'application/json';
    expect(listed).toEqual([
      ['PUT/parameters/0/examples/ok', 'PUT/parameters/0/schema', 'request', undefined],
      ['PUT/parameters/0/examples/gone', 'PUT/parameters/0/schema', 'request', undefined],
      ['PUT/parameters/1/schema/example', 'PUT/parameters/1/schema', 'request', undefined],
      ...['bad', 'ok', 'cut', 'locked', 'alone'].map((name) => [
        `${body}/examples/${name}`,
        `${body}/schema`,
        'request',
        json,
      ]),
      [
        'PUT/responses/200/headers/X-H/example',
        'PUT/responses/200/headers/X-H/schema',
        'response',
        undefined,
      ],
      ...['ok', 'other'].map((name) => [
        `${response('200')}/examples/${name}`,
        `${response('200')}/schema`,
        'response',
        json,
      ]),
      ...['bad', 'cut', 'gone', 'ok'].map((name) => [
        `${response('400')}/examples/${name}`,
        `${response('400')}/schema`,
        'response',
        json,
      ]),
      [`${response('default')}/examples/locked`, `${response('default')}/schema`, 'response', json],
      ['/components/parameters/Unused/example', '/components/parameters/Unused/schema', 'request', undefined],
      ['PUT/parameters/1/schema/example', 'PUT/parameters/1/schema', 'request,response', undefined],
      ['/components/schemas/Body/example', '/components/schemas/Body', 'request,response', undefined],
      [
        '/components/schemas/Body/properties/a/examples/0',
        '/components/schemas/Body/properties/a',
        'request,response',
        undefined,
      ],
    ]);
  });
});

describe('listSchemas', () => {
  it('lists each once with its uses', () => {
    const listed = listSchemas(contract).map(({ schema, uses }) => [
      schema.pointer.replace('/paths/~1x~1{id}/put', 'PUT').replace('application~1json', 'json'),
      uses.map(({ direction, stance }) => `${direction} ${stance}`).join(),
    ]);
    const both = 'request observed,response observed';
    expect(listed).toEqual([
      ['PUT/parameters/0/schema', 'request observed'],
      ['PUT/parameters/1/schema', 'request observed'],
      ['PUT/parameters/2/schema', 'request observed'],
      ['PUT/requestBody/content/json/schema', 'request observed'],
      ['PUT/responses/200/headers/X-H/schema', 'response observed'],
      ['PUT/responses/200/content/json/schema', 'response observed'],
      ['PUT/responses/400/content/json/schema', 'response observed'],
      ['PUT/responses/default/content/json/schema', 'response observed'],
      ['/components/schemas/Body', both],
      ['/components/schemas/Error', both],
      ['/components/schemas/Reason', both],
    ]);
  });
});
