import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifest, packPackage, root, run } from './pack.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const installed = join(folder, 'node_modules/imagesearch-contract-kit');

/** The package as a user has it: built, packed by npm, unpacked beside the dependencies that it declares. */
beforeAll(() => {
  const tarball = packPackage(folder);
  mkdirSync(installed, { recursive: true });
  run('tar', ['xzf', tarball, '-C', installed, '--strip-components=1'], folder);
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the published package', () => {
  const bin = join(installed, 'dist/cli/bin.js');

  it('has a command that works on the bundled document', async () => {
    expect(await runCli(['--version'], { script: bin, cwd: folder })).toEqual({
      code: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
    const lint = await runCli(['lint', '--quiet'], { script: bin, cwd: folder });
    expect(lint).toEqual({ code: 0, stdout: 'PASS\n', stderr: '' });
    const explain = await runCli(['explain', 'response-body-schema'], { script: bin, cwd: folder });
    expect(explain).toMatchObject({ code: 0, stderr: '' });
  });

  it('exports what it says, with types', async () => {
    const source = `
      import { check, compileContract, loadSpec, rules } from 'imagesearch-contract-kit';
      import { startProxy } from 'imagesearch-contract-kit/proxy';
      import schema from 'imagesearch-contract-kit/report.schema.json' with { type: 'json' };
      import { fileURLToPath } from 'node:url';
      const spec = fileURLToPath(import.meta.resolve('imagesearch-contract-kit/openapi.yaml'));
      const contract = compileContract(await loadSpec(spec, { cwd: process.cwd() }));
      console.log(contract.operations.map(({ key }) => key).join(), typeof check, typeof startProxy, rules.length > 0, schema.title);
    `;
    writeFileSync(join(folder, 'use.mjs'), source);
    expect(await runCli([], { script: join(folder, 'use.mjs'), cwd: folder })).toEqual({
      code: 0,
      stdout: 'PUT /v1/{project_id}/{instance_name}/image function function true Report of contract-kit\n',
      stderr: '',
    });
    expect(existsSync(join(installed, manifest.exports['.'].types))).toBe(true);
  });

  it('has a client, matchers and ways into a process', async () => {
    const source = `
      import { createImageSearchClient } from 'imagesearch-contract-kit/client';
      import { createCollector, nodeMiddleware } from 'imagesearch-contract-kit/middleware';
      import { writeReport } from 'imagesearch-contract-kit/report';
      import { installMatchers } from 'imagesearch-contract-kit/vitest';
      const contract = await installMatchers({ extend: (matchers) => console.log(Object.keys(matchers).join()) });
      nodeMiddleware(contract);
      const report = await writeReport('report.json', createCollector(contract).collected());
      const client = createImageSearchClient({
        endpoint: 'https://imagesearch.cn-north-4.myhuaweicloud.com', projectId: 'p', credentials: { token: 't' }, validate: 'throw',
        fetch: async () => Response.json({ result: 'Success' }),
      });
      const call = { instanceName: 'i', path: 'a.jpg', tags: {} };
      console.log(report.verdict.status, (await client.runModifyPicture(call)).result);
    `;
    writeFileSync(join(folder, 'subpaths.mjs'), source);
    expect(await runCli([], { script: join(folder, 'subpaths.mjs'), cwd: folder })).toEqual({
      code: 0,
      stdout: 'toSatisfyContract,toMatchOperation\nunchecked Success\n',
      stderr: '',
    });
  });

  it('holds no tests, no build files and nothing that is private', () => {
    const files = run('tar', ['tzf', join(folder, `${manifest.name}-${manifest.version}.tgz`)], folder)
      .trim()
      .split('\n');
    const expected =
      /^package\/(dist\/|docs\/|openapi\/|src\/(report\/report|conformance\/plan\/plan)\.schema\.json$|package\.json$|README\.md$|LICENSE$)/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
  });

  const old = findOldNode();
  if (old === undefined) it.skip('refuses an old Node (skipped: this machine has none)', () => {});
  it.skipIf(old === undefined)('refuses an old Node in one sentence', async () => {
    const ended = await runCli(['lint'], { script: bin, cwd: folder, node: old ?? '' });
    expect(ended).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^error: contract-kit needs Node 24 or newer, this is Node \d+\.\d+\.\d+\nhint: run it with npx .*\n$/,
      ),
    });
  });
});

/** A Node below 24 among those of the machine, which ES modules with top-level await can be run on. */
function findOldNode(): string | undefined {
  const paths = (process.env.PATH ?? '').split(delimiter).map((path) => join(path, 'node'));
  return paths
    .filter((path) => existsSync(path))
    .find((path) => {
      const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '';
      const major = Number(/^v(\d+)\./.exec(version)?.[1]);
      return major >= 16 && major < 24;
    });
}
