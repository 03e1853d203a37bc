/** More failures in a row than this lock an access key. */
const failuresAllowed = 5;

/** Milliseconds for which a locked key stays locked. */
const lockTime = 5 * 60 * 1000;

/** Remembers wrong signatures by access key: "more than five failures in a row, AK locked five minutes". */
export type AccessKeyLock = {
  isLocked(accessKeyId: string, now: Date): boolean;
  recordFailure(accessKeyId: string, now: Date): void;
  recordSuccess(accessKeyId: string): void;
  clear(): void;
};

/** In memory only: a restart of the provider unlocks every key. */
export function createAccessKeyLock(): AccessKeyLock {
  const failures = new Map<string, { count: number; last: number }>();
  return {
    isLocked(id, now) {
      const failure = failures.get(id);
      if (failure === undefined || failure.count <= failuresAllowed) return false;
      if (now.getTime() - failure.last < lockTime) return true;
      failures.delete(id);
      return false;
    },
    recordFailure(id, now) {
      failures.set(id, { count: (failures.get(id)?.count ?? 0) + 1, last: now.getTime() });
    },
    recordSuccess: (id) => void failures.delete(id),
    clear: () => failures.clear(),
  };
}
