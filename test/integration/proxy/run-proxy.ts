import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const bin = fileURLToPath(new URL('../../../src/cli/bin.ts', import.meta.url));

export type ProxyProcess = {
  readonly child: ChildProcessWithoutNullStreams;
  /** From the ready line. */
  readonly url: string;
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** The exit code; negative where a signal ended the process. */
  readonly ended: Promise<number>;
};

/** Starts `contract-kit proxy` in a process of its own and waits for the ready line. */
export async function runProxy(args: readonly string[], { cwd = process.cwd() } = {}): Promise<ProxyProcess> {
  const child = spawn(process.execPath, [bin, 'proxy', '--port', '0', ...args], { cwd });
  // A test that fails half-way leaves no process behind.
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(() => child.exitCode ?? -1);
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const [, ready] = /^listening on (\S+)\n/m.exec(output.stdout + output.stderr) ?? [];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    ended.then(() => reject(new Error(`ended before it was ready: ${output.stderr}`)));
  });
  return { child, url, output, ended };
}
