import type { Contract } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding, Unchecked } from '../finding.ts';
import { type CheckResult, check } from '../validate/check.ts';
import type { Coverage } from '../validate/coverage.ts';

export type JudgeOptions = {
  /** Gets each fault, with the exchange that shows it; the exchange is as it was, secrets included. */
  readonly onFinding?: (finding: Finding, exchange: Exchange) => void;
  /** Gets what could not be looked at: never a pass. */
  readonly onUnchecked?: (unchecked: Unchecked, exchange: Exchange) => void;
  /** Gets every exchange, those of other servers too; a `createCollector(contract).record` fits here. */
  readonly onResult?: (exchange: Exchange, result: CheckResult) => void;
  /** The clause table that the exchanges are recorded in. */
  readonly coverage?: Coverage;
  /** What the exchanges count as in the clause table: `test` for `wrapFetch`, `traffic` for a server. */
  readonly evidence?: 'test' | 'traffic';
  /** Bodies longer than this many bytes are not kept, and unchecked; 1 MiB where nothing is said. */
  readonly bodyLimit?: number;
  /** Names of headers and keys that carry secrets, on top of the known ones. */
  readonly secrets?: readonly string[];
  /** Gets what one of these functions throws; a warning of the process where nothing is said. */
  readonly onError?: (error: unknown) => void;
};

/** The core that every way into a process ends in. */
export type Judge = {
  readonly source: 'test' | 'traffic';
  readonly bodyLimit: number;
  /** Judges an exchange as soon as it is whole, in a later turn of the event loop. Never throws. */
  take(exchange: Exchange | Promise<Exchange>): void;
  /** Resolves when everything that was taken so far is judged. */
  settled(): Promise<void>;
};

const defaultLimit = 1024 * 1024;

/**
 * Judges exchanges beside a program that must not notice: nothing is delayed, and no error reaches it.
 *
 * @example createJudge(contract, { onFinding }).take(fromNode({ request, response }, { source: 'traffic' }));
 */
export function createJudge(contract: Contract, options: JudgeOptions & Pick<Judge, 'source'>): Judge {
  const { onFinding, onUnchecked, onResult, coverage, secrets, onError = warn } = options;
  const running = new Set<Promise<void>>();
  let count = 0;

  const judge = async (coming: Exchange | Promise<Exchange>): Promise<void> => {
    try {
      const exchange = await coming;
      // The answer goes first.
      await new Promise(setImmediate);
      const result = check(contract, exchange, { index: count++, ...(secrets && { secrets }) });
      if (result.route.kind !== 'server-unknown') coverage?.record(exchange, result);
      onResult?.(exchange, result);
      for (const finding of result.findings) onFinding?.(finding, exchange);
      for (const unchecked of result.unchecked) onUnchecked?.(unchecked, exchange);
    } catch (error) {
      onError(error);
    }
  };

  return {
    source: options.evidence ?? options.source,
    bodyLimit: options.bodyLimit ?? defaultLimit,
    take(exchange) {
      const judging = judge(exchange).catch(warn);
      running.add(judging);
      judging.then(() => running.delete(judging));
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function warn(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  process.emitWarning(`a call could not be judged: ${why}`, 'ContractKitWarning');
}
