import { Agent, request as httpRequest } from 'node:http';
import type { Json } from '../../../src/finding.ts';

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
};

export type Received =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly body: string;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' };

const agent = new Agent({ keepAlive: false });

/** Sends a request as it is written, without the checks of `fetch`. No answer within `patience` milliseconds is silence. */
export function sendRequest(
  base: string,
  { method, path, headers = {}, body }: Sent,
  patience = 4000,
): Promise<Received> {
  const { hostname, port } = new URL(base);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve) => {
    const sent = httpRequest(
      { agent, hostname, port, method, path, headers: { ...length, ...headers } as Record<string, string> },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            kind: 'answer',
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', () => resolve({ kind: 'reset' }));
      },
    );
    sent.on('error', () => resolve({ kind: 'reset' }));
    sent.setTimeout(patience, () => {
      resolve({ kind: 'silence' });
      sent.destroy();
    });
    sent.end(body);
  });
}

/** A body as JSON where it is some. */
export function readBody(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
