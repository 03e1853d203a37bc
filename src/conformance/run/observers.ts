import type { ObserverMaker } from './observer.ts';
import { observeErrorShapes } from './observers/error-shape.ts';
import { observeLimits } from './observers/limit-refused.ts';
import { observeRepetitions } from './observers/repeated-shape.ts';
import { observeResponseTimes } from './observers/response-time.ts';

/** Everything that looks at several exchanges of a run together; one file each. */
export const observers: readonly ObserverMaker[] = [
  observeErrorShapes,
  observeLimits,
  observeRepetitions,
  observeResponseTimes,
];
