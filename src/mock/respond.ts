import type { Contract } from '../contract/contract.ts';
import type { HttpRequest } from '../exchange/exchange.ts';
import type { CheckResult } from '../validate/check.ts';
import type { Answer } from './answer.ts';
import { writeDraft } from './draft.ts';
import { createNegotiator } from './negotiate.ts';
import { findPlainDraft, hasCallbacks } from './plain-draft.ts';
import type { Prism } from './prism.ts';
import { toAnswer } from './problem.ts';
import { refuseExample } from './refuse-example.ts';
import { expectedCodes, type Wish } from './wish.ts';

export type Respond = (wish: Wish, request: HttpRequest, result: CheckResult) => Answer | Promise<Answer>;

/** What clients choose is part of a key, so the number of kept answers has to be limited. */
const mostKept = 2000;

/**
 * Gives the answer to a wish. The same wish gets the same answer without a second look, but for random ones; the answer
 * is there at once where nothing has to be negotiated.
 */
export function createResponder(contract: Contract, prism: Prism): Respond {
  const negotiate = createNegotiator(contract, prism);
  const kept = new Map<string, Answer>();

  function keep(key: string | undefined, answer: Answer): Answer {
    if (key === undefined) return answer;
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, answer);
    return answer;
  }

  return (wish, request, result) => {
    const key = keyOf(wish);
    const known = key === undefined ? undefined : kept.get(key);
    if (known) return known;
    const refusal = refuseExample(contract, wish);
    if (refusal) return toAnswer(refusal);
    const draft = findPlainDraft(contract, wish);
    const written = draft && writeDraft(draft);
    if (typeof written === 'object') return keep(key, written);
    const body = result.request?.body;
    const value = body?.state === 'present' ? body.candidates[0] : undefined;
    return negotiate(wish, { request, body: value }).then((answer) => {
      const isFixed = wish.violations.length === 0 && answer.status < 500;
      return isFixed && !hasCallbacks(contract, wish) ? keep(key, answer) : answer;
    });
  };
}

/** Undefined for a wish whose answer is another one each time. */
function keyOf(wish: Wish): string | undefined {
  const { operation, code = '', exampleKey = '', dynamic, seed, accept = '', violations } = wish;
  if (dynamic && seed === undefined) return undefined;
  const expected = violations.length === 0 ? '' : expectedCodes(violations).join();
  return [operation.key, code, exampleKey, dynamic ? `dynamic ${seed}` : '', accept, expected].join('\n');
}
