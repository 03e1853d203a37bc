import type { Operation, Response } from '../contract/contract.ts';
import type { Violation } from './violation.ts';

/** Which of the documented answers of an operation is wanted. Equal wishes get equal answers, but for random ones. */
export type Wish = {
  readonly operation: Operation;
  readonly code?: number;
  readonly exampleKey?: string;
  /** Generate the body, whatever examples there are. */
  readonly dynamic?: boolean;
  /** Makes what is generated repeatable. */
  readonly seed?: string;
  /** Media ranges; undefined where any will do. */
  readonly accept?: string;
  /** What is wrong with the request; only errors. An answer to an invalid request is looked up by other rules. */
  readonly violations: readonly Violation[];
};

/** The statuses that answer an invalid request, best first (Prism 5.16, mocker/index.ts getExpectedCodesForViolations). */
export function expectedCodes(violations: readonly Violation[]): readonly number[] {
  if (violations.some(({ code }) => code === 401)) return [401];
  return violations.some(({ code }) => code === 415) ? [415, 422, 400] : [422, 400];
}

/** The code to ask for when a documented status is meant: one that no other response of the operation documents. */
export function codeOf({ responses }: Operation, { status }: Response): number {
  if (/^\d{3}$/.test(status)) return Number(status);
  const documented = new Set(responses.map((response) => response.status));
  const hundreds = status === 'default' ? [400, 500, 200] : [Number(status[0]) * 100];
  for (const start of hundreds) {
    for (let code = start; code < start + 100; code += 1) if (!documented.has(String(code))) return code;
  }
  return 500;
}
