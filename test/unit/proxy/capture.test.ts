import { describe, expect, it } from 'vitest';
import { createCaptures } from '../../../src/proxy/capture.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);

describe('captures', () => {
  it('keep what fits', () => {
    const capture = createCaptures({ limit: 10, total: 100 }).create();
    capture.add(bytes(4));
    capture.add(bytes(6));
    expect({ size: capture.size, omitted: capture.omitted, kept: capture.bytes().length }).toEqual({
      size: 10,
      omitted: undefined,
      kept: 10,
    });
  });

  it('keep nothing of a body that is too long, and count on', () => {
    const capture = createCaptures({ limit: 10, total: 100 }).create();
    for (let index = 0; index < 5; index++) capture.add(bytes(4));
    expect({ size: capture.size, omitted: capture.omitted, kept: capture.bytes().length }).toEqual({
      size: 20,
      omitted: 'it is longer than 10 bytes',
      kept: 0,
    });
  });

  it('share one memory, which is free again after a release or an omission', () => {
    const captures = createCaptures({ limit: 10, total: 15 });
    const [first, second, third] = [captures.create(), captures.create(), captures.create()];
    first.add(bytes(10));
    second.add(bytes(6));
    third.add(bytes(5));
    expect([first.omitted, second.omitted, third.omitted]).toEqual([
      undefined,
      'the bodies of running calls fill 15 bytes',
      undefined,
    ]);
    first.release();
    first.release();
    const fourth = captures.create();
    fourth.add(bytes(10));
    expect(fourth.omitted).toBe(undefined);
  });
});
