import { findResponse } from '../contract/decode-response.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from '../finding.ts';
import type { Judging } from './judge.ts';

/**
 * Takes the faults of a request out of what is judged where a consumer sends it to be refused: its expected answer is a
 * documented 4xx, and what it breaks is why. What could not be checked of such a request does not matter either.
 *
 * @returns the findings that were taken out
 */
export function excuse(judging: Judging): readonly Finding[] {
  if (!expectsRefusal(judging)) return [];
  const { findings, unchecked } = judging;
  judging.findings = findings.filter((finding) => !isExcused(finding));
  judging.unchecked = unchecked.filter(({ at }) => at?.side !== 'request');
  return findings.filter(isExcused);
}

/** Nobody is refused for a pact that contradicts itself. */
function isExcused({ at, rule }: Finding): boolean {
  return at?.side === 'request' && rule !== 'request-example-refused';
}

function expectsRefusal({ exchange, route }: { exchange: Exchange; route: Judging['route'] }): boolean {
  const status = exchange.response?.status ?? 0;
  return (
    exchange.stance === 'expected' &&
    route.kind === 'operation' &&
    status >= 400 &&
    status < 500 &&
    findResponse(route.operation, status) !== undefined
  );
}
