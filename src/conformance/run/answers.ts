import type { HttpBody } from '../../exchange/exchange.ts';
import type { OperationKey } from '../../finding.ts';
import type { Seen } from './exchange-value.ts';
import type { Observer } from './observer.ts';

/** Accepted exchanges of a run: what they name is there. */
export type Answers = Observer & {
  /** Those of an operation, the latest first. */
  of(operation: OperationKey): readonly Seen[];
};

/** Of each operation the latest ones; a longer answer than this is not kept. */
const [mostKept, longest] = [3, 256 * 1024];

/** Remembers the accepted valid exchanges of a run, a few of each operation. */
export function createAnswers(): Answers {
  const kept = new Map<OperationKey, readonly Seen[]>();
  return {
    see({ case: probe, operation, attempt: { exchange, outcome } }) {
      const isPlain = probe.proof === undefined && probe.expect.kind !== 'answered';
      if (outcome !== 'accepted' || !isPlain || sizeOf(exchange.response?.body) > longest) return;
      const before = kept.get(operation.key) ?? [];
      kept.set(operation.key, [{ operation, exchange }, ...before].slice(0, mostKept));
    },
    of: (operation) => kept.get(operation) ?? [],
    toFindings: () => [],
  };
}

function sizeOf(body: HttpBody | undefined): number {
  if (body?.kind === 'text') return body.text.length;
  return body?.kind === 'bytes' ? body.bytes.length : 0;
}
