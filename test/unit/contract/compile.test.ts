import { describe, expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import { KitError } from '../../../src/errors.ts';
import type { Json } from '../../../src/finding.ts';
import { toDocument } from '../spec/to-document.ts';
import { onlyOperation, toContract } from './to-contract.ts';

const uri = 'file:///api/api.yaml';

describe('an operation', () => {
  const contract = toContract(`
servers: [{url: 'https://{host}/v1', variables: {host: {default: a.example, enum: [a.example, b.example]}}}]
security: [{key: []}]
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: limit, in: query, schema: {type: integer}}
      - {name: X-Trace, in: header, schema: {type: string}}
    put:
      operationId: putThing
      deprecated: true
      parameters:
        - {name: limit, in: query, required: true, allowEmptyValue: true, schema: {type: string}}
        - {name: x-trace, in: header, required: true, schema: {type: string}}
        - {name: Accept, in: header, schema: {type: string}}
        - {name: content-type, in: header, schema: {type: string}}
        - {name: AUTHORIZATION, in: header, schema: {type: string}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
        - {name: c, in: cookie, style: form, explode: false, schema: {}, example: 1}
      requestBody:
        required: true
        content:
          application/json;charset=UTF-8:
            schema: {$ref: '#/components/schemas/Thing'}
            encoding: {a: {contentType: image/png, style: form, explode: false}}
      security: [{}, {key: [], bearer: []}]
      responses:
        200: {$ref: '#/components/responses/Ok'}
        4xx: {description: bad}
        default: {description: other}
components:
  schemas:
    Thing: {type: object, examples: [{a: 1}]}
  responses:
    Ok: {$ref: '#/components/responses/Real'}
    Real:
      description: fine
      headers:
        X-Count: {$ref: '#/components/headers/Count'}
        Content-Type: {schema: {type: string}}
      content: {text/*: {schema: {type: string}}}
  headers:
    Count: {required: true, schema: {type: integer}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    bearer: {type: http, scheme: Bearer}
`);
  const base = '/paths/~1things~1{id}';
  const at = (pointer: string) => ({ uri, pointer });
  const schema = (pointer: string) => ({ uri, pointer, dialect: 'draft2020-12' });
  const parameter = {
    style: 'form',
    explode: true,
    required: false,
    allowEmptyValue: false,
    allowReserved: false,
    examples: [],
  };

  it('is made of what its path item, itself and the references in it say', () => {
    expect(onlyOperation(contract)).toEqual({
      at: at(`${base}/put`),
      key: 'PUT /things/{id}',
      operationId: 'putThing',
      method: 'PUT',
      path: '/things/{id}',
      deprecated: true,
      servers: [
        {
          at: at('/servers/0'),
          url: 'https://{host}/v1',
          variables: { host: { default: 'a.example', enum: ['a.example', 'b.example'] } },
        },
      ],
      parameters: [
        {
          ...parameter,
          at: at(`${base}/parameters/0`),
          name: 'id',
          in: 'path',
          required: true,
          style: 'simple',
          explode: false,
          schema: schema(`${base}/parameters/0/schema`),
        },
        {
          ...parameter,
          at: at(`${base}/put/parameters/0`),
          name: 'limit',
          in: 'query',
          required: true,
          allowEmptyValue: true,
          schema: schema(`${base}/put/parameters/0/schema`),
        },
        {
          ...parameter,
          at: at(`${base}/put/parameters/1`),
          name: 'x-trace',
          in: 'header',
          required: true,
          style: 'simple',
          explode: false,
          schema: schema(`${base}/put/parameters/1/schema`),
        },
        {
          ...parameter,
          at: at(`${base}/put/parameters/5`),
          name: 'filter',
          in: 'query',
          mediaType: {
            at: at(`${base}/put/parameters/5/content/application~1json`),
            name: 'application/json',
            schema: schema(`${base}/put/parameters/5/content/application~1json/schema`),
            examples: [],
            encoding: {},
          },
        },
        {
          ...parameter,
          at: at(`${base}/put/parameters/6`),
          name: 'c',
          in: 'cookie',
          explode: false,
          schema: schema(`${base}/put/parameters/6/schema`),
          examples: [
            {
              at: at(`${base}/put/parameters/6/example`),
              name: '',
              value: 1,
              invalid: false,
              credentials: 'valid',
            },
          ],
        },
      ],
      requestBody: {
        at: at(`${base}/put/requestBody`),
        required: true,
        content: [
          {
            at: at(`${base}/put/requestBody/content/application~1json;charset=UTF-8`),
            name: 'application/json;charset=UTF-8',
            schema: schema(`${base}/put/requestBody/content/application~1json;charset=UTF-8/schema`),
            examples: [
              {
                at: at('/components/schemas/Thing/examples/0'),
                name: '',
                value: { a: 1 },
                invalid: false,
                credentials: 'valid',
              },
            ],
            encoding: { a: { contentType: 'image/png', style: 'form', explode: false } },
          },
        ],
      },
      responses: [
        {
          at: at('/components/responses/Real'),
          status: '200',
          description: 'fine',
          headers: [
            {
              ...parameter,
              at: at('/components/headers/Count'),
              name: 'x-count',
              in: 'header',
              required: true,
              style: 'simple',
              explode: false,
              schema: schema('/components/headers/Count/schema'),
            },
          ],
          content: [
            {
              at: at('/components/responses/Real/content/text~1*'),
              name: 'text/*',
              schema: schema('/components/responses/Real/content/text~1*/schema'),
              examples: [],
              encoding: {},
            },
          ],
          links: [],
        },
        {
          at: at(`${base}/put/responses/4xx`),
          status: '4XX',
          description: 'bad',
          headers: [],
          content: [],
          links: [],
        },
        {
          at: at(`${base}/put/responses/default`),
          status: 'default',
          description: 'other',
          headers: [],
          content: [],
          links: [],
        },
      ],
      security: [
        { at: at(`${base}/put/security/0`), schemes: [] },
        {
          at: at(`${base}/put/security/1`),
          schemes: [
            {
              at: at('/components/securitySchemes/key'),
              key: 'key',
              type: 'apiKey',
              in: 'header',
              name: 'X-Key',
            },
            { at: at('/components/securitySchemes/bearer'), key: 'bearer', type: 'http', scheme: 'bearer' },
          ],
        },
      ],
    });
    expect(contract.problems).toEqual([]);
  });

  it('is frozen to the last object, but for the values of the document', () => {
    const open: string[] = [];
    const visit = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null || path.endsWith('/document')) return;
      if (!Object.isFrozen(value)) open.push(path);
      for (const [key, item] of Object.entries(value)) visit(item, `${path}/${key}`);
    };
    visit(contract, '');
    expect(open).toEqual([]);
  });
});

