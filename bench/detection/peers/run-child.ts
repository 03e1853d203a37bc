import { spawn } from 'node:child_process';
import type { Ran } from './peer.ts';

/** Runs a program to its end, or stops it after some milliseconds; whatever it says with its exit code is in the text. */
export async function runChild(
  command: string,
  args: readonly string[],
  options: { cwd: string; timeout: number },
): Promise<Ran> {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout);
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  clearTimeout(timer);
  return { text, seconds: (performance.now() - started) / 1000 };
}
