import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paceSend } from '../../../../src/conformance/run/pace.ts';
import type { Send } from '../../../../src/conformance/run/send.ts';
import { createManualClock } from './manual-clock.ts';

const request = { method: 'GET', url: '/', headers: [] };

/** Sends requests that take so many milliseconds each, one after the other; the moments when they went. */
async function momentsOf(perSecond: number, durations: readonly number[]): Promise<number[]> {
  const clock = createManualClock();
  const moments: number[] = [];
  const send: Send = async () => {
    moments.push(clock.now() - 1000);
    return { kind: 'stopped' };
  };
  const pace = paceSend(send, { perSecond, clock });
  for (const duration of durations) {
    await pace.send(request, { timeout: 1, signal: new AbortController().signal });
    clock.move(duration);
  }
  return moments;
}

describe('the rate of a run', () => {
  it('keeps requests in equal distances, the first one at once', async () => {
    expect(await momentsOf(4, [0, 0, 0, 0])).toEqual([0, 250, 500, 750]);
    expect(await momentsOf(0.5, [10, 10, 10])).toEqual([0, 2000, 4000]);
  });

  it('lets slow answers pass without a pause, and makes up for no lost time', async () => {
    expect(await momentsOf(10, [350, 0, 0])).toEqual([0, 350, 450]);
  });

  it('never sends more in any second than it says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 60 }),
        async (perSecond, durations) => {
          const moments = await momentsOf(perSecond, durations);
          for (const start of moments)
            expect(moments.filter((one) => one >= start && one < start + 1000).length).toBeLessThanOrEqual(
              perSecond + 1,
            );
        },
      ),
    );
  });

  it('shares one rate among requests at the same time', async () => {
    const moments: number[] = [];
    let now = 0;
    const clock = {
      now: () => now,
      // All of them wait at once: the clock stands still.
      pause: async (milliseconds: number) => void moments.push(milliseconds),
    };
    const pace = paceSend(async () => ({ kind: 'stopped' }), { perSecond: 10, clock });
    const how = { timeout: 1, signal: new AbortController().signal };
    await Promise.all([1, 2, 3, 4].map(() => pace.send(request, how)));
    expect(moments).toEqual([100, 200, 300]);
    now = 350;
    expect(pace.next()).toBe(400);
  });

  it('sends nothing more when it is asked to stop during a pause', async () => {
    const abort = new AbortController();
    const clock = { now: () => 0, pause: async () => abort.abort() };
    let sent = 0;
    const send: Send = async () => {
      sent += 1;
      return { kind: 'stopped' };
    };
    const pace = paceSend(send, { perSecond: 1, clock });
    const how = { timeout: 1, signal: abort.signal };
    await pace.send(request, how);
    expect(await pace.send(request, how)).toEqual({ kind: 'stopped' });
    expect(sent).toBe(1);
  });
});
