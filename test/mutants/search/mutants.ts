import type { Mutant } from '../mutant.ts';
import { mediaTypeMutants, shapeMutants, statusMutants } from './answers.ts';
import { crashMutants, flakyMutants } from './crash.ts';
import { bodyMutants, queryMutants } from './validation.ts';

/** Every broken provider of searches, by kind. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  shape: shapeMutants,
  status: statusMutants,
  'media type': mediaTypeMutants,
  validation: [...queryMutants, ...bodyMutants],
  crash: crashMutants,
  flaky: flakyMutants,
};
