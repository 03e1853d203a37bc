import { expect, it } from 'vitest';
import { createAccessKeyLock } from '../../../../src/provider/gateway/access-key-lock.ts';

const at = (seconds: number) => new Date(seconds * 1000);

function failing(count: number) {
  const lock = createAccessKeyLock();
  for (let second = 0; second < count; second++) lock.recordFailure('a', at(second));
  return lock;
}

it('allows five failures in a row', () => {
  expect(failing(5).isLocked('a', at(5))).toBe(false);
});

it('locks after the sixth, that key alone, for five minutes', () => {
  const lock = failing(6);
  expect([lock.isLocked('a', at(5)), lock.isLocked('a', at(304)), lock.isLocked('b', at(5))]).toEqual([
    true,
    true,
    false,
  ]);
  expect(lock.isLocked('a', at(305))).toBe(false);
});

it('counts from the start again after the lock', () => {
  const lock = failing(6);
  expect(lock.isLocked('a', at(305))).toBe(false);
  lock.recordFailure('a', at(306));
  expect(lock.isLocked('a', at(307))).toBe(false);
});

it('counts failures in a row only', () => {
  const lock = failing(5);
  lock.recordSuccess('a');
  lock.recordFailure('a', at(6));
  expect(lock.isLocked('a', at(7))).toBe(false);
});

it('is cleared', () => {
  const lock = failing(6);
  lock.clear();
  expect(lock.isLocked('a', at(5))).toBe(false);
});
