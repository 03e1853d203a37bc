import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KitError } from '../../errors.ts';
import type { FactFile } from './facts.ts';
import { type FactKind, factKinds, markerPath, markerText } from './layout.ts';
import { broken, parseObject } from './read-fields.ts';

/**
 * Every file of a folder of facts. Names that begin with a dot, and files at the top that are no facts, are passed over.
 *
 * @throws KitError `input-unreadable`: there is no such folder, it is not one of these, or something in it cannot be read
 */
export async function readFactFiles(folder: string): Promise<FactFile[]> {
  await checkFolder(folder);
  const files: FactFile[] = [];
  for (const kind of readingOrder) files.push(...(await readKind(folder, kind)));
  return files;
}

/**
 * A writer writes what a fact speaks of before the fact. Who reads the other way round never sees the one without the other, however
 * many write at the same time.
 */
const readingOrder: readonly FactKind[] = [
  ...factKinds.filter((kind) => !['pacts', 'environments', 'versions'].includes(kind)),
  'pacts',
  'environments',
  'versions',
];

/** Nothing that counts is in it, or it is not there at all. */
export async function isEmptyFolder(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).every((name) => name.startsWith('.'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return true;
    throw unreadable(folder, cause);
  }
}

async function checkFolder(folder: string): Promise<void> {
  const names = await list(folder, '');
  if (!names.some((one) => one.name === markerPath)) {
    throw new KitError(
      'input-unreadable',
      `${folder} is not a folder of pacts and results: it has no ${markerPath}`,
      {
        hint: `pact publish --offline makes one; by hand, write ${markerText.trim()} into ${markerPath}`,
      },
    );
  }
  const marker = await read(folder, markerPath);
  const { version } = parseObject(marker);
  if (version !== 1)
    throw broken(
      marker,
      `is of a version that cannot be read; received ${JSON.stringify(version)}, documented 1`,
    );
  const strange = names.find(
    ({ name, isFolder }) => name !== markerPath && !isKind(name) && (isFolder || name.endsWith('.json')),
  );
  if (strange)
    throw broken(
      { path: strange.name },
      `is none of the parts of such a folder; documented ${factKinds.join(', ')}`,
    );
}

async function readKind(folder: string, path: string): Promise<FactFile[]> {
  const files: FactFile[] = [];
  for (const { name, isFolder } of await list(folder, path)) {
    const inside = `${path}/${name}`;
    if (isFolder) files.push(...(await readKind(folder, inside)));
    else files.push(await read(folder, inside));
  }
  return files;
}

async function list(folder: string, path: string): Promise<{ name: string; isFolder: boolean }[]> {
  try {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  } catch (cause) {
    // Nothing of a kind is known as long as its part of the folder is missing.
    if (path !== '' && codeOf(cause) === 'ENOENT') return [];
    throw unreadable(join(folder, path), cause);
  }
}

async function read(folder: string, path: string): Promise<FactFile> {
  try {
    return {
      path,
      text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(folder, path))),
    };
  } catch (cause) {
    if (cause instanceof TypeError) throw broken({ path }, 'is not UTF-8 text', cause);
    throw unreadable(join(folder, path), cause);
  }
}

function isKind(name: string): boolean {
  return factKinds.some((kind) => kind === name);
}

function unreadable(path: string, cause: unknown): KitError {
  const code = codeOf(cause);
  return new KitError(
    'input-unreadable',
    `cannot read ${path}: ${code === 'ENOENT' ? 'there is no such folder' : (code ?? cause)}`,
    { cause },
  );
}

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException | undefined)?.code;
}
