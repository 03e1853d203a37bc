import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../../src/cli/main.ts';
import { testIo } from '../test-io.ts';

const cwd = mkdtempSync(join(tmpdir(), 'lint-'));
afterAll(() => rmSync(cwd, { recursive: true }));

async function lint(document: object, others: Readonly<Record<string, object>> = {}) {
  writeFileSync(join(cwd, 'api.json'), JSON.stringify(document, null, 1));
  for (const [name, content] of Object.entries(others))
    writeFileSync(join(cwd, name), JSON.stringify(content, null, 1));
  const io = testIo({ cwd });
  const exitCode = await main(['lint', 'api.json', '--report', 'json'], io);
  expect(io.err()).toBe('');
  const { verdict, findings, summary } = JSON.parse(io.out());
  return {
    exitCode,
    status: verdict.status,
    findings: findings.map(
      (finding: { rule: string; message: string; spec: { file: string; pointer: string } }) => [
        finding.rule,
        `${finding.spec.file}#${finding.spec.pointer}`,
        finding.message,
      ],
    ),
    unchecked: summary.unchecked.map(({ reason, count }: { reason: string; count: number }) => [
      reason,
      count,
    ]),
  };
}

const good = { exitCode: 0, status: 'pass', findings: [], unchecked: [] };
const info = { title: 'A', version: '1' };

function api(mediaType: object, openapi = '3.1.0') {
  return {
    openapi,
    info,
    paths: {
      '/a': {
        post: {
          requestBody: { content: { 'application/json': mediaType } },
          responses: { 200: { description: 'ok' } },
        },
      },
    },
  };
}

const media = '/paths/~1a/post/requestBody/content/application~1json';
const schema = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } };

describe('lint', () => {
  it('passes a good document', async () => {
    const examples = {
      fits: { value: { id: 1 } },
      breaks: { value: {}, 'x-invalid': true },
      malformed: { 'x-serialized-value': '{"id":', 'x-invalid': true },
    };
    expect(await lint(api({ schema, examples }))).toEqual(good);
    expect(await lint(api({ schema, example: { id: 1 } }, '3.0.3'))).toEqual(good);
  });

  it.each(['3.1.0', '3.0.3'])('finds a broken structure of OpenAPI %s', async (openapi) => {
    const result = await lint({ ...api({ schema }, openapi), info: { version: '1' } });
    expect(result).toMatchObject({ exitCode: 1, status: 'fail', unchecked: [] });
    expect(result.findings).toEqual([
      ['document-structure-schema', 'api.json#/info', expect.stringMatching(/^\/info must have .*title/)],
    ]);
  });

  it('finds a broken structure in another file', async () => {
    const document = { openapi: '3.1.0', info, paths: { '/a': { $ref: 'path.json' } } };
    const result = await lint(document, { 'path.json': { get: { responses: [] } } });
    expect(result.findings).toEqual([
      [
        'document-structure-schema',
        'path.json#/get/responses',
        expect.stringMatching(/^\/get\/responses must be/),
      ],
    ]);
    expect(result.exitCode).toBe(1);
  });

  it('finds examples that break their schema, and x-invalid ones that do not', async () => {
    const examples = {
      wrong: { value: { id: 'x' } },
      right: { value: { id: 1 }, 'x-invalid': true },
      cut: { 'x-serialized-value': '{"id":' },
    };
    const result = await lint(api({ schema, examples }));
    expect(result).toMatchObject({ exitCode: 1, status: 'fail', unchecked: [] });
    expect(result.findings).toEqual([
      [
        'document-example-schema',
        `api.json#${media}/examples/wrong/value/id`,
        expect.stringMatching(/^the example wrong: \/id must be integer/),
      ],
      [
        'document-example-schema',
        `api.json#${media}/examples/right`,
        'the example right is marked x-invalid and fits its schema',
      ],
      [
        'document-example-schema',
        `api.json#${media}/examples/cut`,
        expect.stringMatching(/^the example cut cannot be read as its media type: /),
      ],
    ]);
  });

  it('is unchecked when a schema cannot be judged', async () => {
    const broken = { type: 'string', pattern: '(' };
    const result = await lint(api({ schema: broken, example: 'a' }));
    expect(result).toMatchObject({
      exitCode: 2,
      status: 'unchecked',
      unchecked: [['a schema cannot be judged', 1]],
    });
    expect(result.findings).toEqual([
      ['document-schema-unreadable', `api.json#${media}/schema/pattern`, expect.stringContaining('pattern')],
    ]);
  });

  it('is unchecked when no value can be judged by a statement', async () => {
    const result = await lint(api({ schema: { type: 'string', format: 'x-colour' }, example: 'red' }));
    expect(result).toEqual({
      exitCode: 2,
      status: 'unchecked',
      findings: [],
      unchecked: [
        [expect.stringMatching(/^an example cannot be checked: .*x-colour/), 1],
        [expect.stringContaining('x-colour'), 1],
      ],
    });
  });

  it('finds clauses that cannot be used', async () => {
    const clause = { id: 'a', text: 'A', source: 'page', strength: 'sure' };
    const result = await lint(api({ schema, 'x-clause': clause }));
    expect(result.findings).toEqual([
      [
        'document-clause-unknown',
        `api.json#${media}/x-clause`,
        'clause a has a strength, which is documented or assumed',
      ],
    ]);
    expect(result.exitCode).toBe(1);
  });
});
