import type { HttpBody } from '../exchange/exchange.ts';
import { type BodyCopy, createBodyCopy } from './body-copy.ts';

type Copied<Body> = {
  /** What is sent instead: the same, but for a generator, whose chunks pass by. */
  readonly body: Body;
  readonly copy: BodyCopy;
  /** Why the body cannot be copied at all. */
  readonly missing: HttpBody | undefined;
};

/** A copy of what undici is given to send: text and bytes at once, the chunks of a generator as they pass. */
export function copyDispatchBody<Body>(body: Body, limit: number): Copied<Body> {
  const copy = createBodyCopy(limit);
  const copied: Copied<Body> = { body, copy, missing: undefined };
  if (body === undefined || body === null) return copied;
  if (typeof body === 'string') copy.add(Buffer.from(body));
  else if (body instanceof Uint8Array) copy.add(body);
  else if (isGenerator(body)) {
    // A generator of the same chunks; what undici knows of any async iterable is that it is one.
    return { ...copied, body: pass(body, copy) as Body };
  } else {
    const reason = 'the request body is a stream, whose chunks belong to who reads it';
    return { ...copied, missing: { kind: 'unavailable', reason } };
  }
  return copied;
}

/** What fetch hands to its dispatcher. Streams are iterable too, and are more than that to undici. */
function isGenerator(body: object): body is AsyncGenerator<unknown> {
  return Symbol.asyncIterator in body && 'next' in body;
}

async function* pass(chunks: AsyncIterable<unknown>, copy: BodyCopy): AsyncGenerator<unknown> {
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') copy.add(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) copy.add(chunk);
    yield chunk;
  }
}
