import { expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import { findMarked, toOperationDocument } from '../../../src/mock/operation-document.ts';
import { toDocument } from '../spec/to-document.ts';

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

function cut(texts: Readonly<Record<string, string>>) {
  const contract = compileContract(toDocument(texts));
  const [operation] = contract.operations;
  if (!operation) throw new Error('the document has an operation');
  return toOperationDocument(contract, operation);
}

it('joins the files that an operation needs, and leaves all others out', () => {
  const cutOut = cut({
    'api.yaml': `${head}paths:
  /a/{id}:
    get:
      operationId: a
      tags: [x]
      parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Unused' } }]
      responses: { '200': { $ref: 'parts.yaml#/ok' } }
  /b: { get: { responses: { '204': { description: other } } } }
components: { schemas: { Unused: { type: string } } }`,
    'parts.yaml': `ok:
  description: ok
  content:
    application/json: { schema: { $ref: '#/node' } }
node: { type: object, properties: { next: { $ref: '#/node' }, text: { $ref: 'api.yaml#/components/schemas/Unused' } } }`,
  });
  expect(cutOut.document).toEqual({
    openapi: '3.1.0',
    info: { title: '', version: '' },
    paths: { '/': { get: { responses: { '200': { $ref: '#/x-parts/0' } } } } },
    'x-parts': [
      { description: 'ok', content: { 'application/json': { schema: { $ref: '#/x-parts/1' } } } },
      { type: 'object', properties: { next: { $ref: '#/x-parts/1' }, text: { $ref: '#/x-parts/2' } } },
      { type: 'string' },
    ],
  });
});

it('marks examples, leaves out those that are wrong, and gives them back', () => {
  const cutOut = cut({
    'api.yaml': `${head}paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-A: { schema: { type: integer }, example: 1 }
            Content-Type: { schema: { type: string } }
          content:
            application/json:
              schema: { type: object, examples: [5, { a: 1 }] }
              examples:
                right: { value: { $ref: 'file:///etc/passwd' } }
                wrong: { value: 5 }
                shared: { $ref: '#/components/examples/Shared' }
components: { examples: { Shared: { summary: s, value: {} } } }`,
  });
  const { examples, ...rest } = cutOut;
  expect(examples.map(({ name, value }) => [name, value])).toEqual([
    ['right', { $ref: 'file:///etc/passwd' }],
    ['shared', {}],
    ['', 1],
  ]);
  const text = JSON.stringify(rest.document);
  expect(text).not.toMatch(/passwd|wrong|Content-Type/);
  const marks = [...text.matchAll(/"(\uE000[^"]*)"/g)].map(([, mark]) => findMarked(cutOut, mark)?.name);
  expect(marks.sort()).toEqual(['', 'right', 'shared']);
  expect(findMarked(cutOut, 'right')).toBeUndefined();
});

it('resolves identifiers, and leaves alone data that looks like a reference', () => {
  const cutOut = cut({
    'api.yaml': `${head}paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                $id: https://example.com/root
                $ref: '#text'
                const: { $ref: '#/nothing' }
                enum: [1]
                $defs: { Text: { $anchor: text, type: string } }`,
  });
  expect(cutOut.document).toMatchObject({
    paths: {
      '/': {
        get: {
          responses: {
            '200': {
              content: {
                'application/json': {
                  schema: { $ref: '#/x-parts/0', enum: [1], $defs: { Text: { type: 'string' } } },
                },
              },
            },
          },
        },
      },
    },
    'x-parts': [{ type: 'string' }],
  });
  expect(JSON.stringify(cutOut.document)).not.toMatch(/const|\$id|\$anchor/);
});
