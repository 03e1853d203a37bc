import { spawn } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const spec = join(root, 'openapi', 'iam.yaml');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'types-e2e-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('contract-kit types in this repository', () => {
  it('finds the committed types fresh', async () => {
    expect(await run(root, ['--check'])).toEqual({
      code: 0,
      stdout: 'src/generated/imagesearch.ts is fresh\nsrc/generated/iam.ts is fresh\n',
      stderr: '',
    });
  });

  it('names every stale file with the command that mends it, and that command does', async () => {
    const copy = await copyRepository();
    await appendFile(join(copy, 'src/generated/imagesearch.ts'), '// edited\n');
    await rm(join(copy, 'src/generated/iam.ts'));
    const mend = 'is stale; mend it with: contract-kit types';
    expect(await run(copy, ['--check'], copy)).toEqual({
      code: 1,
      stdout: `src/generated/imagesearch.ts ${mend}\nsrc/generated/iam.ts ${mend}\n`,
      stderr: '',
    });
    expect(await run(copy, [], copy)).toEqual({
      code: 0,
      stdout: 'wrote src/generated/imagesearch.ts\nwrote src/generated/iam.ts\n',
      stderr: '',
    });
    for (const name of ['imagesearch.ts', 'iam.ts']) {
      const [there, here] = [copy, root].map((base) => readFile(join(base, 'src/generated', name), 'utf8'));
      expect(await there).toBe(await here);
    }
  });

  it('finds a document that was edited after its types were written', async () => {
    const copy = await copyRepository();
    const document = join(copy, 'openapi/imagesearch.yaml');
    const text = await readFile(document, 'utf8');
    await writeFile(document, text.replace('operationId: RunModifyPicture', 'operationId: RunModify'));
    expect(await run(copy, ['--check', '--quiet'], copy)).toEqual({
      code: 1,
      stdout: 'src/generated/imagesearch.ts is stale; mend it with: contract-kit types\n',
      stderr: '',
    });
  });
});

describe('contract-kit types for a document of the user', () => {
  it('writes to stdout without --out', async () => {
    const { code, stdout, stderr } = await run(folder, ['--spec', spec]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(await readFile(join(root, 'src/generated/iam.ts'), 'utf8'));
  });

  it('writes a file in a folder that it makes, and checks it', async () => {
    const file = ['--spec', spec, '--out', "made/it's.ts"];
    const stale = `made/it's.ts is stale; mend it with: contract-kit types --spec ${spec} --out 'made/it'\\''s.ts'\n`;
    expect(await run(folder, [...file, '--check'])).toEqual({ code: 1, stdout: stale, stderr: '' });
    expect(await run(folder, file)).toEqual({ code: 0, stdout: "wrote made/it's.ts\n", stderr: '' });
    expect(await run(folder, [...file, '--check', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('writes the bundled document without --spec', async () => {
    expect((await run(folder, ['--out', 'bundled.ts', '--quiet'])).code).toBe(0);
    expect(await readFile(join(folder, 'bundled.ts'), 'utf8')).toBe(
      await readFile(join(root, 'src/generated/imagesearch.ts'), 'utf8'),
    );
  });
});

describe('contract-kit types ends with exit code 2 and one sentence', () => {
  it.each([
    [
      'a document that is not there',
      ['--spec', 'absent.yaml'],
      /^error: cannot read absent\.yaml: no such file$/,
    ],
    [
      'a document that is no YAML',
      ['--spec', 'broken.yaml'],
      /^error: cannot parse broken\.yaml, line \d+, column \d+: /,
    ],
    [
      '--check without the file',
      ['--spec', spec, '--check'],
      /^error: --check with --spec needs the file to check$/,
    ],
    [
      'a place that cannot be written',
      ['--spec', spec, '--out', 'folder'],
      /^error: cannot write folder: EISDIR$/,
    ],
    ['a place that cannot be read', ['--out', 'folder', '--check'], /^error: cannot read folder: EISDIR$/],
    ['an unknown option', ['--chek'], /^error: unknown option '--chek'$/],
  ])('for %s', async (_name, args, sentence) => {
    await mkdir(join(folder, 'folder'), { recursive: true });
    await writeFile(join(folder, 'broken.yaml'), 'openapi: 3.1.0\ninfo: [\n');
    const { code, stdout, stderr } = await run(folder, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const [first, ...others] = stderr.trimEnd().split('\n');
    expect(first).toMatch(sentence);
    expect(others.filter((line) => !line.startsWith('hint: '))).toEqual([]);
  });
});

/** What `types` needs of this repository, in a folder of its own. */
async function copyRepository(): Promise<string> {
  const copy = await mkdtemp(join(folder, 'repository-'));
  for (const part of ['src', 'openapi', 'package.json']) {
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}

async function run(cwd: string, args: readonly string[], repository = root) {
  const bin = join(repository, 'src/cli/bin.ts');
  const child = spawn(process.execPath, [bin, 'types', ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
