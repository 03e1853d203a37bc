import type { HttpHeaders } from '../../exchange/exchange.ts';
import { findHeader } from '../../exchange/message.ts';

/**
 * The milliseconds that an answer asks to wait: its Retry-After is a number of seconds or a date (RFC 9110 §10.2.3). A date
 * is read by the clock of whoever wrote it, which the Date field tells; without that it says nothing. Undefined where
 * nothing usable is asked.
 */
export function readRetryAfter(headers: HttpHeaders): number | undefined {
  const field = findHeader(headers, 'retry-after')?.trim();
  if (field === undefined) return undefined;
  if (/^\d+$/.test(field)) return Number(field) * 1000;
  const [until, now] = [readDate(field), readDate(findHeader(headers, 'date'))];
  if (until === undefined || now === undefined) return undefined;
  return Math.max(0, until - now);
}

/** The three forms of a date that a recipient has to read (RFC 9110 §5.6.7); all of them are in GMT. */
const forms: readonly RegExp[] = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

function readDate(text: string | undefined): number | undefined {
  if (text === undefined || !forms.some((form) => form.test(text))) return undefined;
  const milliseconds = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
