import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../finding.ts';
import { readJson, writeWhole } from './read-json.ts';
import { assertSame, type Kept, listKept } from './shelf.ts';
import { fileOf, type Target } from './target.ts';

/** How a run ended: `narrowed` means that it passed and some of its tests were left out. */
export type RunEnd = 'passed' | 'failed' | 'narrowed';

/** Writes the pacts of a run, or takes them away. Gives the paths of the files that are there now. */
export function writePacts(folder: string, end: RunEnd): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => writePact(join(folder, name), end) ?? [])
    .sort();
}

function writePact(shelf: string, end: RunEnd): string | undefined {
  const target = readJson(join(shelf, 'target')) as Target | undefined;
  if (!target) return undefined;
  const file = fileOf(target);
  switch (end) {
    case 'failed':
      rmSync(file, { force: true });
      return undefined;
    case 'narrowed': {
      // A part of the tests proves a part of the pact: the whole one of an earlier run stays.
      const previous = join(shelf, 'previous');
      if (!existsSync(previous)) return undefined;
      writeWhole(file, readFileSync(previous, 'utf8'));
      return file;
    }
    case 'passed': {
      const text = renderPact(target, listKept(shelf));
      if (text === undefined) rmSync(file, { force: true });
      else writeWhole(file, text);
      return text === undefined ? undefined : file;
    }
    default:
      return end satisfies never;
  }
}

/** The text of a pact file: interactions by description and states, members by name, whoever proved them and when. */
export function renderPact(target: Target, all: readonly Kept[]): string | undefined {
  const kept = new Map<string, Kept>();
  for (const one of all) {
    const key = keyOf(one);
    const other = kept.get(key);
    if (other) assertSame(one, other);
    else kept.set(key, one);
  }
  const sorted = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  const [first] = sorted;
  if (!first) return undefined;
  const pact = {
    consumer: { name: target.consumer },
    interactions: sorted.map(({ interaction }) => interaction),
    metadata: first.metadata,
    provider: { name: target.provider },
  };
  return `${JSON.stringify(sortMembers(pact), undefined, 2)}\n`;
}

function keyOf({ description, states }: Kept): string {
  return `${description}\n${JSON.stringify(states)}`;
}

function sortMembers(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sortMembers(member)]));
}
