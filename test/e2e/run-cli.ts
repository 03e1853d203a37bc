import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type RunOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stdin holds; empty where nothing is said. */
  readonly input?: string;
  /** Another script than the command itself. */
  readonly script?: string;
  readonly node?: string;
};

/** Runs the command as a process of its own and waits for its end. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { cwd, env, input = '', script = bin, node = process.execPath } = options;
  const child = spawn(node, [script, ...args], { cwd, env: { ...cleanEnv(), ...env } });
  child.stdin.on('error', () => {}); // A command that ends early does not read it all.
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The environment without what changes the output of a command. */
function cleanEnv(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(CONTRACT_KIT_|NODE_OPTIONS|VITEST)/.test(name),
  );
  return Object.fromEntries(kept);
}
