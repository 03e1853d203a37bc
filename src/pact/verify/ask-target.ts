import { buildConnector, errors, Pool } from 'undici';
import { KitError } from '../../errors.ts';
import type { HttpHeaders } from '../../exchange/exchange.ts';

/** A request as it goes out; the URL is origin-form. */
export type OutgoingRequest = {
  readonly method: string;
  readonly url: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly bytes: Uint8Array;
};

/** What came of it; `reason` is half a sentence that follows "the service did not answer". */
export type TargetAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: HttpHeaders;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'absent'; readonly reason: string };

export type Target = {
  ask(request: OutgoingRequest): Promise<TargetAnswer>;
  close(): Promise<void>;
};

/** 64 MiB: what an answer to a test needs at the very most. */
const maxResponseSize = 64 * 1024 * 1024;

/** Connects to the origin of a URL; `timeout` is for one whole answer, in milliseconds. */
export function createTarget(url: URL, options: { timeout: number; signal: AbortSignal }): Target {
  // A provider may be broken in any way, and an idle connection may be closed at any time: each request has its own.
  const pool = new Pool(url.origin, { maxResponseSize, headersTimeout: 0, bodyTimeout: 0, pipelining: 0 });
  return {
    async ask({ method, url: path, fields, bytes }) {
      const deadline = AbortSignal.timeout(options.timeout);
      try {
        const answer = await pool.request({
          // A method of a pact can be any token.
          method: method as 'GET',
          path,
          headers: fields.flat(),
          body: bytes.length === 0 ? null : bytes,
          reset: true,
          signal: AbortSignal.any([deadline, options.signal]),
        });
        const { statusCode: status, headers } = answer;
        return { kind: 'answered', status, headers, bytes: await answer.body.bytes() };
      } catch (error) {
        if (options.signal.aborted) return { kind: 'absent', reason: 'before the run was stopped' };
        if (deadline.aborted) return { kind: 'absent', reason: `within ${options.timeout} ms` };
        return { kind: 'absent', reason: describe(error) };
      }
    },
    close: async () => await pool.destroy(),
  };
}

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof errors.HTTPParserError) return `in HTTP: ${error.message}`;
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'with less than 64 MiB';
  if (refused.has(code)) return `at all: no connection (${code})`;
  const message = error instanceof Error ? error.message : String(error);
  return `to the end: ${code === '' ? message : `the connection ended (${code})`}`;
}

const refused: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Tries to connect, and sends nothing.
 *
 * @throws KitError `target-unreachable`
 */
export async function assertReachable(url: URL, timeout: number): Promise<void> {
  const connect = buildConnector({ timeout: Math.min(timeout, 10_000) });
  const { protocol, hostname, host } = url;
  const port = url.port || (protocol === 'https:' ? '443' : '80');
  const error = await new Promise<Error | null>((resolve) => {
    connect({ protocol, hostname: hostname.replace(/^\[|\]$/g, ''), host, port }, (failure, socket) => {
      socket?.destroy();
      resolve(failure);
    });
  });
  if (error === null) return;
  const code = 'code' in error ? String(error.code) : error.message;
  throw new KitError('target-unreachable', `${url.origin} cannot be reached: ${reasons[code] ?? code}`, {
    cause: error,
    hint: 'start the service, or give its address with --target',
  });
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'there is no way to the host',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
};
