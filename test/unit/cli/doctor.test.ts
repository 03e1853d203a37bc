import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { testIo } from './test-io.ts';

const cwd = mkdtempSync(join(tmpdir(), 'doctor-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function doctor(args: readonly string[], env: Record<string, string> = {}) {
  const io = testIo({ cwd, env, isTTY: { stdout: false, stderr: false, columns: 100 } });
  const exitCode = await main(['doctor', ...args], io);
  expect(io.err()).toBe('');
  return { exitCode, lines: io.out().trimEnd().split('\n') };
}

const node = `ok       Node ${process.versions.node}`;

describe('doctor', () => {
  it('tells of every gap, with its remedy', async () => {
    const clause = (id: string) => ({ id, text: id, source: 'page', strength: 'documented' });
    const document = {
      openapi: '3.1.0',
      info: { title: 'A', version: '1' },
      security: [{ key: [] }],
      webhooks: { added: { post: { responses: { 200: { description: 'ok' } } } } },
      paths: {
        '/a': {
          get: {
            'x-clause': clause('used'),
            parameters: [{ name: 'q', in: 'query', schema: { type: 'string', pattern: '(' } }],
            responses: { 200: { $ref: '#/components/responses/ok' } },
          },
        },
      },
      components: {
        securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
        responses: {
          ok: { description: 'ok', 'x-clause': clause('referred') },
          unused: { description: 'never', 'x-clause': clause('unused') },
        },
      },
    };
    writeFileSync(join(cwd, 'gaps.json'), JSON.stringify(document));
    expect(await doctor(['--spec', 'gaps.json'])).toEqual({
      exitCode: 2,
      lines: [
        node,
        'ok       document gaps.json: A 1, 1 operation',
        expect.stringMatching(/^problem {2}gaps\.json:1:\d+: the pattern is no regular expression/),
        expect.any(String),
        '         remedy: change the schema: until then every value that it should judge ends unchecked',
        expect.stringMatching(/^note {5}gaps\.json:1:\d+: webhook added is not judged$/),
        '         remedy: nothing to mend: it is described, and no verdict says anything about it',
        expect.stringMatching(/^note {5}gaps\.json:1:\d+: no operation uses what clause unused is about$/),
        '         remedy: refer to its object from an operation, or move the clause to one that is used',
        'note     no credential for GET /a',
        "         remedy: for contract-kit test give --header 'X-Key: …' or CONTRACT_KIT_KEY in the",
        '                 environment',
      ],
    });
  });

  it('finds nothing to say about the bundled document', async () => {
    const { exitCode, lines } = await doctor([], { CONTRACT_KIT_USER_TOKEN: 'secret' });
    expect(exitCode).toBe(0);
    expect(lines.filter((line) => /^(problem|note)/.test(line))).toEqual([]);
    expect(lines.at(-1)).toBe('ok       credentials for UserToken are given');
    expect(lines.join()).not.toContain('secret');
  });

  it('tells what is wrong with a document that cannot be read', async () => {
    expect(await doctor(['--spec', 'missing.yaml'])).toEqual({
      exitCode: 2,
      lines: [
        node,
        'problem  cannot read missing.yaml: no such file',
        '         remedy: mend the document, or give another one with --spec FILE',
      ],
    });
  });

  it('sees whether a target accepts connections', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const target = `http://127.0.0.1:${port}`;
    expect((await doctor(['--target', target])).lines.at(-1)).toBe(`ok       ${target} accepts connections`);
    await new Promise((resolve) => server.close(resolve));
    const { exitCode, lines } = await doctor(['--target', target]);
    expect(exitCode).toBe(2);
    expect(lines).toContain(`problem  ${target} cannot be reached: nothing listens there`);
  });

  it('sees that a target speaks no TLS', async () => {
    const server = createTcpServer((socket) =>
      socket
        .on('error', () => {})
        .resume()
        .end('no TLS'),
    ).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { exitCode, lines } = await doctor(['--target', `https://127.0.0.1:${port}`]);
    await new Promise((resolve) => server.close(resolve));
    expect(exitCode).toBe(2);
    expect(lines.join('\n')).toMatch(/problem {2}https:\/\/127\.0\.0\.1:\d+ cannot be reached: /);
  });
});

describe('doctor, of the data of a test', () => {
  const write = (name: string, parameters: object[], paths: object = {}) => {
    const get = { parameters, responses: { 200: { description: 'ok' } } };
    const document = {
      openapi: '3.1.0',
      info: { title: 'A', version: '1' },
      servers: [{ url: 'https://things.example/api' }],
      paths: { '/things/{id}': { get }, '/things/{id}/parts': { get }, ...paths },
    };
    writeFileSync(join(cwd, name), JSON.stringify(document));
    return ['--spec', name];
  };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const about = (lines: readonly string[]) =>
    lines.filter((line) => /no value is known|cannot be tested/.test(line));

  it('tells which value nobody knows, with its remedies', async () => {
    const { exitCode, lines } = await doctor(write('unknown.json', [id]));
    expect(exitCode).toBe(0);
    expect(lines.slice(-4)).toEqual([
      'note     no value is known for path parameter id of GET /things/{id} and 1 more: none is documented,',
      '         and no other operation tells one',
      '         remedy: for contract-kit test give --set id=…, an example in the document, or a pact with',
      '                 --pacts',
    ]);
  });

  it('has nothing to tell where --set, an example, the schema or another operation gives it', async () => {
    const list = {
      '/things': {
        get: {
          responses: {
            200: {
              description: 'ok',
              content: {
                'application/json': {
                  schema: {
                    type: 'array',
                    items: { type: 'object', properties: { id: { type: 'string' } } },
                  },
                },
              },
            },
          },
        },
      },
    };
    for (const args of [
      [...write('set.json', [id]), '--set', 'id=7'],
      write('example.json', [{ ...id, example: '7' }]),
      write('enum.json', [{ ...id, schema: { enum: ['7'] } }]),
      write('list.json', [id], list),
    ]) {
      expect(about((await doctor(args)).lines)).toEqual([]);
    }
  });

  it('tells which operation has no valid request at all', async () => {
    const { lines } = await doctor(write('never.json', [{ ...id, schema: { type: 'string', not: {} } }]));
    expect(about(lines)[0]).toBe(
      'note     GET /things/{id} cannot be tested: no valid value for path parameter id can be made',
    );
  });
});
