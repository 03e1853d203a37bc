import type { Clock } from './clock.ts';

/** Methods that have the same effect when they come twice (RFC 9110 §9.2.2). */
const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']);

/** The request was not handled: too many (429), IAM is down (503), the service did not answer in time (504). */
const retriedStatuses: ReadonlySet<number> = new Set([429, 503, 504]);

const firstDelay = 200;
const longestDelay = 10_000;
/** A server that wants to be left alone for longer than this many milliseconds is not asked again. */
const longestWait = 60_000;

/** Whether sending the request once more is safe, and may help. `status` is undefined where the connection failed. */
export function mayRetry(method: string, status: number | undefined): boolean {
  return idempotent.has(method) && (status === undefined || retriedStatuses.has(status));
}

/**
 * How many milliseconds to wait before a request is sent again, undefined for not at all. `Retry-After` counts where it
 * is given (RFC 9110 §10.2.3); else the delay doubles from 200 ms to 10 s, of which half is chance.
 *
 * @param attempt how often the request was sent, from 1
 */
export function retryDelay(
  attempt: number,
  retryAfter: string | null | undefined,
  clock: Pick<Clock, 'now' | 'random'>,
): number | undefined {
  const asked = readRetryAfter(retryAfter, clock.now());
  if (asked !== undefined) return asked > longestWait ? undefined : asked;
  const delay = Math.min(longestDelay, firstDelay * 2 ** (attempt - 1));
  return Math.round(delay / 2 + (delay / 2) * clock.random());
}

/** Seconds or an HTTP date, as milliseconds from now; undefined where it is neither. */
function readRetryAfter(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse takes a bare number for a year; an HTTP date starts with the name of a day.
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
