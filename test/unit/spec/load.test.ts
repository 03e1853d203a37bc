import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KitError } from '../../../src/errors.ts';
import { loadSpec } from '../../../src/spec/load.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'load-'));
});
afterAll(() => rm(cwd, { recursive: true }));

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
}

async function errorOf(
  run: Promise<unknown>,
): Promise<{ code: string; message: string; hint: string | undefined }> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KitError)) throw new Error(`expected a KitError, got ${String(error)}`);
  return { code: error.code, message: error.message, hint: error.hint };
}

const minimal = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\n';

describe('one file', () => {
  it('reads YAML and JSON to the same data', async () => {
    await write({
      'same.yaml': minimal,
      'same.json': '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{}}',
    });
    const yaml = await loadSpec('same.yaml', { cwd });
    const json = await loadSpec(join(cwd, 'same.json'), { cwd: tmpdir() });
    expect(yaml.root).toEqual(json.root);
    expect(yaml.uri).toBe(pathToFileURL(join(cwd, 'same.yaml')).href);
    expect([...yaml.files.values()].map(({ name, text }) => [name, text])).toEqual([['same.yaml', minimal]]);
  });

  it('accepts a file URL', async () => {
    await write({ 'url.yaml': minimal });
    const { uri } = await loadSpec(pathToFileURL(join(cwd, 'url.yaml')).href, { cwd });
    expect(uri).toBe(pathToFileURL(join(cwd, 'url.yaml')).href);
  });

  it('gives a digest that changes with the text only', async () => {
    await write({ 'a/spec.yaml': minimal, 'b/spec.yaml': minimal, 'c/spec.yaml': `${minimal}# more\n` });
    const digests = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await loadSpec(`${name}/spec.yaml`, { cwd })).digest),
    );
    expect(digests[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  it('keeps dates, merge keys and anchors as data', async () => {
    await write({
      'yaml.yaml': `${minimal}x-date: 2001-01-01\nx-base: &base {a: 1, b: 2}\nx-merged: {<<: *base, b: 3}\nx-same: *base\n`,
    });
    const { root } = await loadSpec('yaml.yaml', { cwd });
    expect([root['x-date'], root['x-merged'], root['x-same']]).toEqual([
      '2001-01-01',
      { a: 1, b: 3 },
      { a: 1, b: 2 },
    ]);
  });
});

describe('what cannot be read', () => {
  const cases: [string, string, string, string][] = [
    [
      'bad.yaml',
      'openapi: 3.1.0\ninfo:\n  title: [1, 2\n',
      'spec-unreadable',
      'cannot parse bad.yaml, line 4, column 1: deficient indentation',
    ],
    [
      'twice.yaml',
      'openapi: 3.1.0\npaths: {}\npaths: {}\n',
      'spec-unreadable',
      'cannot parse twice.yaml, line 3, column 1: duplicated mapping key',
    ],
    [
      'bad.json',
      '{\n  "openapi": "3.1.0",\n  "info": {,}\n}',
      'spec-unreadable',
      'cannot parse bad.json, line 3, column 12: unexpected ,, expected a key or "}"',
    ],
    [
      'cut.json',
      '{"openapi": "3.1.0"',
      'spec-unreadable',
      'cannot parse cut.json, line 1, column 20: unexpected end',
    ],
    [
      'empty.yaml',
      '',
      'spec-unreadable',
      'cannot parse empty.yaml, line 1, column 1: expected a document, but the input is empty',
    ],
    ['list.yaml', '- 1\n', 'spec-unsupported', 'list.yaml is not an OpenAPI document: it holds no object'],
    [
      'other.yaml',
      'asyncapi: 3.0.0\n',
      'spec-unsupported',
      'other.yaml is not an OpenAPI document: it has no field openapi',
    ],
    [
      'number.yaml',
      'openapi: 3.1\n',
      'spec-unsupported',
      'number.yaml has openapi: 3.1, which is not a string',
    ],
    ['two.yaml', 'swagger: "2.0"\n', 'spec-unsupported', 'two.yaml is a Swagger 2.0 document'],
    [
      'four.yaml',
      'openapi: 4.0.0\n',
      'spec-unsupported',
      'four.yaml is an OpenAPI 4.0.0 document, which is not supported',
    ],
    [
      'loop.yaml',
      `${minimal}x-loop: &loop [*loop]\n`,
      'spec-unreadable',
      'cannot parse loop.yaml: an alias contains itself',
    ],
    [
      'deep.yaml',
      `${minimal}x-deep: ${'['.repeat(500)}${']'.repeat(500)}\n`,
      'spec-unreadable',
      'cannot parse deep.yaml, line 4, column 408: nesting exceeded maxDepth (400)',
    ],
    [
      'deep.json',
      `{"openapi":"3.1.0","x":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
      'spec-unreadable',
      'cannot parse deep.json: it is nested deeper than 400 levels',
    ],
  ];
  it.each(cases)('%s', async (name, text, code, message) => {
    await write({ [name]: text });
    const error = await errorOf(loadSpec(name, { cwd }));
    expect({ code: error.code, message: error.message }).toEqual({ code, message });
  });

  it('a missing file, a directory and an impossible URL', async () => {
    expect(await errorOf(loadSpec('none.yaml', { cwd }))).toEqual({
      code: 'input-unreadable',
      message: 'cannot read none.yaml: no such file',
      hint: undefined,
    });
    expect((await errorOf(loadSpec('.', { cwd }))).message).toBe(`cannot read ${cwd}: it is a directory`);
    expect((await errorOf(loadSpec('http://[', { cwd }))).message).toBe(
      'cannot read http://[: not a valid URL',
    );
  });

  it('bytes that are no UTF-8', async () => {
    await writeFile(join(cwd, 'latin.yaml'), Buffer.from('openapi: "3.1.0\xe9"', 'latin1'));
    expect((await errorOf(loadSpec('latin.yaml', { cwd }))).message).toBe(
      'cannot parse latin.yaml: it is not UTF-8',
    );
  });

  it('a bomb of aliases, quickly', async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]'
        : `x-${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    await write({ 'bomb.yaml': `${minimal}${levels.join('\n')}\n` });
    expect((await errorOf(loadSpec('bomb.yaml', { cwd }))).message).toBe(
      'cannot parse bomb.yaml: its aliases make more than 5000000 values',
    );
  });
});

describe('several files', () => {
  it('loads what real references lead to, from the file they stand in, and nothing else', async () => {
    await write({
      'multi/api.yaml': `openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    $ref: paths/pets.yaml#/all
components:
  schemas:
    Tree: {$ref: 'schemas/tree.json'}
    Sample:
      properties:
        example: {$ref: schemas/name.yaml}
      example: {$ref: never-1.yaml}
      default: {$ref: never-2.yaml}
      const: {$ref: never-3.yaml}
      enum: [{$ref: never-4.yaml}]
      x-thing: {$ref: never-5.yaml}
`,
      'multi/paths/pets.yaml': `all:
  get:
    responses:
      '200':
        description: d
        content:
          application/json:
            schema: {$ref: '../schemas/tree.json#/$defs/node'}
            examples:
              one: {value: {$ref: never-6.yaml}}
unused:
  get: {$ref: never-7.yaml}
`,
      'multi/schemas/tree.json':
        '{"$ref": "#/$defs/node", "$defs": {"node": {"items": {"$ref": "name.yaml"}, "not": {"$ref": "tree.json"}}}}',
      'multi/schemas/name.yaml': 'type: string\n',
    });
    const { files } = await loadSpec('multi/api.yaml', { cwd });
    expect([...files.values()].map(({ name }) => name).sort()).toEqual([
      'multi/api.yaml',
      'multi/paths/pets.yaml',
      'multi/schemas/name.yaml',
      'multi/schemas/tree.json',
    ]);
  });

  it('does not fetch what an embedded $id names', async () => {
    await write({
      'ids.yaml': `openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Pet: {$id: 'https://example.com/pet', properties: {tag: {$ref: tag}, self: {$ref: '#/properties/tag'}}}
    Tag: {$id: 'https://example.com/tag', type: string}
    Meta: {$ref: 'https://json-schema.org/draft/2020-12/schema'}
`,
    });
    const { files } = await loadSpec('ids.yaml', { cwd });
    expect(files.size).toBe(1);
  });

  it('names the reference that leads to no file', async () => {
    await write({ 'dangling.yaml': `${minimal}components:\n  schemas:\n    A:\n      $ref: gone.yaml#/A\n` });
    expect(await errorOf(loadSpec('dangling.yaml', { cwd }))).toEqual({
      code: 'reference-unresolvable',
      message: 'cannot follow the reference in dangling.yaml, line 6: cannot read gone.yaml: no such file',
      hint: undefined,
    });
  });
});

describe('over HTTP', () => {
  let server: Server;
  let origin = '';
  const pages: Record<string, [number, string, Record<string, string>?]> = {
    '/api.yaml': [200, `${minimal}components:\n  schemas:\n    A: {$ref: 'dir/a.json'}\n`],
    '/dir/a.json': [200, '{"$ref": "b.json"}'],
    '/dir/b.json': [200, '{"type": "string"}'],
    '/moved.yaml': [302, '', { location: '/dir/moved.yaml' }],
    '/dir/moved.yaml': [200, `${minimal}components:\n  schemas:\n    A: {$ref: b.json}\n`],
    '/local.yaml': [200, `${minimal}components:\n  schemas:\n    A: {$ref: 'file:///etc/hostname'}\n`],
  };
  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body, headers] = pages[request.url ?? ''] ?? [404, ''];
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('loads a document with relative references', async () => {
    const { files, uri } = await loadSpec(`${origin}/api.yaml`, { cwd });
    expect(uri).toBe(`${origin}/api.yaml`);
    expect([...files.keys()]).toEqual(
      ['/api.yaml', '/dir/a.json', '/dir/b.json'].map((path) => origin + path),
    );
  });

  it('resolves against the address after a redirect', async () => {
    const { files, uri } = await loadSpec(`${origin}/moved.yaml`, { cwd });
    expect(uri).toBe(`${origin}/dir/moved.yaml`);
    expect(files.has(`${origin}/dir/b.json`)).toBe(true);
  });

  it('opens no local file for a remote document', async () => {
    expect((await errorOf(loadSpec(`${origin}/local.yaml`, { cwd }))).message).toBe(
      `cannot follow the reference in ${origin}/local.yaml, line 6: a remote document refers to a local file`,
    );
  });

  it('says that nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect((await errorOf(loadSpec(`http://127.0.0.1:${port}/a`, { cwd }))).message).toBe(
      `cannot read http://127.0.0.1:${port}/a: nothing listens there`,
    );
  });

  it('says what the server answered', async () => {
    expect((await errorOf(loadSpec(`${origin}/none.yaml`, { cwd }))).message).toBe(
      `cannot read ${origin}/none.yaml: the server answered 404`,
    );
  });
});
