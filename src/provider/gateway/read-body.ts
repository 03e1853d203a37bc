import { limits } from './limits.ts';

export type BodyRead =
  | { readonly kind: 'body'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'too-large' }
  /** The client went away or became too slow: nobody reads the answer. */
  | { readonly kind: 'aborted' };

/** How much of a body that is too large is read and thrown away, so that the client gets to read the answer. */
const drainLimit = 64 * 1024 * 1024;

/** The bytes of a request's body, as far as the gateway takes them. */
export async function readBody(request: Request): Promise<BodyRead> {
  if (Number(request.headers.get('content-length') ?? 0) > drainLimit) return { kind: 'too-large' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > drainLimit) break;
      if (size <= limits.body) chunks.push(chunk);
    }
  } catch {
    // The only way a body stream fails is that its connection does; there is nobody left to tell.
    return { kind: 'aborted' };
  }
  if (size > limits.body) return { kind: 'too-large' };
  return { kind: 'body', bytes: joinChunks(chunks, size) };
}

function joinChunks(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
