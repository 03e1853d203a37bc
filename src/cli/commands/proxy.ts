import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { KitError } from '../../errors.ts';
import { toExitCode } from '../../gate/verdict.ts';
import { startProxy } from '../../proxy/proxy.ts';
import type { ProxyOptions } from '../../proxy/proxy-options.ts';
import { buildReport } from '../build-report.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { emitReport } from '../emit.ts';
import type { Io } from '../io.ts';
import { renderLiveFinding } from '../live-finding.ts';
import { bundledSpec } from '../load-contract.ts';
import {
  addSharedOptions,
  readSharedOptions,
  readUrls,
  readWholeNumber,
  type SharedOptions,
} from '../shared-options.ts';
import { readVersion } from '../version.ts';

type Options = Readonly<Record<string, unknown>>;

/** Stands in front of a running service until Ctrl-C or SIGTERM, then reports. */
export const proxyCommand: CommandDefinition = {
  name: 'proxy',
  summary: 'judge the traffic of a running service as it passes',
  configure(command) {
    addSharedOptions(command)
      .option('--target <URL>', 'the service; the path of the URL is the base path of the API')
      .option('--port <PORT>', 'where to listen; 0 takes any free port', '4020')
      .option('--host <HOST>', 'the address to listen on', '127.0.0.1')
      .option('--record <FILE>', 'add every call to this .ndjson or .har file, without its secrets')
      .option('--rotate-size <MIB>', 'begin a new file when the recording would grow over this')
      .option('--enforce', 'refuse a broken request, and answer 502 in place of a broken response')
      .option('--sample <P>', 'judge only a share of the calls, from 0 to 1; --seed chooses which')
      .option('--timeout <MS>', 'milliseconds until the service begins to answer', '60000')
      .option('--body-limit <BYTES>', 'the longest body that is judged and recorded', '1048576')
      .option('--ca <FILE>', 'certificates (PEM) that may vouch for the service')
      .option('--cert <FILE>', 'the certificate (PEM) that the service asks for')
      .option('--key <FILE>', 'the key (PEM) of --cert')
      .option('--rewrite-host', 'send the host of the target in the Host field; breaks signatures over it')
      .option('--admin-port <PORT>', 'show the last calls at /_kit/journal of this port of 127.0.0.1');
    addExamples(command, [
      'contract-kit proxy --target http://127.0.0.1:4000',
      'contract-kit proxy --target https://staging.example --rewrite-host --record today.ndjson',
      'contract-kit proxy --target http://127.0.0.1:4000 --enforce --report json=report.json',
    ]);
  },
  async run(_args, options, io) {
    const shared = readSharedOptions(options, io);
    const proxy = await startProxy(readOptions(options, shared, io));
    // A report for a machine has stdout for itself.
    const tell = shared.reports.some(isForMachine) ? io.stderr : io.stdout;
    tell(`listening on ${proxy.url}\n`);
    if (proxy.adminUrl !== undefined) io.stderr(`the journal is at ${proxy.adminUrl}/_kit/journal\n`);
    await aborted(io.signal);
    await proxy.close();
    const report = buildReport({ contract: proxy.contract, ...proxy.results() });
    await emitReport(report, shared, io);
    return toExitCode(report.verdict.status);
  },
};

function isForMachine({ format, path }: SharedOptions['reports'][number]): boolean {
  return path === undefined && format !== 'text';
}

function readOptions(options: Options, shared: SharedOptions, io: Io): ProxyOptions {
  refuseChanges(shared);
  const [target] = readUrls('--target', options.target);
  if (target === undefined)
    throw new KitError('usage-invalid', '--target is missing', {
      hint: 'the URL of the service, such as --target http://127.0.0.1:4000',
    });
  const mebibytes = readWholeNumber('--rotate-size', options.rotateSize);
  const adminPort = readPort('--admin-port', options.adminPort);
  return {
    target,
    spec: shared.spec ?? bundledSpec,
    cwd: io.cwd,
    port: readPort('--port', options.port) ?? 4020,
    host: String(options.host),
    enforce: options.enforce === true,
    rewriteHost: options.rewriteHost === true,
    sample: readShare(options.sample),
    timeout: Math.max(1, readWholeNumber('--timeout', options.timeout) ?? 60_000),
    bodyLimit: readWholeNumber('--body-limit', options.bodyLimit) ?? 1_048_576,
    tls: readTls(options, io),
    creator: { name: 'contract-kit', version: readVersion() },
    now: io.now,
    log: (line) => io.stderr(`${line}\n`),
    onFinding: (finding) => io.stderr(renderLiveFinding(finding)),
    ...(shared.seed !== undefined && { seed: shared.seed }),
    ...(options.record !== undefined && { record: resolve(io.cwd, String(options.record)) }),
    ...(mebibytes !== undefined && { rotateSize: mebibytes * 1024 * 1024 }),
    ...(adminPort !== undefined && { adminPort }),
  };
}

/** They change requests, and this command never does. */
function refuseChanges({ headers, set }: SharedOptions): void {
  const given = headers.length > 0 ? '--header' : Object.keys(set).length > 0 ? '--set' : undefined;
  if (given !== undefined)
    throw new KitError('usage-invalid', `${given} changes requests, which a proxy passes on as they are`);
}

function readShare(value: unknown): number {
  if (value === undefined) return 1;
  const share = Number(value);
  if (/^[\d.]+$/.test(String(value)) && share >= 0 && share <= 1) return share;
  throw new KitError(
    'usage-invalid',
    `--sample wants a share from 0 to 1, received ${JSON.stringify(value)}`,
  );
}

function readPort(option: string, value: unknown): number | undefined {
  const port = readWholeNumber(option, value);
  if (port === undefined || port <= 65_535) return port;
  throw new KitError('usage-invalid', `${option} wants a number up to 65535, received ${port}`);
}

function readTls({ ca, cert, key }: Options, io: Io): NonNullable<ProxyOptions['tls']> {
  if ((cert === undefined) !== (key === undefined))
    throw new KitError('usage-invalid', `${cert === undefined ? '--cert' : '--key'} is missing`, {
      hint: 'a certificate and its key come together',
    });
  const given = Object.entries({ ca, cert, key }).filter(([, file]) => file !== undefined);
  return Object.fromEntries(given.map(([name, file]) => [name, readPem(`--${name}`, String(file), io)]));
}

function readPem(option: string, file: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new KitError('input-unreadable', `cannot read ${file} of ${option}: ${reason}`, { cause });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
