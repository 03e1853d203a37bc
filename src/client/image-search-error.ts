import type { ErrorCode } from './error-codes.ts';

/** Why a call gave no result that can be used, where no error code of the API says so. */
export type CallFault =
  /** The connection failed, and so did the retries. */
  | 'unreachable'
  /** No answer within `timeout`. */
  | 'timeout'
  /** The answer is not in the documented shape. */
  | 'unreadable';

// A class, unlike the other data of the kit: callers tell it from errors of their own by `instanceof`.
/**
 * A call that did not succeed. `code` is the API's `error_code`; messages are free text and may change.
 *
 * @example if (error instanceof ImageSearchError && error.code === 'IS.0002') …
 */
export class ImageSearchError extends Error {
  override readonly name = 'ImageSearchError';
  readonly code: ErrorCode | CallFault | (string & {});
  /** The HTTP status; undefined where there was no answer. */
  readonly status: number | undefined;
  /** The number that support asks for, from the answer's body or its `X-Request-Id`. */
  readonly requestId: string | undefined;

  constructor(
    code: ImageSearchError['code'],
    message: string,
    about: {
      readonly status?: number | undefined;
      readonly requestId?: string | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.code = code;
    this.status = about.status;
    this.requestId = about.requestId;
  }
}
