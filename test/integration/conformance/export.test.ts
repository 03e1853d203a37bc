import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { withMembers } from '../../mutants/mutant.ts';
import { serveBehind } from '../../mutants/serve.ts';
import { testIo } from '../../unit/cli/test-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'export-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Tests a provider with a wrong answer and exports what is found; `use` looks at it while the provider still runs. */
async function exportTo(targets: readonly string[], use: (token: string) => void | Promise<void> = () => {}) {
  const served = await serveBehind({ answer: withMembers(200, { result: 7 }) });
  const token = served.provider.issueToken();
  const io = testIo({ cwd: folder });
  const args = [
    '--target',
    served.url,
    '--header',
    `X-Auth-Token: ${token}`,
    '--phases',
    'examples',
    '--quiet',
  ];
  try {
    const exitCode = await main(['test', ...args, ...targets.flatMap((one) => ['--export', one])], io);
    await use(token);
    return { exitCode, err: io.err(), token };
  } finally {
    await served.close();
  }
}

/** The schemas of the package `har-schema`. */
function harValidator(): Ajv {
  const require = createRequire(import.meta.url);
  const schemas: Readonly<Record<string, object>> = require('har-schema');
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);
  return ajv;
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('contract-kit test --export', () => {
  it('writes a HAR file that the standard allows, with the findings and without secrets', async () => {
    const { exitCode, token } = await exportTo(['har=out/findings.har']);
    expect(exitCode).toBe(1);
    const text = read('out/findings.har');
    expect(text).not.toContain(token);
    const har = JSON.parse(text);
    const ajv = harValidator();
    expect([ajv.validate('har.json#', har), ajv.errors]).toEqual([true, null]);
    expect(har.log.entries).toHaveLength(1);
    const [entry] = har.log.entries;
    expect(entry).toMatchObject({
      comment: 'error response-body-schema: response body /result: received 7, documented type string',
      _findings: [{ rule: 'response-body-schema', severity: 'error' }],
      response: { status: 200, content: { text: '{"result":7}' } },
    });
  });

  it('writes a script that sends the requests with curl', async () => {
    let out = '';
    await exportTo(['curl=again.sh'], async (token) => {
      expect(read('again.sh')).not.toContain(token);
      const env = { ...process.env, X_AUTH_TOKEN: token };
      ({ stdout: out } = await promisify(execFile)(join(folder, 'again.sh'), { env, timeout: 10_000 }));
    });
    expect(out).toBe('{"result":7}\n');
    expect(read('again.sh')).toMatch(
      /^#!\/bin\/sh\n# Written by contract-kit test --export\.\n: "\$\{X_AUTH_TOKEN:\?export it first\}"\n\n# error response-body-schema PUT /,
    );
  });

  it('writes a test file for each finding, by the name of its fault', async () => {
    await exportTo(['vitest=first', 'vitest=second']);
    const names = readdirSync(join(folder, 'first'));
    expect(names).toEqual([expect.stringMatching(/^response-body-schema-[0-9a-f]{12}\.test\.ts$/)]);
    expect(readdirSync(join(folder, 'second'))).toEqual(names);
    const text = read(join('first', names[0] ?? ''));
    expect(text).toMatch(/^\/\/ Written by contract-kit test --export: the next one writes it again\.\n/);
    expect(text).toMatch(/\n\/\/ curl -X PUT http/);
    expect(text).toContain('// Credentials come from CONTRACT_KIT_USER_TOKEN');
  });

  it('writes over its own files and over no other', async () => {
    writeFileSync(join(folder, 'mine.sh'), 'echo mine\n');
    expect(await exportTo(['curl=mine.sh'])).toMatchObject({
      exitCode: 2,
      err: 'error: mine.sh is there and was not written by an export\nhint: give another path, or take the file away\n',
    });
    expect(read('mine.sh')).toBe('echo mine\n');
    expect((await exportTo(['curl=own.sh', 'har=own.har'])).exitCode).toBe(1);
    expect((await exportTo(['curl=own.sh', 'har=own.har'])).exitCode).toBe(1);
  });

  it.each([
    ['html=x', 'error: --export knows no format "html"\nhint: one of vitest=PATH, har=PATH, curl=PATH\n'],
    ['vitets=x', 'error: --export knows no format "vitets"\nhint: did you mean vitest=PATH\n'],
    ['har', 'error: --export har lacks the path: har=PATH\n'],
  ])('refuses %s', async (value, err) => {
    expect(await exportTo([value])).toMatchObject({ exitCode: 2, err });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});
