import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KitError } from '../../errors.ts';
import type { FactWrite } from './fact-write.ts';

/**
 * Writes each file whole or not at all, in the order given: what a fact speaks of is there before it. Other writers may be at work
 * in the folder.
 *
 * @returns the files that somebody else had created in the meantime; they are left as they are
 * @throws KitError `input-unreadable` where the folder cannot be written
 */
export async function writeFacts(folder: string, writes: readonly FactWrite[]): Promise<FactWrite[]> {
  const late: FactWrite[] = [];
  for (const write of writes) {
    try {
      if (!(await writeFact(join(folder, write.path), write))) late.push(write);
    } catch (cause) {
      throw new KitError('input-unreadable', `cannot write ${join(folder, write.path)}: ${reasonOf(cause)}`, {
        cause,
      });
    }
  }
  return late;
}

async function writeFact(path: string, { text, mode }: FactWrite): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  // Readers pass over names that begin with a dot.
  const draft = join(dirname(path), `.${randomUUID()}`);
  try {
    await writeFile(draft, text);
    if (mode === 'replace') await rename(draft, path);
    else await link(draft, path);
    return true;
  } catch (cause) {
    if (mode === 'create' && codeOf(cause) === 'EEXIST') return false;
    throw cause;
  } finally {
    await rm(draft, { force: true });
  }
}

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}

function reasonOf(cause: unknown): string {
  return codeOf(cause) ?? String(cause);
}
