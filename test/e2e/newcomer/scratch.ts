import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect } from 'vitest';
import { createProvider, type Provider } from '../../../src/provider/provider.ts';
import { manifest, packPackage, root } from '../pack.ts';
import type { Step } from './read-steps.ts';

/** An empty folder, the packed package beside it, and a running reference provider. */
export type Scratch = {
  /** Writes the file of a step, or runs its commands and expects what they print. */
  walk(step: Step): Promise<void>;
  close(): Promise<void>;
};

export async function createScratch(env: Readonly<Record<string, string>> = {}): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), 'newcomer-'));
  const cwd = join(folder, 'shop');
  mkdirSync(cwd);
  const tarball = packPackage(folder);
  const provider = createProvider();
  const { url, close } = await provider.listen();
  const run = createRun(cwd, tarball, { ...env, ...environmentOf(provider, url) });
  return {
    async walk({ language, title, text, output }) {
      if (language === 'typescript') {
        writeFileSync(join(cwd, title.replace('// ', '')), text);
        return;
      }
      const { code, stdout, stderr } = await run(text);
      if (text.includes('npm install') && code !== 0) linkPackages(cwd, tarball);
      else expect(code, `${stdout}${stderr}`).toBe(0);
      if (output !== undefined) expect(stdout).toBe(output);
    },
    async close() {
      await close();
      provider.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function environmentOf(provider: Provider, url: string): Record<string, string> {
  return { TARGET: url, CONTRACT_KIT_USER_TOKEN: provider.issueToken() };
}

type Ended = { readonly code: unknown; readonly stdout: string; readonly stderr: string };

function createRun(cwd: string, tarball: string, given: Readonly<Record<string, string>>) {
  // The run of a test in a test must not take itself for a part of it.
  const outer = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|npm_|PACT_)/.test(name));
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  const env = { ...Object.fromEntries(outer), ...given, PATH: path };
  return (text: string): Promise<Ended> => {
    // What is not published yet comes from its tarball, and Vitest in the version that this repository tests with.
    const script = text.replace(
      / imagesearch-contract-kit vitest\b/,
      ` '${tarball}' vitest@${manifest.devDependencies.vitest} --prefer-offline`,
    );
    return new Promise((resolve) => {
      execFile('sh', ['-e', '-c', script], { cwd, env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });
  };
}

/** Where npm reaches no registry and has kept too little: what the install would have put there, from this repository. */
function linkPackages(cwd: string, tarball: string): void {
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
