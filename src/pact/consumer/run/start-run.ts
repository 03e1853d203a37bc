import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import { writeWhole } from './read-json.ts';
import { dropFiles } from './shelf.ts';
import { type RunEnd, writePacts } from './write-pact.ts';

/** Where the run keeps what is proven; child processes and threads inherit it. */
export const runVariable = 'CONTRACT_KIT_PACT_RUN';

/** The name of the file with the turn of a run. */
export const turnFile = 'turn';

export type Run = {
  /** Before test files run again (watch mode): what they kept is dropped, what others kept stays. */
  again(files: readonly string[]): void;
  /** Writes the pacts; gives their paths. May come again after `again`. */
  finish(end: RunEnd): readonly string[];
  /** Ends the run. */
  close(): void;
};

/**
 * Starts a run of consumer tests, for a test runner that the kit does not know: what is proven by this process, its
 * children and its threads from here on is written by `finish`, and only there. A run that is never finished leaves no
 * pact.
 *
 * @example
 * const run = startRun();                                   // in the global set-up
 * run.finish(failures === 0 ? 'passed' : 'failed');         // where the results of all files are known
 * run.close();
 */
export function startRun(): Run {
  const folder = mkdtempSync(join(tmpdir(), 'contract-kit-pact-run-'));
  const before = process.env[runVariable];
  process.env[runVariable] = folder;
  let turn = 0;
  return {
    again(files) {
      turn += 1;
      writeWhole(join(folder, turnFile), String(turn));
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) dropFiles(join(folder, entry.name), new Set(files));
    },
    finish: (end) => withLock(folder, () => writePacts(folder, end)),
    close() {
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) delete process.env[runVariable];
      else process.env[runVariable] = before;
    },
  };
}
