import { Worker } from 'node:worker_threads';
import type { PrismCall, PrismMessage, PrismQuestion, PrismReply } from './prism-message.ts';

/** Prism behind a thread of its own. */
export type Prism = {
  /** Asks for the answer that Prism negotiates. Never throws and always settles. */
  negotiate(question: PrismQuestion): Promise<PrismReply>;
  /** Loads Prism ahead of the first question. */
  warm(): void;
  close(): Promise<void>;
};

type Thread = {
  readonly worker: Worker;
  /** The operation documents that it has. */
  readonly known: Set<string>;
  readonly ready: Promise<void>;
  isEnded: boolean;
  /** Ends the wait for the one question that it is busy with. */
  settle: (reply: PrismReply) => void;
};

/** Only the answer counts: loading takes seconds on a busy machine. */
const defaultTimeout = 10_000;

/** How many operations a thread keeps before another one takes its place: each new version of a document brings its own. */
const mostKnown = 1000;

/** Milliseconds that a thread nobody uses is kept: tests close one mock and open the next. */
const idleTime = 2000;

let shared: { readonly prism: ReturnType<typeof openThread>; users: number } | undefined;

/**
 * Opens Prism for one mock. All mocks of a process share one thread, which is loaded for the first question: loading takes
 * longer than the rest of a start, and most answers do not need it.
 */
export function openPrism(): Prism {
  shared ??= { prism: openThread(), users: 0 };
  const used = shared;
  used.users += 1;
  let isClosed = false;
  const closed: PrismReply = { kind: 'failed', reason: 'the mock is closed' };
  return {
    negotiate: async (question) => (isClosed ? closed : used.prism.negotiate(question)),
    warm: used.prism.warm,
    async close() {
      if (isClosed) return;
      isClosed = true;
      used.users -= 1;
      setTimeout(() => {
        if (used.users > 0) return;
        if (shared === used) shared = undefined;
        void used.prism.close();
      }, idleTime).unref();
    },
  };
}

/**
 * A thread with Prism in it. It keeps the server responsive while Prism loads, keeps what Prism does to global objects to
 * itself, and makes a generator that runs away or out of memory a failed answer instead of a dead mock. It gets one
 * question after the other, so that a question pays for nobody's time but its own.
 */
export function openThread({ timeout = defaultTimeout }: { timeout?: number } = {}): Prism {
  let thread: Thread | undefined;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  function liveThread(): Thread {
    if (thread && thread.known.size > mostKnown) {
      thread.isEnded = true;
      void thread.worker.terminate();
    }
    if (!thread || thread.isEnded) thread = startThread();
    return thread;
  }

  async function ask({ document, ...question }: PrismQuestion): Promise<PrismReply> {
    if (isClosed) return { kind: 'failed', reason: 'the mock is closed' };
    const asked = liveThread();
    const { promise, resolve } = Promise.withResolvers<PrismReply>();
    asked.settle = resolve;
    asked.worker.ref();
    await asked.ready;
    const isKnown = asked.known.has(question.operation);
    asked.known.add(question.operation);
    asked.worker.postMessage({ ...question, ...(!isKnown && { document }) } satisfies PrismCall);
    const timer = setTimeout(() => {
      asked.settle({ kind: 'failed', reason: `Prism gave no answer within ${timeout / 1000} seconds` });
      asked.isEnded = true;
      void asked.worker.terminate();
    }, timeout);
    const reply = await promise;
    clearTimeout(timer);
    // A mock that nobody waits for must not keep the process alive.
    asked.worker.unref();
    return isClosed ? { kind: 'failed', reason: 'the mock is closed' } : reply;
  }

  return {
    negotiate(question) {
      const reply = last.then(() => ask(question));
      last = reply;
      return reply;
    },
    warm: () => void liveThread(),
    async close() {
      isClosed = true;
      await thread?.worker.terminate();
    },
  };
}

function startThread(): Thread {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./prism-thread.${extension}`, import.meta.url), {
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
  const thread: Thread = { worker, known: new Set(), ready, isEnded: false, settle: () => {} };
  let reason = 'it was stopped';
  worker.unref();
  worker.stdout.resume();
  worker.stderr.resume();
  worker.on('message', (message: PrismMessage) => {
    if (message.kind === 'ready') becomeReady();
    else thread.settle(message.reply);
  });
  worker.on('error', (cause) => {
    reason = cause instanceof Error ? cause.message : String(cause);
  });
  worker.on('exit', () => {
    thread.isEnded = true;
    becomeReady();
    thread.settle({ kind: 'failed', reason: `Prism has ended: ${reason}` });
  });
  return thread;
}
