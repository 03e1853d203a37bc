import type { HttpBody } from '../exchange/exchange.ts';

/** A copy of the bytes that pass, up to a limit. */
export type BodyCopy = {
  /** Takes the next bytes. They are copied, as their owner may use the memory again. */
  add(chunk: Uint8Array): void;
  /** Undefined where nothing passed. */
  readonly bytes: Uint8Array | undefined;
  /** Why the body is not there although something passed. */
  readonly missing: Extract<HttpBody, { readonly kind: 'unavailable' }> | undefined;
};

/** Starts a copy that forgets everything as soon as it is longer than `limit` bytes. */
export function createBodyCopy(limit: number): BodyCopy {
  let chunks: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk) {
      size += chunk.length;
      if (size <= limit) chunks.push(Uint8Array.from(chunk));
      else chunks = [];
    },
    get bytes() {
      return size === 0 || size > limit ? undefined : Buffer.concat(chunks);
    },
    get missing() {
      return size > limit ? tooLong(limit) : undefined;
    },
  };
}

/** Every body over the limit has this reason, so that they are counted together. */
function tooLong(limit: number): Extract<HttpBody, { readonly kind: 'unavailable' }> {
  return { kind: 'unavailable', reason: `the body is longer than ${limit} bytes, which is the limit` };
}
