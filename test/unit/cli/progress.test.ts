import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProgress, renderProgress } from '../../../src/cli/progress.ts';
import type { RunEvent } from '../../../src/conformance/run/course.ts';
import { testIo } from './test-io.ts';

const event: RunEvent = { phase: 'boundary', done: 30, total: 60, findings: 1, requests: 40 };

describe('the progress line of a terminal', () => {
  it.each([
    [79, '[############------------] 30/60 boundary, 1 finding, 20 requests/s, 2 s left'],
    [65, '[######------] 30/60 boundary, 1 finding, 20 requests/s, 2 s left'],
    [55, '30/60 boundary, 1 finding, 20 requests/s, 2 s left'],
    [40, '30/60 boundary, 1 finding, 2 s left'],
    [30, '30/60 boundary, 1 finding'],
    [20, '30/60 boundary'],
    [10, '30/60'],
    [1, '30/60'],
  ])('leaves out the least important where there are %i columns', (columns, line) => {
    expect(renderProgress(event, { elapsed: 2000, columns })).toBe(line);
  });

  it('says nothing of speed and time in the first second', () => {
    expect(renderProgress(event, { elapsed: 900, columns: 79 })).toBe(
      '[############------------] 30/60 boundary, 1 finding',
    );
  });

  it('tells long times in minutes, and counts pauses in', () => {
    const slow = { ...event, done: 10, total: 130, requests: 10, findings: 0 };
    expect(renderProgress(slow, { elapsed: 20_000, columns: 100 })).toMatch(
      / 10\/130 boundary, 0 findings, 1 requests\/s, 4 min left$/,
    );
  });

  it('is never wider than the terminal', () => {
    const counts = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(
        counts,
        counts,
        fc.integer({ min: 12, max: 200 }),
        fc.nat(),
        (done, more, columns, elapsed) => {
          const line = renderProgress({ ...event, done, total: done + more }, { elapsed, columns });
          expect(line.length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});

describe('progress', () => {
  const terminal = { stdout: true, stderr: true, columns: 80 };
  /** A clock that goes on by so many seconds with each look at it. */
  const ticking = (seconds: number) => {
    let time = Date.UTC(2026, 0, 1);
    return () => {
      time += seconds * 1000;
      return new Date(time);
    };
  };

  it('writes over its own line on a terminal and takes it away at the end', () => {
    const io = testIo({ isTTY: terminal });
    const progress = createProgress(io, { quiet: false });
    progress.show(event);
    progress.show(event);
    progress.clear();
    expect(io.err()).toBe('\r\u001b[K[############------------] 30/60 boundary, 1 finding\r\u001b[K');
  });

  it.each([
    ['no terminal', {}],
    ['CI', { isTTY: terminal, env: { CI: 'true' } }],
    ['a terminal that cannot move', { isTTY: terminal, env: { TERM: 'dumb' } }],
  ])('writes a line a phase on %s, once a run takes its time', (_, world) => {
    const io = testIo({ ...world, now: ticking(6) });
    const progress = createProgress(io, { quiet: false });
    for (const done of [1, 2, 3]) progress.show({ ...event, done });
    for (const done of [40, 41, 42]) progress.show({ ...event, done, phase: 'negative' });
    progress.clear();
    expect(io.err()).toBe(
      'boundary: 2/60 done, 40 requests, 1 finding\nnegative: 40/60 done, 40 requests, 1 finding\n',
    );
  });

  it('writes nothing in a run of seconds without a terminal, and nothing when quiet', () => {
    const short = testIo();
    createProgress(short, { quiet: false }).show(event);
    const quiet = testIo({ isTTY: terminal, now: ticking(60) });
    createProgress(quiet, { quiet: true }).show(event);
    expect([short.err(), quiet.err()]).toEqual(['', '']);
  });
});
