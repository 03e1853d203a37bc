import type { Contract } from '../contract/contract.ts';
import { check } from '../validate/check.ts';
import type { Journal } from '../validate/journal.ts';
import { type Call, exchangeOf } from './call.ts';
import { releaseCapture } from './capture.ts';
import type { Results } from './results.ts';

export type Judge = {
  /** Looks at the call when there is time for it. */
  take(call: Call): void;
  /** Looks at all that waits. */
  settle(): void;
};

const requestOnly = ['request'] as const;

/** Milliseconds of judging in a row: no answer that is ready waits for longer. */
const turn = 2;

/** Bytes of bodies that may wait; when there are more, judging goes first. */
const mostWaiting = 16 * 1024 * 1024;

/**
 * Judges calls after their answers are on the way, in the gaps that the traffic leaves. What waits is bounded: under
 * load the traffic is slowed down, and nothing goes unjudged.
 */
export function createJudge(options: {
  readonly contract: Contract;
  readonly results: Results;
  readonly journal: Journal;
  readonly origin: string;
  readonly bodyLimit: number;
  readonly secrets: readonly string[];
}): Judge {
  const { contract, results, journal, secrets } = options;
  let waiting: Call[] = [];
  let next = 0;
  let bytes = 0;
  let isScheduled = false;

  function look(call: Call): void {
    const { number, fault, isRefused } = call;
    const exchange = exchangeOf(call, options);
    const sides = exchange.response ? undefined : requestOnly;
    const result =
      call.result ?? check(contract, exchange, { index: number, secrets, ...(sides && { sides }) });
    results.add(exchange, result);
    if (isRefused) results.note('a request that the proxy refused');
    else if (sides && result.operation) {
      const reason = fault ?? 'there is no response';
      results.addUnchecked({ reason, at: { exchange: number, side: 'response', pointer: '' } });
    }
    journal.add(exchange, result, call.startedAt);
    releaseCapture(call.sent);
    releaseCapture(call.received);
  }

  function work(until: number): void {
    while (next < waiting.length) {
      const call = waiting[next] as Call;
      next += 1;
      bytes -= weigh(call);
      look(call);
      if (performance.now() > until) break;
    }
    if (next < waiting.length) return;
    waiting = [];
    next = 0;
  }

  function run(): void {
    isScheduled = false;
    work(performance.now() + turn);
    if (waiting.length > 0) schedule();
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(run);
  }

  return {
    take(call) {
      waiting.push(call);
      bytes += weigh(call);
      if (bytes > mostWaiting) work(Number.POSITIVE_INFINITY);
      else schedule();
    },
    settle: () => work(Number.POSITIVE_INFINITY),
  };
}

/** A call without a body takes memory too. */
function weigh({ sent, received }: Call): number {
  return 4096 + sent.size + received.size;
}
