import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFreshness } from '../../../src/codegen/freshness.ts';

describe('checkFreshness', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'freshness-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('looks at all files, not only at the first that is stale', async () => {
    await writeFile(join(folder, 'old.ts'), 'old');
    await writeFile(join(folder, 'same.ts'), 'same');
    const files = ['old.ts', 'same.ts', 'absent.ts'].map((name) => join(folder, name));
    expect(
      await checkFreshness(files.map((file, index) => ({ file, text: ['new', 'same', ''][index] ?? '' }))),
    ).toEqual([
      { file: files[0], fresh: false },
      { file: files[1], fresh: true },
      { file: files[2], fresh: false },
    ]);
  });

  it('does not mind line ends that a checkout turned', async () => {
    const file = join(folder, 'a.ts');
    await writeFile(file, 'a\r\nb\r\n');
    expect(await checkFreshness([{ file, text: 'a\nb\n' }])).toEqual([{ file, fresh: true }]);
  });

  it('throws for a file that it cannot read, rather than calling it stale', async () => {
    const file = join(folder, 'directory.ts');
    await mkdir(file);
    await expect(checkFreshness([{ file, text: '' }])).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
