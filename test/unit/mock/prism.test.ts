import { expect, it, onTestFinished } from 'vitest';
import { openPrism, openThread } from '../../../src/mock/prism.ts';
import type { PrismQuestion } from '../../../src/mock/prism-message.ts';
import type { JsonObject } from '../../../src/spec/walk.ts';

const ask = (
  operation: string,
  schema: JsonObject,
  wish: Partial<PrismQuestion['wish']> = {},
): PrismQuestion => ({
  operation,
  document: {
    openapi: '3.1.0',
    info: { title: '', version: '' },
    paths: {
      '/': {
        get: { responses: { '200': { description: '', content: { 'application/json': { schema } } } } },
      },
    },
  },
  wish: { dynamic: true, ...wish },
  violations: [],
  request: { method: 'GET', path: '/', headers: {}, body: undefined },
  settings: {},
});

const open = (timeout?: number) => {
  const prism = openThread(timeout === undefined ? {} : { timeout });
  onTestFinished(() => prism.close());
  return prism;
};

const five: JsonObject = { type: 'integer', minimum: 5, maximum: 5 };
const runaway: JsonObject = {
  type: 'array',
  minItems: 100_000_000,
  items: { type: 'string', minLength: 1000 },
};
const answer = { kind: 'answer', status: 200, headers: { 'Content-type': 'application/json' }, body: 5 };

it('gives what is asked at the same time to whom it belongs', async () => {
  const prism = open();
  const replies = await Promise.all(
    [1, 2, 3].map((value) =>
      prism.negotiate(ask(`only ${value}`, { type: 'integer', minimum: value, maximum: value })),
    ),
  );
  expect(replies.map((reply) => reply.kind === 'answer' && reply.body)).toEqual([1, 2, 3]);
});

it('ends a question that takes too long, and answers the others', async () => {
  const prism = open(2000);
  expect(await prism.negotiate(ask('five', five))).toEqual(answer);
  const [late, other] = await Promise.all([
    prism.negotiate(ask('runaway', runaway)),
    prism.negotiate(ask('five', five)),
  ]);
  expect(late).toEqual({
    kind: 'failed',
    reason: expect.stringMatching(/^Prism (?:gave no answer within 2 seconds|has ended: .*memory)/),
  });
  expect(other).toEqual(answer);
}, 60_000);

it('gives the same values for the same seed, whatever was asked between', async () => {
  const prism = open();
  const schema: JsonObject = {
    type: 'object',
    required: ['at', 'id', 'text', 'number', 'name'],
    properties: {
      at: { type: 'string', format: 'date-time' },
      id: { type: 'string', format: 'uuid' },
      text: { type: 'string' },
      number: { type: 'number' },
      name: { type: 'string', 'x-faker': 'person.fullName' },
    },
  };
  const first = await prism.negotiate(ask('seeded', schema, { seed: 'a' }));
  const unseeded = await prism.negotiate(ask('seeded', schema));
  const other = await prism.negotiate(ask('seeded', schema, { seed: 'b' }));
  expect(await prism.negotiate(ask('seeded', schema, { seed: 'a' }))).toEqual(first);
  const again = open();
  expect(await again.negotiate(ask('seeded', schema, { seed: 'a' }))).toEqual(first);
  expect(other).not.toEqual(first);
  // What had no seed is left to chance again.
  expect(await prism.negotiate(ask('seeded', schema))).not.toEqual(unseeded);
});

it('makes headers that are neither a number nor a text', async () => {
  const prism = open();
  const question = ask('headers', five);
  const headers = {
    'X-Flag': { schema: { type: 'boolean' } },
    'X-List': { schema: { type: 'array', minItems: 2, maxItems: 2, items: { enum: ['a'] } } },
  };
  const paths = { '/': { get: { responses: { '200': { description: '', headers } } } } };
  const reply = await prism.negotiate({ ...question, document: { ...question.document, paths } });
  expect(reply).toMatchObject({ headers: { 'X-Flag': expect.any(Boolean), 'X-List': ['a', 'a'] } });
});

it('is shared by the mocks of a process, and closed for each on its own', async () => {
  const [one, other] = [openPrism(), openPrism()];
  await one.close();
  expect(await one.negotiate(ask('five', five))).toEqual({ kind: 'failed', reason: 'the mock is closed' });
  expect(await other.negotiate(ask('five', five))).toEqual(answer);
  await other.close();
});

it('says why it has no answer when it is closed', async () => {
  const prism = openThread();
  const asked = prism.negotiate(ask('five', five));
  await prism.close();
  const closed = { kind: 'failed', reason: 'the mock is closed' };
  expect(await asked).toEqual(closed);
  expect(await prism.negotiate(ask('five', five))).toEqual(closed);
});
