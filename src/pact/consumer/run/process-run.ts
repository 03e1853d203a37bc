import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { dropFiles, openShelf, shelfOf } from './shelf.ts';
import { digest, fileOf, type Target } from './target.ts';
import { writePacts } from './write-pact.ts';

/** The part of one process in a run that no one has started. */
export type ProcessRun = { readonly shelf: string; readonly file: string; readonly turn: string };

/**
 * A run that is known by its processes alone: `node --test` starts one for each test file, Mocha one for all. Each says when
 * it begins and, by its exit code, how it ended. The pact is there only while all that have begun have passed: one that
 * was killed never says so.
 */
export function joinProcessRun(target: Target): ProcessRun {
  const folder = join(tmpdir(), `contract-kit-pact-run-${digest(userInfo().username, runOf(), target.dir)}`);
  const file = process.argv[1] ?? '';
  const turn = String(process.pid);
  const known = joined.get(folder) ?? { file, targets: new Set<string>() };
  const shelf = shelfOf(folder, target);
  if (known.targets.has(shelf)) return { shelf, file, turn };
  withLock(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    openShelf(folder, target);
    dropFiles(shelf, new Set([file]), turn);
    rmSync(join(folder, `ended-badly-${digest(file)}`), { force: true });
    writeFileSync(join(folder, `begun-${digest(file)}`), '');
    rmSync(fileOf(target), { force: true });
  });
  if (!joined.has(folder)) watchEnd(folder, file);
  joined.set(folder, known);
  known.targets.add(shelf);
  return { shelf, file, turn };
}

const joined = new Map<string, { readonly file: string; readonly targets: Set<string> }>();

/**
 * A process that a test runner started belongs to that runner; one that a person started is a run of its own. Variables
 * and channels tell them apart.
 */
function runOf(): string {
  const isChild = process.env.NODE_TEST_CONTEXT !== undefined || process.channel != null;
  return `${isChild ? process.ppid : process.pid}`;
}

/** Mocha and node:test set the exit code while the process ends: the last listener sees it. */
function watchEnd(folder: string, file: string): void {
  let isSettled = false;
  const settle = (code: number): void => {
    if (isSettled) return;
    isSettled = true;
    withLock(folder, () => {
      const marks = digest(file);
      rmSync(join(folder, `begun-${marks}`), { force: true });
      if (code !== 0) writeFileSync(join(folder, `ended-badly-${marks}`), '');
      const open = readdirSync(folder).some((name) => /^(begun|ended-badly)-/.test(name));
      writePacts(folder, open ? 'failed' : 'passed');
    });
  };
  let isLast = false;
  process.once('beforeExit', () => {
    isLast = true;
    process.once('exit', () => settle(Number(process.exitCode ?? 0)));
  });
  process.once('exit', (code) => {
    if (!isLast) settle(code);
  });
}
