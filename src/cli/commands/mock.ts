import { KitError } from '../../errors.ts';
import { startMock } from '../../mock/mock.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import type { Io } from '../io.ts';
import { bundledSpec } from '../load-contract.ts';
import { readWholeNumber } from '../shared-options.ts';

/** Serves a document until Ctrl-C or SIGTERM. */
export const mockCommand: CommandDefinition = {
  name: 'mock',
  summary: 'answer requests as the document says, without a service',
  configure(command) {
    command
      .option('--spec <FILE|URL>', 'the OpenAPI document (default: the bundled ImageSearch document)')
      .option('--config <FILE>', 'a .json, .js or .ts file that holds these options by name')
      .option('--port <PORT>', 'where to listen; 0 takes any free port', '4010')
      .option('--host <HOST>', 'the address to listen on', '127.0.0.1')
      .option('--dynamic', 'generate bodies instead of serving examples; they fit their schemas')
      .option('--seed <N>', 'the seed of everything random: equal requests get equal answers')
      .option('--latency <MS>', 'milliseconds before each answer, or a range such as 50-200')
      .option('--fail-rate <P>', 'the share of requests that get a documented 429 or 5xx error, from 0 to 1')
      .option('--journal <N>', 'how many calls /_kit/journal keeps', '100')
      .option('--body-limit <BYTES>', 'the longest request body', '12582912')
      .option('--no-cors', 'do not let pages of other origins call')
      .option('--no-watch', 'do not read the document again when it changes')
      .option('--quiet', 'print the ready line only');
    addExamples(command, [
      'contract-kit mock',
      'contract-kit mock --spec openapi.yaml --dynamic --seed 1',
      'contract-kit mock --port 0 --latency 50-200 --fail-rate 0.1 --seed 1',
    ]);
  },
  async run(_args, options, io) {
    const quiet = options.quiet === true;
    const mock = await startMock({
      spec: options.spec === undefined ? bundledSpec : String(options.spec),
      cwd: io.cwd,
      port: readPort(options.port),
      host: String(options.host),
      dynamic: options.dynamic === true,
      latency: readLatency(options.latency),
      failRate: readShare(options.failRate),
      cors: options.cors !== false,
      watch: options.watch !== false,
      journal: readWholeNumber('--journal', options.journal) ?? 100,
      bodyLimit: readWholeNumber('--body-limit', options.bodyLimit) ?? 12_582_912,
      now: io.now,
      log: (line) => io.stderr(`${line}\n`),
      ...(options.seed !== undefined && { seed: String(options.seed) }),
    });
    io.stdout(`listening on ${mock.url}\n`);
    if (!quiet)
      io.stderr(`the document is shown at ${mock.url}/_kit/docs, the last calls at /_kit/journal\n`);
    await aborted(io);
    await mock.close();
    return 0;
  },
};

function readPort(value: unknown): number {
  const port = readWholeNumber('--port', value) ?? 4010;
  if (port <= 65_535) return port;
  throw new KitError('usage-invalid', `--port wants a number up to 65535, received ${port}`);
}

function readLatency(value: unknown): readonly [number, number] {
  if (value === undefined) return [0, 0];
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(String(value)) ?? [];
  if (from !== undefined && Number(to) >= Number(from)) return [Number(from), Number(to)];
  throw new KitError(
    'usage-invalid',
    `--latency wants milliseconds or a range of them, received ${JSON.stringify(value)}`,
    { hint: 'for example --latency 100 or --latency 50-200' },
  );
}

function readShare(value: unknown): number {
  if (value === undefined) return 0;
  const share = Number(value);
  if (/^[\d.]+$/.test(String(value)) && share >= 0 && share <= 1) return share;
  throw new KitError(
    'usage-invalid',
    `--fail-rate wants a share from 0 to 1, received ${JSON.stringify(value)}`,
  );
}

function aborted({ signal }: Io): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
