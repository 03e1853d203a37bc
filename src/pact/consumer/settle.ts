/** How a call ended. */
export type Outcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'late' };

/** Waits for a call, for so many milliseconds at most. Never throws. */
export async function settle<Result>(
  call: () => Promise<Result> | Result,
  timeout: number,
): Promise<Outcome<Result>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<Result>>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), timeout);
  });
  try {
    return await Promise.race([outcomeOf(call), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function outcomeOf<Result>(call: () => Promise<Result> | Result): Promise<Outcome<Result>> {
  try {
    return { kind: 'done', result: await call() };
  } catch (error) {
    return { kind: 'failed', error };
  }
}
