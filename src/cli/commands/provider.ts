import { resolve } from 'node:path';
import { KitError } from '../../errors.ts';
import { createProvider } from '../../provider/provider.ts';
import { defaultSeeds, seedProject, seedUser } from '../../provider/seeds.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { readWholeNumber } from '../shared-options.ts';

/** Serves the reference provider until Ctrl-C or SIGTERM. */
export const providerCommand: CommandDefinition = {
  name: 'provider',
  summary: 'start the reference provider of the bundled document',
  configure(command) {
    command
      .option('--port <PORT>', 'where to listen; 0 takes any free port', '4000')
      .option('--host <HOST>', 'the address to listen on', '127.0.0.1')
      .option('--store <FILE>', 'keep the data in this file (default: in memory)')
      .option('--config <FILE>', 'a .json, .js or .ts file that holds these options by name')
      .option('--quiet', 'print the ready line only');
    addExamples(command, [
      'contract-kit provider',
      'contract-kit provider --port 0 --store provider.sqlite',
      'contract-kit provider --host 0.0.0.0 --port 8080',
    ]);
  },
  async run(_args, options, io) {
    const port = readPort(options.port);
    const provider = createProvider({
      ...(options.store !== undefined && { store: resolve(io.cwd, String(options.store)) }),
      clock: io.now,
      log: (line) => io.stderr(`${line}\n`),
    });
    try {
      const { url, close } = await provider.listen({ port, host: String(options.host) });
      io.stdout(`listening on ${url}\n`);
      if (options.quiet !== true) io.stderr(describeUse(url));
      await aborted(io.signal);
      await close();
    } finally {
      provider.close();
    }
    return 0;
  },
};

/** How to send the first request: the token call, and the project that it is for. */
function describeUse(url: string): string {
  const user = {
    domain: { name: defaultSeeds.domain.name },
    name: seedUser.name,
    password: seedUser.password,
  };
  const identity = { methods: ['password'], password: { user } };
  const auth = { identity, scope: { project: { id: seedProject.id } } };
  return [
    'get a token (header X-Subject-Token of the answer) with',
    `  curl -si '${url}/v3/auth/tokens?nocatalog=true' -H 'Content-Type: application/json' -d '${JSON.stringify({ auth })}'`,
    `and send it as X-Auth-Token with PUT ${url}/v1/${seedProject.id}/test-instance/image`,
    '',
  ].join('\n');
}

function readPort(value: unknown): number {
  const port = readWholeNumber('--port', value) ?? 0;
  if (port <= 65_535) return port;
  throw new KitError('usage-invalid', `--port wants a number up to 65535, received ${port}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
