import { expect, it } from 'vitest';
import { createStopwatch } from '../../../../src/conformance/run/stopwatch.ts';
import { createManualClock } from './manual-clock.ts';

it('tells the time of the provider from pauses and from the rest, and counts what runs at once only once', async () => {
  const clock = createManualClock();
  const watch = createStopwatch(clock);
  clock.move(5);
  const open: (() => void)[] = [];
  const first = watch.during('provider', () => new Promise<void>((resolve) => open.push(resolve)));
  clock.move(10);
  const second = watch.during('provider', () => new Promise<void>((resolve) => open.push(resolve)));
  clock.move(10);
  for (const end of open) end();
  await Promise.all([first, second]);
  await watch.during('paused', async () => clock.move(100));
  await expect(
    watch.during('provider', async () => {
      clock.move(1);
      throw new Error('lost');
    }),
  ).rejects.toThrow('lost');
  expect(watch.toTime()).toEqual({ total: 126, provider: 21, paused: 100 });
});
