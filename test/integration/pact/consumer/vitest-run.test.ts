import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSuite, descriptionsOf, ended, preamble, run, start, vitest, vitestConfig } from './suite.ts';

const file = (body: string) => `import { expect, it } from 'vitest';${preamble}${body}`;
const proves = (...names: readonly string[]) =>
  file(names.map((name) => `it(${JSON.stringify(name)}, () => prove(${JSON.stringify(name)}));`).join('\n'));
const two = { 'vitest.config.js': vitestConfig, 'a.spec.ts': proves('a1', 'a2'), 'b.spec.ts': proves('b') };
/** A pact that must be gone. */
const ofEarlierRun = { 'contracts/c-ImageSearch.json': '{}' };
const once = [...vitest, 'run'];
const timeout = 120_000;

describe('a run of Vitest that passes', () => {
  it(
    'writes what every file has proven, and drops what an earlier run proved',
    async () => {
      const suite = createSuite(two);
      expect(await run(suite, once)).toMatchObject({ code: 0 });
      expect(descriptionsOf(suite.readPact())).toEqual(['a1', 'a2', 'b']);
      suite.write({ 'b.spec.ts': proves('renamed') });
      expect(await run(suite, once)).toMatchObject({ code: 0 });
      expect(descriptionsOf(suite.readPact())).toEqual(['a1', 'a2', 'renamed']);
      expect(readdirSync(join(suite.folder, 'contracts'))).toEqual(['c-ImageSearch.json']);
    },
    timeout,
  );

  it(
    'leaves the pact as it was where tests are left out',
    async () => {
      const suite = createSuite(two);
      await run(suite, once);
      const before = suite.readPact();
      suite.write({ 'a.spec.ts': proves('a1 changed') });
      for (const filter of [['a.spec'], ['-t', 'a1'], ['--shard', '1/2']]) {
        const { code, output } = await run(suite, [...once, ...filter]);
        expect(code, output).toBe(0);
        expect(suite.readPact()).toBe(before);
        expect(output).toContain('some tests were left out: the pacts stay as they were');
      }
    },
    timeout,
  );
});

describe('a run of Vitest that fails leaves no pact', () => {
  it.each([
    ['a test of the same file', { 'b.spec.ts': `${proves('b')}\nit('fails', () => expect(1).toBe(2));` }],
    [
      'a test of another file without Pact',
      { 'c.spec.ts': `import { it } from 'vitest'; it('fails', () => { throw new Error('c'); });` },
    ],
    [
      'the callback',
      { 'b.spec.ts': file(`it('b', () => prove('b').then(() => { throw new Error('misread'); }));`) },
    ],
    ['a file that cannot be loaded', { 'b.spec.ts': `${proves('b')}\nthrow new Error('at import');` }],
    [
      'an error that no one handles',
      {
        'b.spec.ts': file(
          `it('b', async () => { await prove('b'); void Promise.reject(new Error('later')); await new Promise((r) => setTimeout(r, 20)); });`,
        ),
      },
    ],
    [
      'a worker that is killed',
      {
        'b.spec.ts': file(
          `it('b', async () => { await prove('b'); process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); });`,
        ),
      },
    ],
    ['two interactions of one name', { 'b.spec.ts': file(`it('b', () => prove('a1', 'another'));`) }],
  ])(
    '%s',
    async (_name, broken) => {
      const suite = createSuite({ ...two, ...ofEarlierRun });
      suite.write(broken);
      const { code, output } = await run(suite, once);
      expect(code, output).not.toBe(0);
      expect(suite.readPact(), output).toBeUndefined();
    },
    timeout,
  );

  it(
    'a run that is killed as a whole',
    async () => {
      const suite = createSuite({ ...two, ...ofEarlierRun });
      suite.write({
        'b.spec.ts': file(
          `it('b', async () => { await prove('b'); console.log('pr' + 'oven'); await new Promise(() => {}); });`,
        ),
      });
      const child = start(suite, once);
      const end = ended(child);
      await new Promise<void>((resolve) =>
        child.stdout?.on('data', (chunk) => String(chunk).includes('proven') && resolve()),
      );
      child.kill('SIGKILL');
      await end;
      expect(suite.readPact()).toBeUndefined();
    },
    timeout,
  );
});

it(
  'Vitest without the set-up is told of it, in one sentence',
  async () => {
    const suite = createSuite({
      ...two,
      'vitest.config.js': `export default { test: { include: ['**/*.spec.ts'] } };`,
    });
    const { code, output } = await run(suite, once);
    expect(code).toBe(1);
    expect(output).toContain('no one tells when this run of Vitest ends, so no pact could be written');
    expect(suite.readPact()).toBeUndefined();
  },
  timeout,
);

it(
  'what a run kept on the way goes with it',
  async () => {
    const suite = createSuite(two);
    const own = join(suite.folder, 'tmp');
    suite.write({ 'tmp/keep': '' });
    await run(suite, once, { TMPDIR: own });
    expect(readdirSync(own).filter((name) => name.startsWith('contract-kit'))).toEqual([]);
    expect(existsSync(tmpdir())).toBe(true);
  },
  timeout,
);

it(
  'watch mode keeps what the files that do not run again have proven',
  async () => {
    const suite = createSuite(two);
    const child = start(suite, [...vitest, 'watch']);
    let output = '';
    const waiting: (() => void)[] = [];
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      if (/Waiting for file changes|Tests failed. Watching/i.test(String(chunk))) waiting.shift()?.();
    });
    const settled = () => new Promise<void>((resolve) => waiting.push(resolve));
    await settled();
    expect(descriptionsOf(suite.readPact()), output).toEqual(['a1', 'a2', 'b']);
    const rerun = async (files: Readonly<Record<string, string>>) => {
      const again = settled();
      suite.write(files);
      await again;
      return descriptionsOf(suite.readPact());
    };
    expect(await rerun({ 'b.spec.ts': proves('b changed') }), output).toEqual(['a1', 'a2', 'b changed']);
    expect(
      await rerun({ 'b.spec.ts': `${proves('b')}\nit('fails', () => expect(1).toBe(2));` }),
      output,
    ).toBeUndefined();
    // The file that failed has not run again yet.
    expect(await rerun({ 'a.spec.ts': proves('a1') }), output).toBeUndefined();
    expect(await rerun({ 'b.spec.ts': proves('b') }), output).toEqual(['a1', 'b']);
  },
  timeout,
);
