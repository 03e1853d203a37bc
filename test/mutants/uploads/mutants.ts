import type { Mutant } from '../mutant.ts';
import { headerMutants, mediaTypeMutants, shapeMutants, statusMutants } from './answers.ts';
import { authMutants, crashMutants, stateMutants, validationMutants } from './requests.ts';
import { flakyMutants, transportMutants } from './transport.ts';

/** Every broken provider of uploads, by kind. */
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
