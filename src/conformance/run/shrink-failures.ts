import type { RunContext } from './attempt.ts';
import type { Tally } from './tally.ts';

/** Reduces the request behind each finding to the smallest one that still shows it, with a bounded number of requests. */
export async function shrinkFailures(_context: RunContext, _tally: Tally): Promise<void> {}
