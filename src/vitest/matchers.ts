import type { Contract } from '../contract/contract.ts';
import type { operations as BundledOperations } from '../generated/imagesearch.ts';
import { matchOperation } from './match-operation.ts';
import { type SatisfyOptions, satisfyContract } from './satisfy-contract.ts';
import type { MatcherResult } from './verdict.ts';

/** The part of the state of `expect` that the matchers look at; Vitest and Jest have it alike. */
export type MatcherContext = { readonly isNot?: boolean };

/** What `expect.extend` takes. */
export type Matchers = {
  toSatisfyContract(
    this: MatcherContext,
    received: unknown,
    options?: SatisfyOptions,
  ): MatcherResult | Promise<MatcherResult>;
  toMatchOperation(this: MatcherContext, received: unknown, name: string, status?: number): MatcherResult;
};

/**
 * The matchers of a contract, for `expect.extend` of Vitest, Jest and the `expect` package. Validators are compiled on
 * first use and kept.
 *
 * @example expect.extend(createMatchers(contract));
 */
export function createMatchers(contract: Contract): Matchers {
  return {
    toSatisfyContract(received, options = {}) {
      return satisfyContract(contract, received, { ...options, isNot: this.isNot === true });
    },
    toMatchOperation(received, name, status) {
      return matchOperation(contract, received, { name, status, isNot: this.isNot === true });
    },
  };
}

/** A name of a typed operation, or any other one: an operation of another document, or a key `PUT /image`. */
type Named<Known> = (keyof Known & string) | (string & {});

/** The documented statuses of a typed operation; every number for another one, or where there is a `default`. */
type StatusOf<Known, Name> = Name extends keyof Known
  ? Known[Name] extends { readonly responses: infer Responses }
    ? 'default' extends keyof Responses
      ? number
      : keyof Responses & number
    : number
  : number;

/**
 * The matchers as `expect(…)` offers them, for the declaration of an `expect` other than Vitest's. `Known` has the typed
 * operations: those of the bundled document, or the `operations` that `contract-kit types` writes.
 */
export type ContractMatchers<Result = void, Known extends object = BundledOperations> = {
  /**
   * Holds when the response (or exchange) breaks nothing that the document says. Await it: a body may have to be read.
   *
   * @example await expect(await fetch(url)).toSatisfyContract({ method: 'GET' });
   */
  toSatisfyContract(options?: SatisfyOptions): Result | Promise<Result>;
  /**
   * Holds when the parsed body fits the response of an operation; without a status, its request.
   *
   * @example expect(body).toMatchOperation('RunModifyPicture', 400);
   */
  toMatchOperation<Name extends Named<Known>>(name: Name, status?: StatusOf<Known, Name>): Result;
};
