import { compileContract } from '../contract/compile.ts';
import type { Contract } from '../contract/contract.ts';
import { bundledSpec } from '../spec/bundled.ts';
import { loadSpec } from '../spec/load.ts';
import { createMatchers, type Matchers } from './matchers.ts';

/** Whatever has `extend`: `expect` of Vitest, of Jest, and of the package `expect`. */
type Extendable = { extend(matchers: Matchers): unknown };

/**
 * Adds the matchers to an `expect`, for the bundled document where nothing is said. Gives the contract.
 *
 * Throws KitError `input-unreadable`, `spec-unreadable`, `spec-unsupported`, `reference-unresolvable`.
 *
 * @example const contract = await installMatchers(expect, { spec: 'openapi.yaml' });
 */
export async function installMatchers(
  expect: Extendable,
  options: { readonly contract: Contract } | { readonly spec?: string; readonly cwd?: string } = {},
): Promise<Contract> {
  const contract =
    'contract' in options
      ? options.contract
      : compileContract(await loadSpec(options.spec ?? bundledSpec, { cwd: options.cwd ?? process.cwd() }));
  expect.extend(createMatchers(contract));
  return contract;
}
