import type { Mutant } from '../mutant.ts';
import { authMutants } from './auth.ts';
import { crashMutants } from './crash.ts';
import { flakyMutants } from './flaky.ts';
import { fuzzMutants } from './fuzz.ts';
import { mediaTypeMutants } from './media-type.ts';
import { shapeMutants } from './shape.ts';
import { statusMutants } from './status.ts';
import { transportMutants } from './transport.ts';
import { validationMutants } from './validation.ts';

/** Every broken provider, by kind. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  shape: shapeMutants,
  status: statusMutants,
  'media type': mediaTypeMutants,
  auth: authMutants,
  validation: validationMutants,
  crash: crashMutants,
  'special input': fuzzMutants,
  transport: transportMutants,
  flaky: flakyMutants,
};
