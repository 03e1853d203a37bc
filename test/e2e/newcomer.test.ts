import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProvider } from '../../src/provider/provider.ts';
import { manifest, packPackage, root } from './pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'newcomer-'));
const cwd = join(folder, 'shop');
const provider = createProvider();
let listening: Awaited<ReturnType<typeof provider.listen>>;
let tarball: string;

beforeAll(async () => {
  mkdirSync(cwd);
  tarball = packPackage(folder);
  listening = await provider.listen();
}, 120_000);

afterAll(async () => {
  await listening?.close();
  provider.close();
  rmSync(folder, { recursive: true });
});

type Step = {
  readonly title: string;
  readonly language: string;
  readonly text: string;
  readonly output?: string;
};

/** The blocks of the chapter in their order: files by the name in their first line, and commands with their output. */
function readSteps(): Step[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, chapter = ''] = /^## Pact: consumer contracts\n(.*?)^## /ms.exec(readme) ?? [];
  const blocks = [...chapter.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
    title: text.split('\n', 1)[0] ?? '',
  }));
  return blocks.flatMap((block, index) => {
    if (block.language === 'text') return [];
    const next = blocks[index + 1];
    return [next?.language === 'text' ? { ...block, output: next.text } : block];
  });
}

function run(text: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  // What is not published yet comes from its tarball, and Vitest in the version that this repository tests with.
  const script = text.replace(
    / imagesearch-contract-kit vitest\b/,
    ` '${tarball}' vitest@${manifest.devDependencies.vitest} --prefer-offline`,
  );
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    TARGET: listening.url,
    TOKEN: provider.issueToken(),
  };
  // The run of a test in a test must not take itself for a part of it.
  for (const name of Object.keys(env))
    if (/^(VITEST|NODE_ENV|npm_)/.test(name)) Reflect.deleteProperty(env, name);
  return new Promise((resolve) => {
    execFile('sh', ['-e', '-c', script], { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('a newcomer who follows the README', () => {
  const steps = readSteps();

  it('finds the way from an empty folder to a published contract', () => {
    expect(steps.map(({ title }) => title)).toEqual([
      'npm init -y',
      '// vitest.config.ts',
      '// save-tags.ts',
      '// save-tags.pact.test.ts',
      'npx vitest run',
      'npx contract-kit pact check contracts --quiet',
    ]);
  });

  it.each(steps.map((step) => [step.title, step] as const))(
    'does %s',
    async (title, { language, text, output }) => {
      if (language === 'typescript') {
        writeFileSync(join(cwd, title.replace('// ', '')), text);
        return;
      }
      const ended = await run(text);
      if (text.includes('npm install') && ended.code !== 0) linkPackages();
      else expect(ended.code, `${ended.stdout}${ended.stderr}`).toBe(0);
      if (output !== undefined) expect(ended.stdout).toBe(output);
    },
    300_000,
  );
});

/** Where npm reaches no registry and has kept too little: what the install would have put there, from this repository. */
function linkPackages(): void {
  const modules = join(cwd, 'node_modules');
  const installed = join(modules, manifest.name);
  mkdirSync(join(modules, '.bin'), { recursive: true });
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of [...Object.keys(manifest.dependencies), 'vitest']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  symlinkSync(join(installed, manifest.bin['contract-kit']), join(modules, '.bin/contract-kit'));
  symlinkSync(join(root, 'node_modules/.bin/vitest'), join(modules, '.bin/vitest'));
}
