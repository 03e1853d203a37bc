import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { KitError } from '../../../errors.ts';
import { hasCode } from './read-json.ts';

/**
 * Runs while no other process or thread holds the lock of the folder. Synchronous, as it also runs when a process exits.
 * A lock whose process is gone is taken over.
 */
export function withLock<Result>(folder: string, act: () => Result): Result {
  const path = join(folder, 'lock');
  mkdirSync(dirname(path), { recursive: true });
  for (let rest = 2000; !take(path); rest -= 1) {
    if (rest === 0) throw new KitError('input-unreadable', `another process holds ${path} for too long`);
    Atomics.wait(pause, 0, 0, 5);
  }
  try {
    return act();
  } finally {
    rmSync(path, { force: true });
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function take(path: string): boolean {
  if (create(path)) return true;
  if (!isHeld(path)) removeDead(path);
  return false;
}

/**
 * To look whose lock it is and to remove it are two steps: who looked earlier could remove the lock of who was faster. So
 * one at a time may do both.
 */
function removeDead(path: string): void {
  const claim = `${path}-takeover`;
  if (!create(claim)) return;
  try {
    if (!isHeld(path)) rmSync(path, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Writes a file with the number of this process, unless it is there. */
function create(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid} ${threadId}`, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw new KitError('input-unreadable', `cannot write ${path}`, { cause });
    return false;
  }
}

function isHeld(path: string): boolean {
  try {
    const [pid = ''] = readFileSync(path, 'utf8').split(' ');
    // Its holder may not have written its number yet.
    return pid === '' || isAlive(Number(pid));
  } catch {
    // Released in between.
    return true;
  }
}

/** Signal 0 only asks whether the process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return hasCode(cause, 'EPERM');
  }
}
