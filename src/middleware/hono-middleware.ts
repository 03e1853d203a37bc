import type { Contract } from '../contract/contract.ts';
import type { Exchange, HttpRequest } from '../exchange/exchange.ts';
import { copyResponse, readRequest } from './copy-fetch.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge.ts';

/** The part of a Hono context that the middleware uses. */
type HonoContext = { readonly req: { readonly raw: Request }; readonly res: Response };

export type HonoMiddleware = {
  (context: HonoContext, next: () => Promise<void>): Promise<void>;
  /** Resolves when every call that has ended is judged. */
  settled(): Promise<void>;
};

/**
 * Lets the contract judge what a Hono app receives and answers. The evidence is `traffic`.
 *
 * @example app.use(honoMiddleware(contract, { onFinding }));
 */
export function honoMiddleware(contract: Contract, options: JudgeOptions = {}): HonoMiddleware {
  const judge = createJudge(contract, { source: 'traffic', ...options });
  const middleware = async (context: HonoContext, next: () => Promise<void>): Promise<void> => {
    const { raw } = context.req;
    const sent = raw.bodyUsed ? undefined : readRequest(raw.clone(), judge.bodyLimit);
    await next();
    judge.take(toExchange(judge, sent ?? readUsed(raw), context.res));
  };
  return Object.assign(middleware, { settled: judge.settled });
}

async function readUsed(raw: Request): Promise<HttpRequest> {
  const reason = 'the body was read before the exchange was taken';
  const bare = new Request(raw.url, { method: raw.method, headers: raw.headers });
  return { ...(await readRequest(bare, 0)), body: { kind: 'unavailable', reason } };
}

async function toExchange(
  { source, bodyLimit }: Judge,
  sent: Promise<HttpRequest>,
  response: Response,
): Promise<Exchange> {
  const received = copyResponse(response, bodyLimit);
  const request = await sent;
  return {
    stance: 'observed',
    // A server is asked under names that the document need not know; the target is what its operations are found by.
    request: { ...request, url: request.url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') },
    response: await received,
    origin: { source },
  };
}
