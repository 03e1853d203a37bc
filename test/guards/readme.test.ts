import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { explanations } from '../../src/cli/explain/explanations.ts';
import { kitErrorCodes } from '../../src/errors.ts';
import { ruleIds } from '../../src/finding.ts';
import { createProvider } from '../../src/provider/provider.ts';
import { validationMutants } from '../mutants/imagesearch/validation.ts';
import { serveBehind } from '../mutants/serve.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

type Block = {
  readonly language: string;
  readonly exit: number;
  readonly text: string;
  readonly output?: string;
};

/** The fenced blocks that are run: `sh` and `ts`, each with the `text` block that follows it as its whole output. */
function blocksOf(markdown: string): Block[] {
  const fenced = [...markdown.matchAll(/^```(\w*)(?: exit=(\d))?\n(.*?)^```$/gms)].map(
    ([, language = '', exit = '0', text = '']) => ({ language, exit: Number(exit), text }),
  );
  return fenced.flatMap((block, index) => {
    if (block.language !== 'sh' && block.language !== 'ts') return [];
    const next = fenced[index + 1];
    return [next?.language === 'text' ? { ...block, output: next.text } : block];
  });
}

const cwd = mkdtempSync(join(tmpdir(), 'readme-'));
const provider = createProvider();
let listening: Awaited<ReturnType<typeof provider.listen>>;
let staging: Awaited<ReturnType<typeof serveBehind>>;

beforeAll(async () => {
  listening = await provider.listen();
  const mutant = validationMutants.find(({ name }) => name === 'list of tags accepted');
  if (!mutant) throw new Error('the broken provider of the README is gone');
  staging = await serveBehind(mutant);
  for (const name of ['session.har', 'gallery.json']) {
    copyFileSync(join(root, 'test/guards/readme', name), join(cwd, name));
  }
  cpSync(join(root, 'openapi'), join(cwd, 'openapi'), { recursive: true });
  mkdirSync(join(cwd, 'bin'));
  const command = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'src/cli/bin.ts')}' "$@"\n`;
  writeFileSync(join(cwd, 'bin/contract-kit'), command, { mode: 0o755 });
});

afterAll(async () => {
  await listening.close();
  await staging.close();
  provider.close();
  rmSync(cwd, { recursive: true });
});

function run(
  command: string,
  args: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    PATH: `${join(cwd, 'bin')}${delimiter}${process.env.PATH}`,
    TARGET: listening.url,
    CONTRACT_KIT_USER_TOKEN: provider.issueToken(),
    STAGING: staging.url,
    STAGING_TOKEN: staging.provider.issueToken(),
  };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

/**
 * Without what differs from machine to machine: the folder of the package, ports. Lines of the document move with every
 * edit, and how often a fault is seen with every case.
 */
function comparable(text: string): string {
  return text
    .replaceAll(root, '')
    .replaceAll(/(\.yaml:)\d+:\d+|(\(line )\d+/g, '$1$2…')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:…')
    .replaceAll(/, and \d+ more$/gm, ', and … more');
}

describe('README.md', () => {
  it.each(blocksOf(readme).map((block) => [block.text.split('\n', 1)[0], block] as const))(
    'shows what really happens: %s',
    async (_, { language, exit, text, output }) => {
      if (language === 'ts') {
        // The names of the package stand for its source here; what the built ones export has a test of its own.
        const source = text.replaceAll(
          new RegExp(`'${manifest.name}(/[\\w./-]+)?'`, 'g'),
          (_, subpath = '') => {
            const { default: built } = manifest.exports[`.${subpath}`];
            return `'${new URL(built.replace('./dist/', '../../src/').replace(/js$/, 'ts'), import.meta.url)}'`;
          },
        );
        writeFileSync(join(cwd, 'block.ts'), source);
      }
      const ended =
        language === 'ts' ? await run(process.execPath, ['block.ts']) : await run('sh', ['-e', '-c', text]);
      expect({ code: ended.code, stderr: language === 'ts' ? ended.stderr : '' }).toEqual({
        code: exit,
        stderr: '',
      });
      if (output !== undefined) expect(comparable(ended.stdout)).toBe(comparable(output));
    },
  );

  it('names every command', () => {
    const [, table = ''] = /^\| command \|(.*?)\n\n/ms.exec(readme) ?? [];
    const named = [...table.matchAll(/^\| `([a-z-]+(?: [a-z][a-z-]+)?)/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(commandTable).toSorted());
  });

  it('has a row for every rule', () => {
    expect(rowsUnder('rule')).toEqual(ruleIds.map((id) => `| \`${id}\` | ${explanations[id].meaning} |`));
  });

  it('has a row for every error code', () => {
    const codes = Object.entries(kitErrorCodes);
    expect(rowsUnder('code')).toEqual(codes.map(([code, meaning]) => `| \`${code}\` | ${meaning} |`));
  });

  it('notes the licence of every dependency', () => {
    const rows = [...readme.matchAll(/^\| `([^`]+)` \| ([^|]+) \| [^|]+ \|$/gm)].map(([, name, licence]) => [
      name,
      licence,
    ]);
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const licences = names.map((name) => [
      name,
      JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).license,
    ]);
    expect(rows.filter(([name = '']) => names.includes(name))).toEqual(licences);
  });
});

/** The rows of the two-column table whose first column has this title. */
function rowsUnder(title: string): string[] {
  const [, table = ''] =
    new RegExp(`^\\| ${title} \\| [^|]+ \\|\\n\\|---\\|---\\|\\n(.*?)\\n\\n`, 'ms').exec(readme) ?? [];
  return table.split('\n');
}
