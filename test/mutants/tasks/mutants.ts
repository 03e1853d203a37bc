import type { Mutant } from '../mutant.ts';
import { headerMutants, mediaTypeMutants, shapeMutants, statusMutants } from './answers.ts';
import { authMutants } from './auth.ts';
import { crashMutants, flakyMutants } from './crash.ts';
import { stateMutants } from './state.ts';
import { transportMutants } from './transport.ts';
import { validationMutants } from './validation.ts';

/** Every broken provider of tasks, by kind. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = {
  shape: shapeMutants,
  status: statusMutants,
  header: headerMutants,
  'media type': mediaTypeMutants,
  auth: authMutants,
  state: stateMutants,
  validation: validationMutants,
  crash: crashMutants,
  flaky: flakyMutants,
  transport: transportMutants,
};
