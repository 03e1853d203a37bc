import type { Exchange, HttpBody, HttpHeaders } from '../exchange/exchange.ts';
import { fromNode } from '../exchange/from-node.ts';
import type { Judge } from './judge.ts';

/** A message as it passed, with its body as on the wire. */
type Passed = {
  readonly headers: HttpHeaders;
  readonly bytes?: Uint8Array | undefined;
  /** Stands in for the bytes where they were not kept. */
  readonly missing?: HttpBody | undefined;
};

/** An exchange of copied messages; a body that was not kept is unavailable, never absent. */
export function fromCopies(
  { source, bodyLimit }: Pick<Judge, 'source' | 'bodyLimit'>,
  request: Passed & { readonly method: string | undefined; readonly url: string | undefined },
  response: (Passed & { readonly statusCode: number }) | undefined,
): Exchange {
  // What decodes to many times the limit is no reason to fill the memory either.
  const exchange = fromNode({ request, response }, { source }, { limit: bodyLimit });
  return {
    ...exchange,
    request: request.missing ? { ...exchange.request, body: request.missing } : exchange.request,
    ...(exchange.response && {
      response: response?.missing ? { ...exchange.response, body: response.missing } : exchange.response,
    }),
  };
}
