import { decodePercent } from '../../contract/decode-percent.ts';
import { KitError } from '../../errors.ts';
import { describeFetchFailure } from '../../fetch-failure.ts';
import type { PactFile } from './pact-file.ts';
import { readPact } from './read-pact.ts';

const timeoutMs = 30_000;

/**
 * Reads one pact from a URL: that of a file on a web server, or of a pact in a broker. A user and password in the URL
 * are sent as basic authentication and stay out of the name of the pact.
 *
 * @throws KitError `input-unreadable` when nothing answers or the answer is an error, `pact-unreadable` when it is no pact
 */
export async function fetchPact(
  text: string,
  headers: readonly { readonly name: string; readonly value: string }[],
): Promise<PactFile> {
  const { url, authorization } = splitCredentials(text);
  const response = await request(url, [
    ['accept', 'application/hal+json, application/json'],
    ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
    ...headers.map(({ name, value }) => [name, value] as const),
  ]);
  return readPact(response, url);
}

async function request(url: string, headers: readonly (readonly [string, string])[]): Promise<string> {
  try {
    const response = await fetch(url, {
      headers: new Headers(headers.map(([name, value]) => [name, value])),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.text();
  } catch (cause) {
    throw new KitError(
      'input-unreadable',
      `cannot read the pact ${url}: ${describeFetchFailure(cause, timeoutMs)}`,
      { cause },
    );
  }
}

/** `fetch` refuses a URL with credentials. */
function splitCredentials(text: string): { readonly url: string; readonly authorization?: string } {
  const url = URL.parse(text);
  if (url === null) throw new KitError('input-unreadable', 'cannot read the pact: its URL is not valid');
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (username === '' && password === '') return { url: url.href };
  const pair = `${decodePercent(username) ?? username}:${decodePercent(password) ?? password}`;
  return { url: url.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
