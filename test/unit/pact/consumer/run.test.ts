import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withLock } from '../../../../src/pact/consumer/run/lock.ts';
import { dropFiles, type Kept, keep, listKept, openShelf } from '../../../../src/pact/consumer/run/shelf.ts';
import { renderPact, writePacts } from '../../../../src/pact/consumer/run/write-pact.ts';

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'run-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const kept = (description: string, more: Partial<Kept> = {}): Kept => ({
  description,
  states: [],
  interaction: { description, z: 1, a: [{ d: 1, c: 2 }] },
  metadata: { pactSpecification: { version: '4.0' } },
  file: 'a.test.ts',
  turn: '0',
  ...more,
});

function openRun() {
  const folder = createFolder();
  const target = { dir: join(folder, 'contracts'), consumer: 'c', provider: 'p' };
  const open = () => openShelf(join(folder, 'run'), target);
  const finish = (end: Parameters<typeof writePacts>[1]) => writePacts(join(folder, 'run'), end);
  return { folder, target, file: join(target.dir, 'c-p.json'), open, finish };
}

describe('a pact file', () => {
  it('has interactions in the order of descriptions and members in the order of names, whoever came first', () => {
    const target = { dir: '/d', consumer: 'c', provider: 'p' };
    const text = renderPact(target, [kept('b'), kept('a', { file: 'b.test.ts' })]);
    expect(text).toBe(renderPact(target, [kept('a', { file: 'b.test.ts' }), kept('b')]));
    expect(text).toMatchInlineSnapshot(`
      "{
        "consumer": {
          "name": "c"
        },
        "interactions": [
          {
            "a": [
              {
                "c": 2,
                "d": 1
              }
            ],
            "description": "a",
            "z": 1
          },
          {
            "a": [
              {
                "c": 2,
                "d": 1
              }
            ],
            "description": "b",
            "z": 1
          }
        ],
        "metadata": {
          "pactSpecification": {
            "version": "4.0"
          }
        },
        "provider": {
          "name": "p"
        }
      }
      "
    `);
  });

  it('is not there where nothing is proven', () => {
    const { open, finish, file } = openRun();
    open();
    expect(finish('passed')).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it('goes when the run begins, and comes back when the run was narrowed', () => {
    const { target, open, finish, file } = openRun();
    keep(open(), kept('a'));
    expect(finish('passed')).toEqual([file]);
    const first = readFileSync(file, 'utf8');
    const second = { ...openRun(), target };
    const folder = createFolder();
    openShelf(folder, second.target);
    expect(existsSync(file)).toBe(false);
    expect(writePacts(folder, 'narrowed')).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toBe(first);
    expect(writePacts(folder, 'failed')).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });

  it('of a run that kept nothing on the way stays as it is', () => {
    expect(writePacts(join(createFolder(), 'absent'), 'passed')).toEqual([]);
  });
});

describe('what is kept', () => {
  it('is one interaction, however often and wherever the same one is proven', () => {
    const { open, target } = openRun();
    const shelf = open();
    keep(shelf, kept('a'));
    keep(shelf, kept('a'));
    keep(shelf, kept('a', { file: 'b.test.ts' }));
    const pact = JSON.parse(renderPact(target, listKept(shelf)) ?? '');
    expect(pact.interactions).toHaveLength(1);
  });

  it('is another one for other states', () => {
    const { open, target } = openRun();
    const shelf = open();
    keep(shelf, kept('a'));
    keep(shelf, kept('a', { states: [{ name: 's' }], interaction: 2 }));
    expect(JSON.parse(renderPact(target, listKept(shelf)) ?? '').interactions).toHaveLength(2);
  });

  it.each([
    ['in one file', 'a.test.ts', 'in a.test.ts'],
    ['in two files', 'b.test.ts', 'in b.test.ts and a.test.ts'],
  ])('is refused where it is another interaction of the same name, %s', (_name, file, where) => {
    const { open, finish } = openRun();
    const shelf = open();
    keep(shelf, kept('a'));
    expect(() => keep(shelf, kept('a', { file, interaction: 2 }))).toThrow(
      `two different interactions are described as “a” with the same states, ${where}`,
    );
    if (file !== 'a.test.ts') expect(() => finish('passed')).toThrow('two different interactions');
  });

  it('is replaced by a later turn of the same file, and dropped where it does not come again', () => {
    const { open } = openRun();
    const shelf = open();
    keep(shelf, kept('a'));
    keep(shelf, kept('b'));
    keep(shelf, kept('c', { file: 'c.test.ts' }));
    keep(shelf, kept('a', { turn: '1', interaction: 2 }));
    dropFiles(shelf, new Set(['a.test.ts']), '1');
    expect(
      listKept(shelf)
        .map(({ description, turn }) => `${description} ${turn}`)
        .sort(),
    ).toEqual(['a 1', 'c 0']);
  });
});

describe('the lock', () => {
  it('is taken over from a process that is gone, and given back after an error', () => {
    const folder = createFolder();
    writeFileSync(join(folder, 'lock'), '999999999 0');
    expect(withLock(folder, () => 1)).toBe(1);
    expect(() =>
      withLock(folder, () => {
        throw new Error('inside');
      }),
    ).toThrow('inside');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets one thread in at a time', async () => {
    const folder = createFolder();
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    const lock = new URL('../../../../src/pact/consumer/run/lock.ts', import.meta.url).href;
    const code = `import { readFileSync, writeFileSync } from 'node:fs';
      import { withLock } from ${JSON.stringify(lock)};
      for (let round = 0; round < 50; round += 1)
        withLock(${JSON.stringify(folder)}, () =>
          writeFileSync(${JSON.stringify(counter)}, String(Number(readFileSync(${JSON.stringify(counter)}, 'utf8')) + 1)));`;
    const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    await Promise.all(
      [1, 2, 3, 4].map(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(url);
            worker.on('exit', resolve);
            worker.on('error', reject);
          }),
      ),
    );
    expect(readFileSync(counter, 'utf8')).toBe('200');
  }, 60_000);

  it('lets one thread in at a time where all find the lock of a process that is gone', async () => {
    const folders = Array.from({ length: 100 }, createFolder);
    const lock = new URL('../../../../src/pact/consumer/run/lock.ts', import.meta.url).href;
    // All threads meet before each folder, so that they find the lock at the same moment.
    const code = `import { readFileSync, writeFileSync } from 'node:fs';
      import { workerData } from 'node:worker_threads';
      import { withLock } from ${JSON.stringify(lock)};
      const { folders, threads, arrived } = workerData;
      const met = new Int32Array(arrived);
      folders.forEach((folder, round) => {
        Atomics.add(met, round, 1);
        while (Atomics.load(met, round) < threads);
        withLock(folder, () => {
          const count = Number(readFileSync(folder + '/counter', 'utf8'));
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
          writeFileSync(folder + '/counter', String(count + 1));
        });
      });`;
    for (const folder of folders) {
      writeFileSync(join(folder, 'counter'), '0');
      writeFileSync(join(folder, 'lock'), '999999999 0');
    }
    const threads = 6;
    const arrived = new SharedArrayBuffer(4 * folders.length);
    const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    await Promise.all(
      Array.from(
        { length: threads },
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(url, { workerData: { folders, threads, arrived } });
            worker.on('exit', resolve);
            worker.on('error', reject);
          }),
      ),
    );
    const counts = folders.map((folder) => readFileSync(join(folder, 'counter'), 'utf8'));
    expect(counts).toEqual(folders.map(() => String(threads)));
    expect(readdirSync(folders[0] ?? '')).toEqual(['counter']);
  }, 60_000);
});
