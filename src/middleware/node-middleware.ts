import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../contract/contract.ts';
import type { HttpBody } from '../exchange/exchange.ts';
import { mayHaveBody } from '../exchange/message.ts';
import { fromCopies } from './from-copies.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge.ts';
import { copyNodeRequest, copyNodeResponse } from './node-copy.ts';

/** For `node:http`, where `next` is left out, and for Express and everything else that calls `next`. */
export type NodeMiddleware = {
  (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void;
  /** Resolves when every call that has ended is judged. */
  settled(): Promise<void>;
};

/**
 * Lets the contract judge what a server of `node:http` or Express receives and answers. It stands before everything
 * that reads or writes bodies; these pass as they are. The evidence is `traffic`.
 *
 * @example
 * app.use(nodeMiddleware(contract, { onFinding })); // Express
 * createServer((request, response) => { judge(request, response); answer(request, response); }); // node:http
 */
export function nodeMiddleware(contract: Contract, options: JudgeOptions = {}): NodeMiddleware {
  const judge = createJudge(contract, { source: 'traffic', ...options });
  const middleware = (
    request: IncomingMessage,
    response: ServerResponse,
    next?: (error?: unknown) => void,
  ): void => {
    watch(judge, request, response);
    next?.();
  };
  return Object.assign(middleware, { settled: judge.settled });
}

function watch(judge: Judge, request: IncomingMessage, response: ServerResponse): void {
  const { method } = request;
  // A router that is mounted somewhere cuts `url`; Express keeps the whole of it.
  const { originalUrl } = request as { originalUrl?: unknown };
  const url = typeof originalUrl === 'string' ? originalUrl : request.url;
  const sent = copyNodeRequest(request, judge.bodyLimit);
  const received = copyNodeResponse(response, judge.bodyLimit);

  const end = (): void => {
    const asked = { method, url, headers: request.headers };
    const answer = response.headersSent
      ? {
          statusCode: response.statusCode,
          headers: received.headers(),
          ...(mayHaveBody(method ?? 'GET', response.statusCode) && {
            bytes: received.copy.bytes,
            missing: response.writableFinished ? received.copy.missing : cut,
          }),
        }
      : undefined;
    const missing = sent.copy.missing ?? (sent.isWhole() ? undefined : unread);
    judge.take(fromCopies(judge, { ...asked, bytes: sent.copy.bytes, missing }, answer));
  };
  response.once('close', () => {
    // An early answer: the rest of the request comes after it, or never.
    if (sent.isWhole() || request.destroyed) end();
    else request.once('close', end);
  });
}

const cut: HttpBody = { kind: 'unavailable', reason: 'the connection ended before the answer was written' };
const unread: HttpBody = { kind: 'unavailable', reason: 'the connection ended before the request was read' };
