import type { Contract } from '../contract/contract.ts';
import type { HttpHeaders } from '../exchange/exchange.ts';
import { type BodyCopy, createBodyCopy } from './body-copy.ts';
import { fromCopies } from './from-copies.ts';
import { createJudge, type JudgeOptions } from './judge.ts';
import { copyDispatchBody } from './undici-body.ts';
import { toHeaders } from './undici-headers.ts';

/** The parts of undici's `Dispatcher.DispatchOptions` that are read. */
type DispatchOptions = {
  readonly origin?: string | URL | undefined;
  readonly path: string;
  readonly method: string;
  readonly headers?: unknown;
  readonly body?: unknown;
};

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The parts of undici's `Dispatcher.DispatchHandler` (7 and 8) that are listened to. */
type DispatchHandler = {
  onResponseStart?(controller: never, status: number, headers: Headers, message?: string): void;
  onResponseData?(controller: never, chunk: Buffer): void;
  onResponseEnd?(controller: never, trailers: Headers): void;
  onResponseError?(controller: never, error: Error): void;
};

type Dispatch<Options, Handler> = (options: Options, handler: Handler) => boolean;

/** An interceptor for `dispatcher.compose`. */
export type JudgingInterceptor = {
  <Options extends DispatchOptions, Handler extends DispatchHandler>(
    dispatch: Dispatch<Options, Handler>,
  ): Dispatch<Options, Handler>;
  /** Resolves when every call that has its whole answer is judged. */
  settled(): Promise<void>;
};

/**
 * An undici interceptor that lets the contract judge every call to a server of the document. The evidence is `test`.
 *
 * @example setGlobalDispatcher(new Agent().compose(undiciInterceptor(contract, { onFinding })));
 */
export function undiciInterceptor(contract: Contract, options: JudgeOptions = {}): JudgingInterceptor {
  const judge = createJudge(contract, { source: 'test', ...options });
  const interceptor = <Options extends DispatchOptions, Handler extends DispatchHandler>(
    dispatch: Dispatch<Options, Handler>,
  ): Dispatch<Options, Handler> => {
    return (asked, handler) => {
      const sent = copyDispatchBody(asked.body, judge.bodyLimit);
      const take = (answer?: Answer) =>
        judge.take(
          fromCopies(
            judge,
            {
              method: asked.method,
              url: `${String(asked.origin ?? '').replace(/\/$/, '')}${asked.path}`,
              headers: toHeaders(asked.headers),
              bytes: sent.copy.bytes,
              missing: sent.missing ?? sent.copy.missing,
            },
            answer && {
              statusCode: answer.status,
              headers: answer.headers,
              bytes: answer.body.bytes,
              missing: answer.body.missing,
            },
          ),
        );
      return dispatch({ ...asked, body: sent.body }, listen(handler, judge.bodyLimit, take));
    };
  };
  return Object.assign(interceptor, { settled: judge.settled });
}

type Answer = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: BodyCopy;
};

/** The same handler for undici: every other property of it is its own. */
function listen<Handler extends DispatchHandler>(
  handler: Handler,
  limit: number,
  take: (answer?: Answer) => void,
): Handler {
  let answer: Answer | undefined;
  const listening: DispatchHandler = {
    onResponseStart(controller, status, headers, message) {
      // 1xx come before the answer itself (RFC 9110 §15.2).
      if (status >= 200) answer = { status, headers, body: createBodyCopy(limit) };
      handler.onResponseStart?.(controller, status, headers, message);
    },
    onResponseData(controller, chunk) {
      answer?.body.add(chunk);
      handler.onResponseData?.(controller, chunk);
    },
    onResponseEnd(controller, trailers) {
      take(answer);
      handler.onResponseEnd?.(controller, trailers);
    },
    onResponseError(controller, error) {
      // Half an answer says nothing; the request was made all the same.
      take();
      handler.onResponseError?.(controller, error);
    },
  };
  // Methods that are not listened to must find their own `this`, private members included.
  return new Proxy(handler, {
    get(target, name) {
      const own = listening[name as keyof DispatchHandler];
      if (own) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
