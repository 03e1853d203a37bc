import type { MatcherRule } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';

const classes: Readonly<Record<string, readonly [number, number]>> = {
  info: [100, 199],
  success: [200, 299],
  redirect: [300, 399],
  clientError: [400, 499],
  serverError: [500, 599],
  nonError: [100, 399],
  error: [400, 599],
};

/** The statuses that a `statusCode` matcher accepts; `listed` where it names each of them. Undefined where it says nothing. */
export function statusesOf(
  rule: MatcherRule,
): { readonly statuses: readonly number[]; readonly listed: boolean } | undefined {
  const { status } = rule;
  if (Array.isArray(status)) {
    const statuses = status.map(Number).filter((code) => Number.isInteger(code));
    return statuses.length > 0 ? { statuses, listed: true } : undefined;
  }
  const range = rangeOf(status);
  if (!range) return undefined;
  const [first, last] = range;
  return {
    statuses: Array.from({ length: last - first + 1 }, (_, index) => first + index),
    listed: false,
  };
}

function rangeOf(status: Json | undefined): readonly [number, number] | undefined {
  if (typeof status === 'number') return [status, status];
  return typeof status === 'string' && Object.hasOwn(classes, status) ? classes[status] : undefined;
}
