import type { Clock } from './clock.ts';
import { type Authorised, authorise, type Credentials } from './credentials.ts';
import type { Fetch } from './fetch.ts';
import { ImageSearchError } from './image-search-error.ts';
import { mayRetry, retryDelay } from './retry.ts';

/** What looks at calls when the client validates. */
export type CallJudge = {
  /** Before the request is sent. */
  request(request: Request): Promise<void>;
  response(request: Request, response: Response): Promise<void>;
};

export type Sender = {
  readonly fetch: Fetch;
  readonly credentials: Credentials;
  /** Gets each token that is sent, so that no message shows it. */
  readonly onToken: (token: string) => void;
  /** Milliseconds for one attempt, its body included. */
  readonly timeout: number;
  /** How often a request is sent again at most. */
  readonly retries: number;
  readonly clock: Clock;
  /** Loads what judges, where something does. */
  readonly judge: (() => Promise<CallJudge>) | undefined;
};

/**
 * Sends a request with its credential until there is an answer to keep. A token that the gateway refuses is renewed
 * once. Throws ImageSearchError `unreachable` or `timeout`; the caller's own abort is passed on as it is.
 */
export async function send(sender: Sender, request: Request): Promise<Response> {
  const { clock, credentials, retries } = sender;
  let refused: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const authorised = await authorise(request, credentials, { clock, refused });
    const { token } = authorised;
    if (token !== undefined) sender.onToken(token);
    const answer = await tryOnce(sender, authorised, request.signal);
    const status = answer instanceof Response ? answer.status : undefined;
    if (status === 401 && refused === undefined && 'tokenProvider' in credentials) {
      refused = token;
      attempt -= 1;
      continue;
    }
    const isOver = attempt > retries || !mayRetry(request.method, status);
    const after = answer instanceof Response ? answer.headers.get('Retry-After') : undefined;
    const delay = isOver ? undefined : retryDelay(attempt, after, clock);
    if (delay !== undefined) await clock.sleep(delay, request.signal);
    else if (answer instanceof Response) return answer;
    else throw answer;
  }
}

/** One attempt: the whole answer, or the error that says why there is none. A timeout is thrown: it is not retried. */
async function tryOnce(
  sender: Sender,
  { request }: Authorised,
  signal: AbortSignal,
): Promise<Response | ImageSearchError> {
  const judge = await sender.judge?.();
  await judge?.request(request);
  const timer = AbortSignal.timeout(sender.timeout);
  const judged = judge && request.clone();
  let whole: Response;
  try {
    const response = await sender.fetch(new Request(request, { signal: AbortSignal.any([signal, timer]) }));
    // A body that breaks off is a connection that failed, so it belongs to the attempt.
    whole = await readWhole(response);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (timer.aborted) {
      const message = `there was no answer within ${sender.timeout} milliseconds`;
      throw new ImageSearchError('timeout', message, { cause });
    }
    // What fetch throws where the network failed; everything else is for the caller.
    if (!(cause instanceof TypeError)) throw cause;
    const why =
      cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
    return new ImageSearchError('unreachable', `the connection failed: ${why}`, { cause });
  }
  if (judged) await judge.response(judged, whole);
  return whole;
}

async function readWhole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const bytes = await response.arrayBuffer();
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers });
}
