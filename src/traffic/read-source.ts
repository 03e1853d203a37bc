import { createReadStream, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { KitError } from '../errors.ts';
import type { TrafficFormat } from './format.ts';
import { formatByName } from './formats.ts';

/** One input of recorded traffic, not read yet. */
export type TrafficSource = {
  /** As the user wrote it. */
  readonly name: string;
  /** Absent where only the content can tell it. */
  readonly format?: TrafficFormat;
  /** The bytes as they are stored. Reading can fail at any place. */
  open(): AsyncIterable<Uint8Array>;
};

/**
 * Finds out what a name on the command line is: `-` is stdin, a file tells its format by its ending.
 *
 * @throws KitError `input-unreadable` when there is no such file, `usage-invalid` for a directory and other endings
 */
export function openSource(
  name: string,
  from: { readonly cwd: string; readonly stdin: AsyncIterable<Uint8Array> },
): TrafficSource {
  if (name === '-') return { name: 'stdin', open: () => from.stdin };
  const path = resolve(from.cwd, name);
  assertFile(name, path);
  const format = formatByName(basename(name));
  if (format === undefined) {
    throw new KitError('usage-invalid', `cannot tell the format of ${name}`, {
      hint: 'traffic is a .har or a .ndjson file, also with .gz, or - for stdin',
    });
  }
  return { name, format, open: () => createReadStream(path, { highWaterMark: 256 * 1024 }) };
}

function assertFile(name: string, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new KitError('input-unreadable', `cannot read ${name}: there is no such file`);
  if (stat.isDirectory()) {
    throw new KitError('usage-invalid', `${name} is a directory, not a file of recorded traffic`, {
      hint: `name its files, such as ${name.replace(/\/+$/, '')}/*.har`,
    });
  }
}
