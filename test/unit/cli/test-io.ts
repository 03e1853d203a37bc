import type { Io } from '../../../src/cli/io.ts';

/** An `Io` that keeps what was written. */
export function testIo(overrides: Partial<Io> = {}): Io & { out: () => string; err: () => string } {
  let out = '';
  let err = '';
  return {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    env: {},
    cwd: process.cwd(),
    isTTY: { stdout: false, stderr: false, columns: 80 },
    stdin: (async function* () {})(),
    signal: new AbortController().signal,
    now: () => new Date('2026-01-01T00:00:00Z'),
    ...overrides,
    out: () => out,
    err: () => err,
  };
}
