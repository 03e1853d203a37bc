import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KitError } from '../../errors.ts';

/** Stands in every file that an export has written: only such a file is written over. */
export const marker = 'Written by contract-kit test --export';

/**
 * Refuses a file that somebody else has written.
 *
 * @throws KitError `usage-invalid`
 */
export function assertOwn(name: string, cwd: string): void {
  const path = resolve(cwd, name);
  if (!existsSync(path)) return;
  if (readHead(path, name).includes(marker)) return;
  throw new KitError('usage-invalid', `${name} is there and was not written by an export`, {
    hint: 'give another path, or take the file away',
  });
}

/**
 * Writes a file that is new, or that an export has written.
 *
 * @throws KitError `usage-invalid` for a file of somebody else, or one that cannot be written
 */
export function writeOwn(name: string, text: string, options: { cwd: string; mode?: number }): void {
  assertOwn(name, options.cwd);
  const path = resolve(options.cwd, name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: options.mode ?? 0o666 });
  } catch (cause) {
    throw unusable('write', name, cause);
  }
}

function readHead(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8').slice(0, 1000);
  } catch (cause) {
    throw unusable('write', name, cause);
  }
}

function unusable(what: string, name: string, cause: unknown): KitError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new KitError('usage-invalid', `cannot ${what} ${name}: ${reason}`, { cause });
}
