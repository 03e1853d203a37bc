import { createReadStream, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { KitError } from '../errors.ts';

/** One input of recorded traffic, not read yet. */
export type TrafficSource = {
  /** As the user wrote it. */
  readonly name: string;
  readonly format: 'har' | 'ndjson';
  /** The bytes, gunzipped. Reading can fail at any place. */
  open(): AsyncIterable<Uint8Array>;
};

/**
 * Finds out what a name on the command line is: `-` is NDJSON from stdin, a file tells its format by its ending.
 *
 * @throws KitError `input-unreadable` when there is no such file, `usage-invalid` for another ending
 */
export function openSource(
  name: string,
  from: { readonly cwd: string; readonly stdin: AsyncIterable<Uint8Array> },
): TrafficSource {
  if (name === '-') return { name: 'stdin', format: 'ndjson', open: () => from.stdin };
  const format = formatOf(name);
  const path = resolve(from.cwd, name);
  assertFile(name, path);
  const open = () => {
    const file = createReadStream(path, { highWaterMark: 256 * 1024 });
    // The callback is there because pipeline wants one; the reader of the stream meets the error itself.
    return name.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file;
  };
  return { name, format, open };
}

function formatOf(name: string): TrafficSource['format'] {
  const ending = /\.(har|ndjson|jsonl)(\.gz)?$/i.exec(basename(name))?.[1]?.toLowerCase();
  if (ending === undefined) {
    throw new KitError('usage-invalid', `cannot tell the format of ${name}`, {
      hint: 'traffic is a .har or a .ndjson file, also with .gz, or - for NDJSON from stdin',
    });
  }
  return ending === 'har' ? 'har' : 'ndjson';
}

function assertFile(name: string, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new KitError('input-unreadable', `cannot read ${name}: there is no such file`);
  if (stat.isDirectory()) throw new KitError('input-unreadable', `cannot read ${name}: it is a folder`);
}
