import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../node_modules/.bin/prism', import.meta.url));

/** Prism as its users start it, as one process. It dies of some requests and hangs on others; `restart` brings it back. */
export type PrismCli = {
  readonly url: string;
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Starts `prism mock` on a free port and waits until it listens. */
export async function startPrismCli(document: string): Promise<PrismCli> {
  const port = await findPort();
  let child: ChildProcess | undefined;

  async function restart(): Promise<void> {
    await stop();
    const args = ['mock', '-m', 'false', '-v', 'silent', '-h', '127.0.0.1', '-p', String(port), document];
    const started = spawn(process.execPath, ['--no-deprecation', bin, ...args], { stdio: 'ignore' });
    child = started;
    while (started.exitCode === null && !(await canConnect(port)))
      await new Promise((next) => setTimeout(next, 20));
    if (started.exitCode !== null) throw new Error(`prism mock ${document} ended with ${started.exitCode}`);
  }

  async function stop(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await restart();
  return {
    url: `http://127.0.0.1:${port}`,
    restart,
    close: stop,
  };
}

/** Prism takes no port 0. */
async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port');
  return address.port;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
