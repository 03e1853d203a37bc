import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import { itemsOf, memberOf } from './hal.ts';
import type { BrokerAnswer } from './send.ts';

/** The error for an answer that says no; `what` begins the sentence: `cannot publish the pacts of shop 1`. */
export function toRefusal(what: string, answer: BrokerAnswer, hint?: string): KitError {
  const reasons = listReasons(answer.body);
  const reason = reasons.length > 0 ? reasons.join('; ') : `it answered ${answer.status}`;
  return new KitError('broker-refused', `${what}: the Pact Broker says ${JSON.stringify(reason)}`, {
    ...(hint !== undefined && { hint }),
  });
}

/** A broker gives its reasons as `errors` (a list, or lists by name), as one `error`, or as `notices` of that type. */
export function listReasons(body: Json | undefined): string[] {
  const errors = memberOf(body, 'errors');
  const error = memberOf(body, 'error');
  const notices = itemsOf(memberOf(body, 'notices')).filter((notice) =>
    ['error', 'danger'].includes(String(memberOf(notice, 'type'))),
  );
  // Notices repeat the errors.
  if (notices.length > 0) return [...new Set(notices.flatMap((notice) => toText(memberOf(notice, 'text'))))];
  const byName = typeof errors === 'object' && errors !== null && !Array.isArray(errors) ? errors : {};
  return [
    ...itemsOf(errors).flatMap(toText),
    ...Object.entries(byName).flatMap(([name, list]) =>
      itemsOf(list).flatMap((item) => toText(item).map((text) => `${name}: ${text}`)),
    ),
    ...toText(error),
  ];
}

function toText(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value.trim().replaceAll(/\s+/g, ' ')];
  const message = memberOf(value, 'message') ?? memberOf(value, 'detail');
  return typeof message === 'string' ? toText(message) : [];
}
