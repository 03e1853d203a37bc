import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installBroker, toBundlerEnv } from './install-broker.ts';

const installation = await installBroker();

/** Why no broker can be started on this machine, as the name of the tests that are skipped; undefined where it can. */
export const brokerMissing: string | undefined =
  installation.missing && `skipped, no Pact Broker: ${installation.missing}`;

// The name of a skipped test is not printed where all of a file are skipped.
if (brokerMissing !== undefined) process.stderr.write(`${brokerMissing}\n`);

export type BrokerOptions = {
  readonly token?: string;
  readonly basicAuth?: { readonly username: string; readonly password: string };
};

export type Broker = {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
};

/** A real Pact Broker of its own, with an empty database, on a free loopback port. */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  if (installation.path === undefined) throw new Error(brokerMissing);
  const folder = mkdtempSync(join(tmpdir(), 'pact-broker-'));
  const rackup = fileURLToPath(new URL('config.ru', import.meta.url));
  const child = spawn(
    'bundle',
    [
      'exec',
      'rackup',
      '--server',
      'webrick',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--env',
      'production',
      rackup,
    ],
    { cwd: folder, env: { ...toBundlerEnv(installation.path), ...toBrokerEnv(folder, options) } },
  );
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: `http://127.0.0.1:${await waitForPort(child)}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function toBrokerEnv(folder: string, { token, basicAuth }: BrokerOptions): Record<string, string> {
  return {
    PACT_BROKER_DATABASE_URL: `sqlite://${join(folder, 'broker.sqlite')}`,
    PACT_BROKER_LOG_STREAM: 'stdout',
    PACT_BROKER_LOG_LEVEL: 'warn',
    ...(token !== undefined && { BROKER_TOKEN: token }),
    ...(basicAuth && {
      PACT_BROKER_BASIC_AUTH_ENABLED: 'true',
      PACT_BROKER_BASIC_AUTH_USERNAME: basicAuth.username,
      PACT_BROKER_BASIC_AUTH_PASSWORD: basicAuth.password,
    }),
  };
}

/** The server listens before it says so; what else it prints is shown only when it does not come up. */
function waitForPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-20_000);
      const port = /WEBrick::Server#start: pid=\d+ port=(\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(port);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the broker ended with ${code}:\n${log}`)));
  });
}
