import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { describeFetchFailure } from '../../src/fetch-failure.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** Real failures of `fetch`: what it throws is what the sentence is made of. */
async function failureOf(url: string, milliseconds = 5000): Promise<string> {
  const error = await fetch(url, { signal: AbortSignal.timeout(milliseconds) }).then(
    () => {
      throw new Error('there was an answer');
    },
    (cause: unknown) => cause,
  );
  return describeFetchFailure(error, milliseconds);
}

async function start(): Promise<number> {
  const own = createServer(() => {});
  server = own;
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
  const address = own.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

it('says that nothing listens', async () => {
  const port = await start();
  await new Promise((resolve) => server?.close(resolve));
  expect(await failureOf(`http://127.0.0.1:${port}/`)).toBe('nothing listens there');
});

it('says how long there was no answer', async () => {
  expect(await failureOf(`http://127.0.0.1:${await start()}/`, 200)).toBe('no answer within 0.2 seconds');
});

it('says what fetch refuses by itself', async () => {
  expect(await failureOf('http://127.0.0.1:1/')).toBe('bad port');
});

it('names the code where the error of several addresses has no message', () => {
  const cause = Object.assign(new AggregateError([], ''), { code: 'ETIMEDOUT' });
  expect(describeFetchFailure(new TypeError('fetch failed', { cause }), 5000)).toBe('ETIMEDOUT');
});

it('says what it was given where there is no more to say', () => {
  expect(describeFetchFailure(new Error('the server answered 404'), 5000)).toBe('the server answered 404');
  expect(describeFetchFailure('lost', 5000)).toBe('no answer');
});
