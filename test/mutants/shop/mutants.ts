import type { Mutant } from '../mutant.ts';
import { stateMutants } from './state.ts';

/** Every broken provider of the shop, by kind. */
export const mutants: Readonly<Record<string, readonly Mutant[]>> = { state: stateMutants };
