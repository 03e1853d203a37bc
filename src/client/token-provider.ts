import type { components } from '../generated/iam.ts';
import { type Clock, systemClock } from './clock.ts';
import type { TokenProvider } from './credentials.ts';
import type { Fetch } from './fetch.ts';
import { ImageSearchError } from './image-search-error.ts';

type TokenRequest = components['schemas']['TokenRequest'];

export type TokenProviderOptions = {
  /** `https://iam.cn-north-4.myhuaweicloud.com`. */
  readonly endpoint: string;
  /** The account that the user belongs to. */
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
  /** The project that the token is good for, by its id or name. */
  readonly project: { readonly id: string } | { readonly name: string };
  /** Milliseconds for one token call; 10,000 where nothing is said. */
  readonly timeout?: number;
  readonly fetch?: Fetch;
  readonly clock?: Pick<Clock, 'now'>;
};

/** A token is renewed when it has less than this left, in milliseconds. */
const margin = 10 * 60 * 1000;

/** What IAM says of every token (IAM reference, "Obtaining a User Token"), where its answer has no date. */
const lifetime = 24 * 60 * 60 * 1000;

/**
 * Gets tokens from IAM with `POST /v3/auth/tokens`. A token is kept, and renewed ten minutes before it expires or when
 * the gateway has refused it; calls at the same time share one.
 *
 * The function throws ImageSearchError when IAM does not give a token.
 *
 * @example const tokenProvider = createTokenProvider({ endpoint, domainName, userName, password, project: { name: 'cn-north-4' } });
 */
export function createTokenProvider(options: TokenProviderOptions): TokenProvider {
  const { clock = systemClock } = options;
  let current: { readonly token: string; readonly expiresAt: number } | undefined;
  let running: Promise<string> | undefined;
  return async (refused) => {
    if (current && current.token !== refused && clock.now() < current.expiresAt - margin)
      return current.token;
    running ??= requestToken(options, clock)
      .then((issued) => {
        current = issued;
        return issued.token;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
}

async function requestToken(
  options: TokenProviderOptions,
  clock: Pick<Clock, 'now'>,
): Promise<{ token: string; expiresAt: number }> {
  const { endpoint, fetch: send = fetch, timeout = 10_000 } = options;
  const url = `${endpoint.replace(/\/+$/, '')}/v3/auth/tokens?nocatalog=true`;
  let response: Response;
  let text: string;
  try {
    response = await send(
      new Request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(toTokenRequest(options)),
        signal: AbortSignal.timeout(timeout),
      }),
    );
    text = await response.text();
  } catch (cause) {
    const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
    const code = isTimeout ? 'timeout' : 'unreachable';
    throw new ImageSearchError(code, `IAM gave no token: there was no answer (${code})`, { cause });
  }
  const token = response.headers.get('X-Subject-Token');
  if (response.status !== 201 || token === null || token === '') {
    // Its own text is left out: it may repeat what was sent, and a password was.
    throw new ImageSearchError('unreadable', `IAM gave no token: it answered ${response.status}`, {
      status: response.status,
    });
  }
  return { token, expiresAt: readExpiry(text) ?? clock.now() + lifetime };
}

function toTokenRequest({ domainName, userName, password, project }: TokenProviderOptions): TokenRequest {
  const user = { domain: { name: domainName }, name: userName, password };
  return { auth: { identity: { methods: ['password'], password: { user } }, scope: { project } } };
}

function readExpiry(text: string): number | undefined {
  const [, date] = /"expires_at"\s*:\s*"([^"]+)"/.exec(text) ?? [];
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}