describe('inheritance', () => {
  it('takes servers and security from the operation, else the path item, else the document', () => {
    const { operations } = toContract(`
servers: [{url: /root}]
security: [{root: []}]
paths:
  /a:
    servers: [{url: /path}]
    get: {servers: [{url: /own}], security: [], responses: {}}
    put: {servers: [], responses: {}}
  /b: {get: {responses: {}}}
components: {securitySchemes: {root: {type: mutualTLS}}}
`);
    expect(
      operations.map(({ servers, security }) => [servers.map(({ url }) => url), security.length]),
    ).toEqual([
      [['/own'], 0],
      [['/path'], 1],
      [['/root'], 1],
    ]);
  });

  it('has the server / where none is documented, and the given ones where some are given', () => {
    const text = 'paths: {/a: {get: {servers: [{url: /own}], responses: {}}}, /b: {get: {responses: {}}}}';
    const servers = (given: string[] | undefined) =>
      toContract(text, given ? { servers: given } : {}).operations.map((each) =>
        each.servers.map(({ url }) => url),
      );
    expect(servers(undefined)).toEqual([['/own'], ['/']]);
    expect(servers(['http://localhost:1'])).toEqual([['http://localhost:1'], ['http://localhost:1']]);
  });
});

describe('references', () => {
  it('are followed over files, from the file they stand in', () => {
    const document = toDocument({
      'api.yaml':
        "openapi: 3.0.3\npaths: {/a: {$ref: 'paths.yaml#/a', summary: s, parameters: [{name: q, in: query}]}}\n",
      'paths.yaml': `a:
  parameters: [{name: q, in: query, required: true}, {$ref: 'parameters.yaml'}]
  get: {responses: {'200': {$ref: '#/ok'}}}
ok: {description: ok, content: {application/json: {schema: {$ref: schema.yaml}}}}
`,
      'parameters.yaml': '{name: p, in: query, schema: {type: string}}',
      'schema.yaml': 'openapi: 3.1.0\ntype: string\n',
    });
    const operation = onlyOperation(compileContract(document));
    expect(operation.at).toEqual({ uri: 'file:///api/paths.yaml', pointer: '/a/get' });
    expect(operation.parameters.map(({ name, required, schema }) => [name, required, schema])).toEqual([
      ['q', false, undefined],
      ['p', false, { uri: 'file:///api/parameters.yaml', pointer: '/schema', dialect: 'openapi-3.0' }],
    ]);
    expect(operation.responses[0]?.content[0]?.schema).toEqual({
      uri: 'file:///api/paths.yaml',
      pointer: '/ok/content/application~1json/schema',
      dialect: 'openapi-3.0',
    });
  });

  it.each([
    [
      'dangling',
      "{$ref: '#/components/parameters/none'}",
      'cannot follow the reference in api.yaml, line 4: #/components/parameters/none does not exist',
    ],
    [
      'circular',
      "{$ref: '#/components/parameters/a'}",
      'cannot follow the reference in api.yaml, line 5: #/components/parameters/a leads back to itself',
    ],
    [
      'no URI',
      "{$ref: 'http://['}",
      'cannot follow the reference in api.yaml, line 4: http://[ does not exist',
    ],
  ])('that are %s end the run', (_, reference, message) => {
    const compile = () =>
      toContract(`paths:
  /a: {get: {parameters: [${reference}], responses: {}}}
components: {parameters: {a: {$ref: '#/components/parameters/b'}, b: {$ref: '#/components/parameters/a'}}}
`);
    expect(compile).toThrow(KitError);
    expect(compile).toThrow(expect.objectContaining({ code: 'reference-unresolvable', message }));
  });
});

