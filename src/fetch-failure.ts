/**
 * Why `fetch` got no answer, in half a sentence that follows "cannot read … :". Its own error says `fetch failed`; what
 * happened stands in the cause.
 *
 * @param milliseconds the time limit of the request, for the sentence about it
 * @example describeFetchFailure(error, 30_000) // 'nothing listens there'
 */
export function describeFetchFailure(error: unknown, milliseconds: number): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return `no answer within ${milliseconds / 1000} seconds`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause ? String(cause.code) : '';
  // The error of several addresses has a code and no message.
  return reasons[code] ?? (cause.message || code || error.message);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of that name',
};
