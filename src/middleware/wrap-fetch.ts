import type { Contract } from '../contract/contract.ts';
import type { Exchange, HttpRequest } from '../exchange/exchange.ts';
import { rememberExchange } from '../exchange/remember.ts';
import { copyResponse, readRequest } from './copy-fetch.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge.ts';

export type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** A fetch whose calls are judged. */
export type JudgedFetch = Fetch & {
  /** Resolves when every call that has its whole answer is judged. */
  settled(): Promise<void>;
};

type RequestInfo = string | Request;

/**
 * A fetch that does what the given one does, and lets the contract judge every call to a server of the document. The
 * evidence is `test`. Requests and responses are the same objects, and errors are those of the given fetch.
 *
 * @example const judged = wrapFetch(fetch, contract, { onFinding: (finding) => findings.push(finding) });
 */
export function wrapFetch(fetch: Fetch, contract: Contract, options: JudgeOptions = {}): JudgedFetch {
  const judge = createJudge(contract, { source: 'test', ...options });
  const judged: Fetch = async (input, init) => {
    const sent = copyCall(input, init, judge.bodyLimit);
    if (!sent) return fetch(input, init);
    let response: Response;
    try {
      response = await fetch(input, sent.init);
    } catch (error) {
      judge.take(toExchange(judge, sent.request));
      throw error;
    }
    const exchange = toExchange(judge, sent.request, response);
    rememberExchange(response, exchange);
    judge.take(exchange);
    return response;
  };
  return Object.assign(judged, { settled: judge.settled });
}

type Sent = { readonly request: Promise<HttpRequest>; readonly init: RequestInit | undefined };

/** A copy of the request that is read beside it; undefined where fetch will refuse the arguments. */
function copyCall(input: RequestInfo | URL, init: RequestInit | undefined, limit: number): Sent | undefined {
  try {
    const { body, ...rest } = init ?? {};
    if (body instanceof ReadableStream) {
      // A wrong URL or method is refused before the stream is touched.
      new Request(input, rest);
      const [host, own] = body.tee();
      const copy = new Request(input, { ...rest, body: own, duplex: 'half' });
      return { request: readRequest(copy, limit), init: { ...init, body: host } };
    }
    if (isIterable(body)) return { request: readUncopied(new Request(input, rest)), init };
    // A body in the arguments replaces that of the Request.
    const own = input instanceof Request && body == null ? input.clone() : input;
    return { request: readRequest(new Request(own, init), limit), init };
  } catch {
    // Whatever is wrong with the arguments, fetch says it in its own words.
    return undefined;
  }
}

/** undici takes generators; reading one would take its chunks from the request. */
function isIterable(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body && !(body instanceof Blob);
}

async function readUncopied(request: Request): Promise<HttpRequest> {
  const reason = 'the body is written while it is sent';
  return { ...(await readRequest(request, 0)), body: { kind: 'unavailable', reason } };
}

async function toExchange(
  { source, bodyLimit }: Judge,
  request: Promise<HttpRequest>,
  response?: Response,
): Promise<Exchange> {
  // Both are copied at the same time, and the response before the host can read it.
  const received = response && response.status > 0 ? copyResponse(response, bodyLimit) : undefined;
  const [sent, answer] = await Promise.all([request, received]);
  return { stance: 'observed', request: sent, ...(answer && { response: answer }), origin: { source } };
}
