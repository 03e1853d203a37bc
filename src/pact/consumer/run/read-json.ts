import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KitError } from '../../../errors.ts';

/** A JSON file of the run; undefined where it is not there. */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw new KitError('input-unreadable', `cannot read ${path} of the Pact run`, { cause });
  }
}

/** Writes a whole file or none: whoever reads it meanwhile sees the old one. */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.${randomUUID()}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (cause) {
    throw new KitError('input-unreadable', `cannot write ${path}`, { cause });
  }
}

export function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
