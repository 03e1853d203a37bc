import { expect, it } from 'vitest';
import type { Sent } from '../../../../src/conformance/run/send.ts';
import { createWaiting } from '../../../../src/conformance/run/waiting.ts';
import type { Operation } from '../../../../src/contract/contract.ts';

const how = { timeout: 10_000, signal: new AbortController().signal };
const wire = { method: 'GET', url: '/', headers: [] };

/** The waiting gives an operation's key and method to nobody else. */
const operation = (method: string, path: string): Operation =>
  ({ key: `${method} ${path}`, method }) as Operation;

const answered = (milliseconds: number): Sent => ({
  kind: 'answered',
  response: { status: 200, headers: {} },
  milliseconds,
});
const late: Sent = { kind: 'absent', cause: 'timeout', detail: 'no whole answer' };

/** A sender that gives these answers in order, and keeps how long each was waited for. */
function replaying(...answers: readonly Sent[]) {
  const waits: number[] = [];
  const waiting = createWaiting(async (_, { timeout }) => answers[waits.push(timeout) - 1] ?? late);
  return { waits, waiting };
}

it('gives the first answer of each operation all the time', async () => {
  const { waits, waiting } = replaying(answered(5), answered(5));
  await waiting(operation('GET', '/a'), wire, how);
  await waiting(operation('GET', '/b'), wire, how);
  expect(waits).toEqual([10_000, 10_000]);
});

it('asks once more, with more time, before it says that there is no answer', async () => {
  const { waits, waiting } = replaying(answered(5), late, answered(3000));
  await waiting(operation('GET', '/a'), wire, how);
  expect(await waiting(operation('GET', '/a'), wire, how)).toEqual(answered(3000));
  expect(waits).toEqual([10_000, 1000, 4000]);
});

it('waits as long as the slow answers of an operation let expect, and never longer than it may', async () => {
  const { waits, waiting } = replaying(answered(200), late, late);
  await waiting(operation('GET', '/a'), wire, how);
  await waiting(operation('GET', '/a'), wire, how);
  expect(waits).toEqual([10_000, 4000, 8000]);
  const slow = replaying(answered(900), late);
  await slow.waiting(operation('GET', '/a'), wire, how);
  await slow.waiting(operation('GET', '/a'), wire, how);
  expect(slow.waits).toEqual([10_000, 10_000]);
});

it('sends what may be done only once one time alone', async () => {
  const { waits, waiting } = replaying(answered(5), late);
  await waiting(operation('POST', '/a'), wire, how);
  expect(await waiting(operation('POST', '/a'), wire, how)).toEqual(late);
  expect(waits).toEqual([10_000, 4000]);
});

it('waits little after an answer that did not come', async () => {
  const { waits, waiting } = replaying(answered(5), answered(5), late, late, late, late, late);
  await waiting(operation('GET', '/a'), wire, how);
  await waiting(operation('GET', '/b'), wire, how);
  await waiting(operation('GET', '/a'), wire, how);
  await waiting(operation('GET', '/a'), wire, how);
  await waiting(operation('GET', '/b'), wire, how);
  expect(waits).toEqual([10_000, 10_000, 1000, 4000, 150, 150, 600]);
});

it('waits less for the second of two first answers that do not come', async () => {
  const { waits, waiting } = replaying(late, late);
  await waiting(operation('GET', '/a'), wire, how);
  await waiting(operation('GET', '/a'), wire, how);
  expect(waits).toEqual([10_000, 4000]);
});
