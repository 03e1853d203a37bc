import { compileContract } from '../contract/compile.ts';
import type { Contract } from '../contract/contract.ts';
import { KitError } from '../errors.ts';
import { listen } from '../exchange/listen.ts';
import { bundledSpec } from '../spec/bundled.ts';
import type { SpecDocument } from '../spec/document.ts';
import { loadSpec } from '../spec/load.ts';
import { createJournal, type JournalEntry } from '../validate/journal.ts';
import { basePaths } from './base-paths.ts';
import { toFetch } from './fetch.ts';
import { createHandler, type Handler, type Served } from './handler.ts';
import { canFail } from './outage.ts';
import { openPrism, type Prism } from './prism.ts';
import { reportDocument } from './report-document.ts';
import { createResponder } from './respond.ts';
import { createMockServer } from './server.ts';
import { type DocumentWatch, watchDocument } from './watch-document.ts';

export type MockOptions = {
  /** A path or URL of the document; the bundled ImageSearch document where neither this nor `contract` is given. */
  readonly spec?: string;
  /** What a relative `spec` is relative to; the working directory where nothing is said. */
  readonly cwd?: string;
  /** A contract in place of `spec`. Its document is served, at the root and under the base paths of its servers. */
  readonly contract?: Contract;
  /** Generate bodies instead of serving examples. A generated body always fits its schema. */
  readonly dynamic?: boolean;
  /** Makes everything that is left to chance the same in every run. */
  readonly seed?: string | number;
  /** Milliseconds before each answer, or from and to. */
  readonly latency?: number | readonly [number, number];
  /** The share of requests, from 0 to 1, that get a documented 429 or 5xx error. */
  readonly failRate?: number;
  /** Let pages of any origin call; true where nothing is said. */
  readonly cors?: boolean;
  /** How many calls the journal keeps; 100 where nothing is said. */
  readonly journal?: number;
  /** The longest request body in bytes; 12 MiB where nothing is said. */
  readonly bodyLimit?: number;
  /** Names of headers and keys that carry secrets, on top of the known ones. */
  readonly secrets?: readonly string[];
  /** Gets a sentence for each thing that whoever runs the mock should know. */
  readonly log?: (line: string) => void;
  readonly now?: () => Date;
};

export type StartOptions = MockOptions & {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** 127.0.0.1 where nothing is said. */
  readonly host?: string;
  /** Serve each new version of the document's files; false where nothing is said. */
  readonly watch?: boolean;
};

/** A mock of a documented API. */
export type Mock = {
  /** Answers inside the process, with the arguments of the global `fetch`. The host of the URL is of no interest. */
  fetch(input: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** The last calls with what is wrong with them, oldest first; without secrets. */
  journal(): readonly JournalEntry[];
  /** Forgets the journal, and starts all that is left to chance anew. */
  reset(): void;
  close(): Promise<void>;
};

/** A mock that listens. */
export type RunningMock = Mock & {
  /** `http://127.0.0.1:4010`, without a closing slash. */
  readonly url: string;
};

/**
 * Makes a mock without a port, for tests in the same process.
 *
 * Throws KitError when the document cannot be loaded, or an option cannot be used (`usage-invalid`).
 *
 * @example
 * const mock = await createMock({ spec: 'openapi.yaml' });
 * const response = await mock.fetch('http://api/v1/pets');
 */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  return (await openMock(options)).mock;
}

/**
 * Starts a mock on a port.
 *
 * Throws KitError like `createMock`, and `port-unavailable`.
 *
 * @example
 * const { url, close } = await startMock({ spec: 'openapi.yaml', port: 4010 });
 */
export async function startMock(options: StartOptions = {}): Promise<RunningMock> {
  const opened = await openMock(options);
  const server = createMockServer(opened.handler, opened.bodyLimit);
  try {
    const { url, close } = await listen(server, { port: options.port, host: options.host });
    if (options.watch) opened.watch();
    return {
      ...opened.mock,
      url,
      async close() {
        await close();
        await opened.mock.close();
      },
    };
  } catch (error) {
    await opened.mock.close();
    throw error;
  }
}

type OpenMock = {
  readonly mock: Mock;
  readonly handler: Handler;
  readonly bodyLimit: number;
  /** Starts to serve new versions of the document. */
  watch(): void;
};

async function openMock(options: MockOptions): Promise<OpenMock> {
  const settings = readSettings(options);
  const cwd = options.cwd ?? process.cwd();
  const { contract } = options;
  const load = () => loadSpec(contract?.document.uri ?? options.spec ?? bundledSpec, { cwd });
  const first = contract?.document ?? (await load());
  const prism = openPrism();
  if (settings.dynamic) prism.warm();
  const stopped = new AbortController();
  let watching: DocumentWatch | undefined;
  let served = serve(first, prism);
  const journal = createJournal(options.journal, { secrets: settings.secrets });
  const handler = createHandler({ ...settings, served: () => served, journal });
  const tell = () =>
    report(served.contract, { ...settings, signal: stopped.signal }).catch((cause) =>
      settings.log(`internal error while looking through the document: ${String(cause)}`),
    );
  void tell();

  async function reload(): Promise<void> {
    try {
      const document = await load();
      if (document.digest === served.contract.digest && served.staleReason === undefined) return;
      served = serve(document, prism);
      watching?.follow(document);
      const { length } = served.contract.operations;
      settings.log(
        `the document was read again and is served, ${length} ${length === 1 ? 'operation' : 'operations'}`,
      );
      void tell();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      served = { ...served, staleReason: reason };
      settings.log(`the edited document cannot be used, the last good one is still served: ${reason}`);
    }
  }

  return {
    handler,
    bodyLimit: settings.bodyLimit,
    mock: {
      fetch: toFetch(handler, settings.bodyLimit),
      journal: () => journal.entries(),
      reset: handler.reset,
      async close() {
        stopped.abort();
        watching?.close();
        await prism.close();
      },
    },
    watch() {
      // One after the other: an older version must not take the place of a newer one.
      let last = Promise.resolve();
      watching = watchDocument(served.contract.document, () => {
        last = last.then(reload);
      });
    },
  };
}

function serve(document: SpecDocument, prism: Prism): Served {
  const contract = compileContract(document, { servers: basePaths(document) });
  return { contract, respond: createResponder(contract, prism), staleReason: undefined };
}

type Settings = ReturnType<typeof readSettings>;

async function report(
  contract: Contract,
  { failRate, log, signal }: Settings & { readonly signal: AbortSignal },
): Promise<void> {
  if (failRate > 0 && !contract.operations.some(canFail))
    log('no operation documents a 429 or 5xx error, so no request fails on purpose');
  await reportDocument(contract, { log, signal });
}

function readSettings(options: MockOptions) {
  const { latency = 0, failRate = 0, seed, bodyLimit = 12 * 1024 * 1024 } = options;
  const [from, to] = typeof latency === 'number' ? [latency, latency] : latency;
  if (!(from >= 0 && to >= from && to < 2 ** 31))
    throw new KitError(
      'usage-invalid',
      `the latency wants milliseconds or a range of them, received ${from} to ${to}`,
    );
  if (!(failRate >= 0 && failRate <= 1))
    throw new KitError('usage-invalid', `the fail rate wants a number from 0 to 1, received ${failRate}`);
  return {
    dynamic: options.dynamic ?? false,
    seed: seed === undefined ? undefined : String(seed),
    latency: [from, to] as const,
    failRate,
    bodyLimit,
    cors: options.cors ?? true,
    secrets: options.secrets ?? [],
    log: options.log ?? (() => {}),
    now: options.now ?? (() => new Date()),
  };
}
