import { expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import type { CheckResult } from '../../../src/validate/check.ts';
import { createJournal } from '../../../src/validate/journal.ts';

const result: CheckResult = { route: { kind: 'path-unknown' }, findings: [], unchecked: [] };

const exchangeOf = (url: string, request: Partial<Exchange['request']> = {}): Exchange => ({
  stance: 'observed',
  request: { method: 'PUT', url, headers: {}, ...request },
  origin: { source: 'mock' },
});

it('keeps the last exchanges, oldest first, and counts all', () => {
  const journal = createJournal(2);
  for (const url of ['/a', '/b', '/c']) journal.add(exchangeOf(url), result);
  expect(journal.entries().map(({ number, request }) => [number, request.url])).toEqual([
    [2, '/b'],
    [3, '/c'],
  ]);
});

it('is empty after it was cleared, and starts to count anew', () => {
  const journal = createJournal(2);
  for (const url of ['/a', '/b', '/c']) journal.add(exchangeOf(url), result);
  journal.clear();
  expect(journal.entries()).toEqual([]);
  journal.add(exchangeOf('/d'), result);
  expect(journal.entries().map(({ number, request }) => [number, request.url])).toEqual([[1, '/d']]);
});

it('shows an exchange without its secrets, wherever they stand', () => {
  const journal = createJournal(10);
  const text = JSON.stringify({ path: 'a', password: 'hunter2hunter2', note: 'see s3cr3t-token-1' });
  journal.add(
    {
      ...exchangeOf('/x?access_token=abcdefgh', {
        headers: { 'x-auth-token': 's3cr3t-token-1' },
        body: { kind: 'bytes', bytes: Buffer.from(text) },
      }),
      response: {
        status: 400,
        headers: { 'content-type': 'text/plain' },
        body: { kind: 'text', text: 'bad s3cr3t-token-1' },
      },
    },
    result,
    new Date(0),
  );
  expect(journal.entries()).toEqual([
    {
      number: 1,
      time: '1970-01-01T00:00:00.000Z',
      request: {
        method: 'PUT',
        url: '/x?access_token=[redacted]',
        headers: { 'x-auth-token': '[redacted]' },
        body: { path: 'a', password: '[redacted]', note: 'see [redacted]' },
      },
      response: { status: 400, headers: { 'content-type': 'text/plain' }, body: 'bad [redacted]' },
      findings: [],
      unchecked: [],
    },
  ]);
});

it('leaves out what is long or no text, and says so', () => {
  const journal = createJournal(10);
  const long = Buffer.alloc(20_000, 'a');
  journal.add(exchangeOf('/long', { body: { kind: 'bytes', bytes: long } }), result);
  journal.add(exchangeOf('/binary', { body: { kind: 'bytes', bytes: Uint8Array.of(255, 0) } }), result);
  expect(journal.entries().map(({ request }) => request)).toEqual([
    {
      method: 'PUT',
      url: '/long',
      headers: {},
      omitted: 'the body has 20000 bytes, bodies up to 16384 are kept',
    },
    { method: 'PUT', url: '/binary', headers: {}, omitted: 'the body is not UTF-8 text' },
  ]);
});

it('shows deeply nested JSON as the text it is', () => {
  const journal = createJournal(10);
  const text = `${'['.repeat(2000)}${']'.repeat(2000)}`;
  journal.add(exchangeOf('/deep', { body: { kind: 'text', text } }), result);
  expect(journal.entries().map(({ request }) => request.body)).toEqual([text]);
});

it('hides what an answer repeats of a request body that is too long to keep', () => {
  const journal = createJournal(10);
  const text = JSON.stringify({ path: 'x'.repeat(20_000), token: 's3cr3t-token-2' });
  const long = exchangeOf('/x', { body: { kind: 'text', text } });
  const body = { kind: 'text', text: 'bad s3cr3t-token-2' } as const;
  journal.add({ ...long, response: { status: 400, headers: {}, body } }, result);
  expect(journal.entries().map(({ request, response }) => [request.omitted, response?.body])).toEqual([
    [`the body has ${text.length} bytes, bodies up to 16384 are kept`, 'bad [redacted]'],
  ]);
});
