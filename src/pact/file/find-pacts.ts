import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KitError } from '../../errors.ts';
import { fetchPact } from './fetch-pact.ts';
import type { PactFile } from './pact-file.ts';
import { readPact } from './read-pact.ts';

/** Where to look: relative paths start at `cwd`, `headers` go with every request to a URL. */
export type PactSearch = {
  readonly cwd: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
};

/**
 * Reads the pacts at paths: files, directories (every `.json` file right in them, sorted) and `http:` or `https:` URLs. A
 * file that is named twice is read once.
 *
 * @throws KitError `input-unreadable` for what is not there, and for a directory without pacts; `pact-unreadable` for a
 *   file that is no pact
 * @example const pacts = await findPacts(['contracts'], { cwd: process.cwd() });
 */
export async function findPacts(paths: readonly string[], search: PactSearch): Promise<PactFile[]> {
  const pacts = new Map<string, PactFile>();
  for (const path of paths) {
    for (const place of await listPlaces(path, search.cwd)) {
      if (!pacts.has(place)) pacts.set(place, await loadPact(place, search));
    }
  }
  return [...pacts.values()];
}

/** Absolute paths, or the one URL. */
async function listPlaces(path: string, cwd: string): Promise<readonly string[]> {
  if (isUrl(path)) return [path];
  const absolute = path.startsWith('file:') ? toPath(path) : resolve(cwd, path);
  const name = toName(absolute, cwd);
  const isDirectory = await reading(name, async () => (await stat(absolute)).isDirectory());
  if (!isDirectory) return [absolute];
  const entries = await reading(name, () => readdir(absolute));
  const files = entries.filter((entry) => /\.json$/i.test(entry)).sort();
  if (files.length > 0) return files.map((file) => resolve(absolute, file));
  throw new KitError('input-unreadable', `there are no pacts in ${name}: it has no .json file`, {
    hint: 'name the pact files, or the directory that the consumer tests write them into',
  });
}

async function loadPact(place: string, { cwd, headers = [] }: PactSearch): Promise<PactFile> {
  if (isUrl(place)) return fetchPact(place, headers);
  const name = toName(place, cwd);
  const bytes = await reading(name, () => readFile(place));
  return readPact(decode(bytes, name), name);
}

async function reading<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const reason = code === 'ENOENT' ? 'there is no such file or directory' : code;
    throw new KitError('input-unreadable', `cannot read ${name}: ${reason}`, { cause });
  }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new KitError(
      'pact-unreadable',
      `cannot read the pact ${name}: found bytes that are not UTF-8, expected a pact in JSON`,
      { cause },
    );
  }
}

function isUrl(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

function toPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new KitError('input-unreadable', `cannot read ${url}: it is no URL of a file`, { cause });
  }
}

/** Relative to the working directory where the file is inside of it. */
function toName(path: string, cwd: string): string {
  const name = relative(cwd, path);
  if (name === '') return '.';
  return name.startsWith('..') || isAbsolute(name) ? path : name;
}
