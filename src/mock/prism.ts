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

type Pending = { readonly resolve: (reply: PrismReply) => void; timer?: NodeJS.Timeout };

type Thread = {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
  /** The documents that it has. */
  readonly known: Set<string>;
  readonly ready: Promise<void>;
};

/**
 * Opens Prism. Nothing is loaded before the first question: loading takes longer than the rest of a start, and most
 * answers do not need it. The thread keeps the server responsive while Prism loads, keeps what Prism does to global
 * objects to itself, and makes a generator that runs away or out of memory a failed answer instead of a dead mock.
 */
export function openPrism({ timeout = 10_000 }: { timeout?: number } = {}): Prism {
  let thread: Thread | undefined;
  let count = 0;

  function start(): Thread {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./prism-thread.${extension}`, import.meta.url), {
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>();
    const started: Thread = { worker, pending: new Map(), known: new Set(), ready };
    // A mock that nobody waits for must not keep the process alive.
    worker.unref();
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (message: PrismMessage) => {
      if (message.kind === 'ready') becomeReady();
      else settle(started, message.id, message.reply);
    });
    const end = (reason: string) => {
      if (thread === started) thread = undefined;
      becomeReady();
      for (const id of [...started.pending.keys()]) settle(started, id, { kind: 'failed', reason });
    };
    worker.on('error', (cause) => end(cause instanceof Error ? cause.message : String(cause)));
    worker.on('exit', () => end('Prism was stopped'));
    return started;
  }

  function settle({ pending, worker }: Thread, id: number, reply: PrismReply): void {
    const waiting = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) worker.unref();
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.resolve(reply);
  }

  return {
    async negotiate({ document, ...question }) {
      thread ??= start();
      const asked = thread;
      const id = count++;
      const { promise, resolve } = Promise.withResolvers<PrismReply>();
      asked.worker.ref();
      const giveUp = () => {
        resolve({ kind: 'failed', reason: `Prism gave no answer within ${timeout / 1000} seconds` });
        void asked.worker.terminate();
      };
      const waiting: Pending = { resolve };
      asked.pending.set(id, waiting);
      await asked.ready;
      // It may have died while it was loading.
      if (!asked.pending.has(id)) return promise;
      waiting.timer = setTimeout(giveUp, timeout);
      const call: PrismCall = asked.known.has(question.operation)
        ? { ...question, id }
        : { ...question, id, document };
      asked.known.add(question.operation);
      asked.worker.postMessage(call);
      return promise;
    },
    warm() {
      thread ??= start();
    },
    async close() {
      const closing = thread;
      thread = undefined;
      await closing?.worker.terminate();
    },
  };
}
