import { describe, expect, it } from 'vitest';
import {
  addChunk,
  bytesOf,
  type Capture,
  createCapture,
  releaseCapture,
} from '../../../src/proxy/capture.ts';

const add = (capture: Capture, ...lengths: readonly number[]) => {
  for (const length of lengths) addChunk(capture, new Uint8Array(length).fill(7));
  return capture;
};
const look = (capture: Capture) => ({
  size: capture.size,
  omitted: capture.omitted,
  kept: bytesOf(capture).length,
});

describe('captures', () => {
  it('keep what fits', () => {
    const capture = add(createCapture({ limit: 10, total: 100, used: 0 }), 4, 6);
    expect(look(capture)).toEqual({ size: 10, omitted: undefined, kept: 10 });
  });

  it('keep nothing of a body that is too long, and count on', () => {
    const memory = { limit: 10, total: 100, used: 0 };
    const capture = add(createCapture(memory), 4, 4, 4, 4, 4);
    expect(look(capture)).toEqual({ size: 20, omitted: 'it is longer than 10 bytes', kept: 0 });
    expect(memory.used).toBe(0);
  });

  it('share one memory, which is free again after a release or an omission', () => {
    const memory = { limit: 10, total: 15, used: 0 };
    const first = add(createCapture(memory), 10);
    expect(add(createCapture(memory), 6).omitted).toBe('the bodies of running calls fill 15 bytes');
    expect(add(createCapture(memory), 5).omitted).toBe(undefined);
    releaseCapture(first);
    releaseCapture(first);
    expect(memory.used).toBe(5);
    expect(look(add(createCapture(memory), 10))).toEqual({ size: 10, omitted: undefined, kept: 10 });
  });

  it('only count where nobody looks', () => {
    expect(look(add(createCapture(undefined), 4, 4))).toEqual({
      size: 8,
      omitted: 'nobody looks at it',
      kept: 0,
    });
  });
});
