import type { ObserverMaker } from './observer.ts';

/** Everything that looks at several exchanges of a run together; one file each. */
export const observers: readonly ObserverMaker[] = [];
