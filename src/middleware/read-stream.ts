import type { HttpBody } from '../exchange/exchange.ts';
import { createBodyCopy } from './body-copy.ts';

/**
 * Reads a branch of a body to its end, or up to the limit: the branch is cancelled then, so that the other one is not
 * kept in memory for it.
 */
export async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<HttpBody | undefined> {
  if (stream === null) return undefined;
  const copy = createBodyCopy(limit);
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      copy.add(next.value);
      if (!copy.missing) continue;
      // The source ends with the other branch; waiting for that would be waiting for the host.
      reader.cancel().catch(() => undefined);
      return copy.missing;
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'unavailable', reason: `the body could not be read to its end: ${why}` };
  }
  return copy.bytes && { kind: 'bytes', bytes: copy.bytes };
}