describe('problems', () => {
  const reasons = (text: string, version = '3.1.0') =>
    toContract(text, { version }).problems.map(({ reason, at }) => [at.pointer, reason]);

  it('lists what no exchange is judged by, sorted by place', () => {
    expect(
      reasons(`
servers: [{description: no url}, {url: 'https://{a}', variables: {a: {}}}]
webhooks: {paid: {post: {responses: {}}}}
paths:
  x-note: 1
  a: {get: {responses: {}}}
  /q?x={x}: {get: {responses: {}}}
  /b:
    get:
      parameters: [{in: query}, {name: a, in: body}, {name: s, in: query, style: simple, schema: {}}, 1]
      callbacks: {done: {'{$url}': {post: {}}}}
      security: [{none: []}, {odd: []}]
      requestBody: {content: {application/json: {examples: {e: {externalValue: e.json}}}}}
      responses: {'2000': {description: d}, 200: null, x-more: 1}
    put: null
components: {securitySchemes: {odd: {type: other}}}
`),
    ).toEqual([
      ['/paths/a', 'path a is no path template, its operations are not judged'],
      ['/paths/~1b/get/callbacks/done', 'callback done is not judged'],
      ['/paths/~1b/get/parameters/0', 'a parameter in query is not judged'],
      ['/paths/~1b/get/parameters/1', 'a parameter in body is not judged'],
      [
        '/paths/~1b/get/parameters/2/style',
        'style simple does not exist for a parameter in query, form is used',
      ],
      ['/paths/~1b/get/parameters/3', 'there is no object where OpenAPI has one'],
      [
        '/paths/~1b/get/requestBody/content/application~1json/examples/e/externalValue',
        'externalValue of an example is not read',
      ],
      ['/paths/~1b/get/responses/200', 'there is no object where OpenAPI has one'],
      ['/paths/~1b/get/responses/2000', 'response 2000 is no status code, range or default'],
      [
        '/paths/~1b/get/security/0/none',
        'security scheme none is not described in components, its requirement is not judged',
      ],
      [
        '/paths/~1b/get/security/1/odd',
        'security scheme odd is not described in components, its requirement is not judged',
      ],
      ['/paths/~1b/put', 'there is no object where OpenAPI has one'],
      ['/paths/~1q?x={x}', 'path /q?x={x} is no path template, its operations are not judged'],
      ['/servers/0', 'a server without a url is not recognised'],
      ['/servers/1/variables/a', 'server variable a has no default'],
      ['/webhooks/paid', 'webhook paid is not judged'],
    ]);
  });

  it('lists what no request can reach', () => {
    const text = `
paths:
  /a/{x}: {get: {parameters: [{name: x, in: path}, {name: y, in: path}], responses: {}}}
  /a/{z}: {get: {responses: {}}, put: {responses: {}}}
`;
    expect(reasons(text)).toEqual([
      ['/paths/~1a~1{x}/get/parameters/1', 'path parameter y is not in /a/{x} and is not judged'],
      ['/paths/~1a~1{z}/get', 'GET /a/{z} has the same form as /a/{x} and is not judged'],
    ]);
    expect(toContract(text).operations[0]?.parameters.map(({ name }) => name)).toEqual(['x']);
  });

  it('reads OpenAPI 3.2 as 3.1, with its new operations and examples, and lists the rest', () => {
    const text = `
$self: https://example.com/api
paths:
  /a:
    query:
      parameters: [{name: all, in: querystring, content: {application/json: {}}}]
      responses: {200: {description: d, content: {text/event-stream: {itemSchema: {}, examples: {e: {dataValue: 1, serializedValue: '1 '}}}}}}
    additionalOperations: {COPY: {responses: {}}}
`;
    expect(reasons(text, '3.2.0')).toEqual([
      ['/$self', '$self (OpenAPI 3.2) is not judged'],
      ['/paths/~1a/query/parameters/0', 'a parameter in querystring is not judged'],
      [
        '/paths/~1a/query/responses/200/content/text~1event-stream/itemSchema',
        'itemSchema (OpenAPI 3.2) is not judged',
      ],
    ]);
    const { operations } = toContract(text, { version: '3.2.0' });
    expect(operations.map(({ key }) => key)).toEqual(['QUERY /a', 'COPY /a']);
    expect(
      operations[0]?.responses[0]?.content[0]?.examples.map(({ value, text: exact }) => [value, exact]),
    ).toEqual([[1, '1 ']]);
    expect(toContract(text).operations).toEqual([]);
  });

  it('survives what is no OpenAPI at all', () => {
    const odd: Json[] = [null, 1, 'text', [], {}, [null], { a: null }];
    for (const value of odd) {
      const text = ['servers', 'paths', 'components', 'security', 'webhooks'].map(
        (key) => `${key}: ${JSON.stringify(value)}`,
      );
      expect(toContract(text.join('\n')).operations).toEqual([]);
    }
  });
});
