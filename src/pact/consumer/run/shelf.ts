import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KitError } from '../../../errors.ts';
import type { Json } from '../../../finding.ts';
import { hasCode, readJson, writeWhole } from './read-json.ts';
import { digest, fileOf, type Target } from './target.ts';

/** One proven interaction, kept until the run ends. */
export type Kept = {
  readonly description: string;
  readonly states: Json;
  readonly interaction: Json;
  /** Of the file that Pact's library wrote. */
  readonly metadata: Json;
  /** The test file that proved it. */
  readonly file: string;
  /** The turn of the run: a test file that runs again replaces what it kept in an earlier one. */
  readonly turn: string;
};

/** The folder of one pact in the folder of a run; one file for each interaction, so that no writer meets another. */
export function shelfOf(folder: string, target: Target): string {
  return join(folder, digest(target.dir, target.consumer, target.provider));
}

/**
 * Makes the folder of a pact. Who makes it takes the pact of an earlier run away: from here on there is none until this
 * run has passed.
 */
export function openShelf(folder: string, target: Target): string {
  const shelf = shelfOf(folder, target);
  mkdirSync(shelf, { recursive: true });
  try {
    writeFileSync(join(shelf, 'target'), JSON.stringify(target), { flag: 'wx' });
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return shelf;
    throw new KitError('input-unreadable', `cannot write ${shelf}`, { cause });
  }
  const file = fileOf(target);
  if (existsSync(file)) writeFileSync(join(shelf, 'previous'), readFileSync(file));
  rmSync(file, { force: true });
  return shelf;
}

/**
 * Keeps an interaction.
 *
 * @throws KitError `usage-invalid` where another one has the same description and states
 */
export function keep(shelf: string, kept: Kept): void {
  const key = digest(kept.description, JSON.stringify(kept.states));
  const path = join(shelf, `${key}.${digest(kept.file)}.json`);
  const own = readJson(path) as Kept | undefined;
  if (own?.turn === kept.turn) assertSame(kept, own);
  writeWhole(path, JSON.stringify(kept));
  for (const other of listKept(shelf, key)) if (other.file !== kept.file) assertSame(kept, other);
}

/** What is kept, in the order of the file names; of one key where it is given. */
export function listKept(shelf: string, key = ''): readonly Kept[] {
  return readdirSync(shelf)
    .filter((name) => name.startsWith(key) && name.endsWith('.json'))
    .sort()
    .flatMap((name) => (readJson(join(shelf, name)) as Kept | undefined) ?? []);
}

/** Drops what test files kept in earlier turns. */
export function dropFiles(shelf: string, files: ReadonlySet<string>, turn?: string): void {
  for (const name of readdirSync(shelf).filter((one) => one.endsWith('.json'))) {
    const kept = readJson(join(shelf, name)) as Kept | undefined;
    if (kept && files.has(kept.file) && kept.turn !== turn) rmSync(join(shelf, name), { force: true });
  }
}

/** Pact's libraries take the later one without a word. */
export function assertSame(one: Kept, other: Kept): void {
  if (JSON.stringify(one.interaction) === JSON.stringify(other.interaction)) return;
  throw new KitError(
    'usage-invalid',
    `two different interactions are described as “${one.description}” with the same states, in ${
      one.file === other.file ? one.file : `${one.file} and ${other.file}`
    }`,
    { hint: 'give one of them another description or state' },
  );
}
