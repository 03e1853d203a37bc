import { describe, expect, it } from 'vitest';
import { abortable } from '../../../src/cli/abortable.ts';

async function* counting(): AsyncGenerator<number> {
  yield 1;
  yield 2;
}

describe('abortable', () => {
  it('gives what the source gives', async () => {
    expect(await Array.fromAsync(abortable(counting(), new AbortController().signal))).toEqual([1, 2]);
  });

  it('ends while the source waits', async () => {
    const abort = new AbortController();
    const waiting = async function* () {
      yield 1;
      abort.abort();
      await new Promise(() => {});
    };
    expect(await Array.fromAsync(abortable(waiting(), abort.signal))).toEqual([1]);
  });

  it('gives nothing after an abort', async () => {
    expect(await Array.fromAsync(abortable(counting(), AbortSignal.abort()))).toEqual([]);
  });

  it('passes on what the source throws', async () => {
    const failing = async function* () {
      yield 1;
      throw new Error('torn');
    };
    await expect(Array.fromAsync(abortable(failing(), new AbortController().signal))).rejects.toThrow('torn');
  });
});
