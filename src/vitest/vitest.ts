/** Matchers for Vitest, and for every `expect` that has `extend`. */
import type {} from 'vitest';
import type { ContractMatchers } from './matchers.ts';

export { installMatchers } from './install.ts';
export { type ContractMatchers, createMatchers, type Matchers } from './matchers.ts';
export type { SatisfyOptions } from './satisfy-contract.ts';

declare module 'vitest' {
  // The parameters of an interface that is declared again must be the same.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends ContractMatchers<R> {}
}
