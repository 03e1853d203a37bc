import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateTypes } from '../../../src/codegen/types.ts';
import { KitError } from '../../../src/errors.ts';
import { loadSpec } from '../../../src/spec/load.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'types-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('generateTypes', () => {
  it('writes a comment, and the types of the document', async () => {
    const text = await typesOf({
      A: { type: 'object', required: ['b'], properties: { b: { type: 'string' } } },
    });
    expect(text.split('\n')[0]).toBe(
      '/** Written by `contract-kit types` from document.json; never edited by hand. */',
    );
    expect(schemasOf(text)).toBe('readonly A: { readonly b: string; };');
  });

  it('gives equal text for equal documents, wherever they stand', async () => {
    const schemas = { A: { type: 'array', items: { type: 'integer' } } };
    const elsewhere = await mkdtemp(join(tmpdir(), 'types-elsewhere-'));
    try {
      expect(await typesOf(schemas, {}, elsewhere)).toBe(await typesOf(schemas));
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  it('forbids a field whose schema accepts nothing, and only that one', async () => {
    const text = await typesOf({
      A: {
        type: 'object',
        properties: {
          never: { not: {} },
          neither: { not: true },
          nor: false,
          some: { type: 'string', not: { const: 'x' } },
        },
      },
    });
    expect(schemasOf(text)).toBe(
      'readonly A: { readonly never?: never; readonly neither?: never; readonly nor?: never; readonly some?: string; };',
    );
  });

  it('makes a header optional that is not required, also behind a reference', async () => {
    const header = (name: string) => ({ $ref: `#/components/headers/${name}` });
    const text = await typesOf(
      {},
      {
        paths: {
          '/': {
            get: {
              responses: {
                200: { description: '', headers: { Here: header('Here'), Maybe: header('Maybe') } },
              },
            },
          },
        },
        headers: {
          Here: { required: true, schema: { type: 'string' } },
          Maybe: { schema: { type: 'string' } },
        },
      },
    );
    expect(text).toContain('readonly Here: components["headers"]["Here"];');
    expect(text).toContain('readonly Maybe?: components["headers"]["Maybe"];');
  });

  it('leaves a schema called headers alone', async () => {
    const text = await typesOf({
      headers: { type: 'object', required: ['x'], properties: { x: { type: 'string' } } },
      B: {
        type: 'object',
        required: ['y'],
        properties: { y: { $ref: '#/components/schemas/headers/properties/x' } },
      },
    });
    expect(schemasOf(text)).toContain('readonly B: { readonly y: components["schemas"]["headers"]["x"]; };');
  });

  it('says in one sentence what openapi-typescript cannot express', async () => {
    const operation = { operationId: 'twice', responses: { 200: { description: '' } } };
    const error = await typesOf({}, { paths: { '/a': { get: operation }, '/b': { get: operation } } }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(KitError);
    expect(error).toMatchObject({
      code: 'spec-unsupported',
      message: expect.stringMatching(/^cannot write types for document\.json: .*operationId.*twice/i),
    });
  });
});

type Parts = { paths?: object; headers?: object };

async function typesOf(
  schemas: object,
  { paths = {}, headers = {} }: Parts = {},
  cwd = folder,
): Promise<string> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths,
    components: { schemas, headers },
  };
  await writeFile(join(cwd, 'document.json'), JSON.stringify(document));
  return await generateTypes(await loadSpec('document.json', { cwd }));
}

/** What stands inside `schemas: { … }`, on one line. */
function schemasOf(text: string): string {
  return (/ {4}schemas: \{\n(.*?)\n {4}\};/s.exec(text)?.[1] ?? '').replace(/\s+/g, ' ').trim();
}
