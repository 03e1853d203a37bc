import type { Io } from './io.ts';

/** The real world for `main`. The first Ctrl-C or SIGTERM asks the command to end, the second one ends the process. */
export function openIo(): Io {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort(signal));
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader that went away (`contract-kit … | head`) is no fault of the run.
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    isTTY: {
      stdout: process.stdout.isTTY === true,
      stderr: process.stderr.isTTY === true,
      columns: process.stdout.columns ?? 80,
    },
    // Opened on first use: an open stdin would keep the process alive.
    get stdin() {
      // Who waits for input when the run is told to end waits no longer.
      abort.signal.addEventListener('abort', () => process.stdin.destroy());
      return process.stdin;
    },
    signal: abort.signal,
    now: () => new Date(),
  };
}
