import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../../src/cli/bin.ts', import.meta.url));

export type Run = {
  readonly child: ChildProcessWithoutNullStreams;
  /** From the ready line. */
  readonly url: string;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** The exit code; negative where a signal ended the process. */
  readonly ended: Promise<number>;
};

/** Starts `contract-kit provider` in a process of its own and waits for the ready line. */
export async function startCommand(...args: string[]): Promise<Run> {
  const { child, output, ended } = spawnCommand(...args);
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const ready = /^listening on (\S+)\n/.exec(output.stdout);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    };
    child.stdout.on('data', look);
    ended.then(() => reject(new Error(`ended before it was ready: ${output.stderr}`)));
  });
  return { child, url, output, ended };
}

/** Runs `contract-kit provider` to its end. */
export async function runCommand(
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { output, ended } = spawnCommand(...args);
  return { code: await ended, ...output };
}

function spawnCommand(...args: string[]) {
  const child = spawn(process.execPath, [bin, 'provider', ...args]);
  // A test that fails half-way leaves no process behind.
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(() => child.exitCode ?? -1);
  return { child, output, ended };
}
