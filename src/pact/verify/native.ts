import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerifierOptions } from '@pact-foundation/pact-core';

export type NativeRequest = { readonly options: VerifierOptions };
export type NativeReply =
  | { readonly kind: 'ended'; readonly json: string }
  | { readonly kind: 'failed'; readonly reason: string };

export type NativeRun = {
  /** Pact files, as texts. */
  readonly pacts: readonly string[];
  readonly providerUrl: string;
  readonly stateUrl: string;
  /** Milliseconds for one request of Pact. */
  readonly timeout: number;
  readonly signal: AbortSignal;
};

/**
 * Lets Pact verify the texts, in a process of its own, and gives its results as the JSON text that it writes. An abort
 * ends the process; that, and a process that dies, is `failed`.
 */
export async function runNative(run: NativeRun): Promise<NativeReply> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-kit-pacts-'));
  try {
    const files = run.pacts.map((_, index) => join(folder, `${index}.json`));
    for (const [index, file] of files.entries()) await writeFile(file, run.pacts[index] ?? '');
    return await ask(run, {
      providerBaseUrl: run.providerUrl,
      providerStatesSetupUrl: run.stateUrl,
      pactUrls: files,
      timeout: run.timeout,
      followRedirects: false,
      logLevel: 'error',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ask({ signal }: NativeRun, options: VerifierOptions): Promise<NativeReply> {
  if (signal.aborted) return Promise.resolve(stopped);
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const child = fork(new URL(`./native-child.${extension}`, import.meta.url), {
    execArgv: [],
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // Pact tells its story on both; what counts comes as a message.
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      said.splice(0, said.length - 20);
    });
  }
  return new Promise((resolve) => {
    let reply: NativeReply | undefined;
    const stop = () => {
      reply = stopped;
      child.kill('SIGKILL');
    };
    signal.addEventListener('abort', stop, { once: true });
    child.once('message', (message) => {
      // The only message that the process sends.
      reply = message as NativeReply;
    });
    child.once('error', (error) => {
      reply ??= { kind: 'failed', reason: error.message };
    });
    child.once('close', (code, by) => {
      signal.removeEventListener('abort', stop);
      const how = by === null ? `with code ${code}` : `by ${by}`;
      const last = said.join('').trim().split('\n').at(-1) ?? '';
      resolve(reply ?? { kind: 'failed', reason: `its process ended ${how}${last && `: ${last}`}` });
    });
    child.send({ options } satisfies NativeRequest);
  });
}

const stopped: NativeReply = { kind: 'failed', reason: 'the run was stopped' };

/**
 * Pact takes filters, brokers and the wish to publish from PACT_ variables, and sends requests through a proxy of the
 * environment, also those to this machine.
 */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PACT_(?!PREBUILD)|CONTRACT_KIT_|NODE_OPTIONS$|RUST_LOG$)|_proxy$/i.test(name),
  );
  return { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: 'true', NO_PROXY: '*' };
}
