import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KitError } from '../../errors.ts';
import type { Io } from '../io.ts';

/**
 * The text of a file, or of stdin for `-`.
 *
 * @throws KitError `input-unreadable`
 */
export async function readText(file: string, io: Io): Promise<string> {
  if (file === '-') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of io.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new KitError('input-unreadable', `cannot read ${file}: ${reason}`, { cause });
  }
}
