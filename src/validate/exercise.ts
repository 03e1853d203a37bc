import type { Operation } from '../contract/contract.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { CheckResult } from './check.ts';
import { exerciseRequest } from './exercise-request.ts';
import { exerciseResponse } from './exercise-response.ts';
import type { Sighting } from './sighting.ts';

/** A result whose request has an operation. */
export type OperationResult = CheckResult & { readonly operation: Operation };

/** Proves the clauses that exchanges exercise by themselves. What it compiles of a contract is kept. */
export function createExercise({
  contract,
  ledger,
  siteAt,
}: Pick<Sighting, 'contract' | 'ledger' | 'siteAt'>): (exchange: Exchange, result: OperationResult) => void {
  return (exchange, result) => {
    const evidence = exchange.origin.source;
    const sighting: Sighting = { contract, ledger, evidence, siteAt, stance: exchange.stance };
    const faulty = (side: 'request' | 'response') => result.findings.some(({ at }) => at?.side === side);
    // A response that breaks the document is no evidence of anything, neither is what it says about the request.
    if (!result.response?.definition || faulty('response')) return;
    exerciseResponse(sighting, result, result.response);
    if (!result.request) return;
    const { status } = result.response;
    if (!faulty('request') && status >= 200 && status < 300) {
      exerciseRequest(sighting, exchange, result.request);
    } else if (status >= 400 && status < 500) {
      proveRefused(sighting, result);
    }
  };
}

/** A request that broke one statement and nothing else, and was refused as documented: the statement is enforced. */
function proveRefused({ ledger, evidence }: Sighting, result: OperationResult): void {
  const { findings, unchecked, excused = [] } = result;
  const broken = new Set([...findings, ...excused].map(({ clause }) => clause));
  const [only] = broken;
  if (only !== undefined && broken.size === 1 && unchecked.length === 0)
    ledger.proveStatement(only, evidence);
}
