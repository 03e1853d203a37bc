/** The items of a source until a signal aborts; then it ends, also while the source is still waiting for input. */
export async function* abortable<Item>(
  source: AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  let stop: (end: undefined) => void = () => {};
  const abort = () => stop(undefined);
  signal.addEventListener('abort', abort, { once: true });
  try {
    while (!signal.aborted) {
      // A race with one promise that lasts as long as the run would keep every item in memory.
      const next = await new Promise<IteratorResult<Item> | undefined>((resolve, reject) => {
        stop = resolve;
        iterator.next().then(resolve, reject);
      });
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not awaited: a source that waits for input would keep the run waiting as well.
    void iterator.return?.();
  }
}
