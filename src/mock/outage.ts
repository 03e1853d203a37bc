import type { Contract, Operation } from '../contract/contract.ts';
import { pick } from '../validate/random.ts';
import { usableExamples } from '../validate/usable-example.ts';
import type { Wish } from './wish.ts';

/** The errors with which a gateway or a server says that it cannot answer at the moment; clients may try again. */
const isOutage = /^(?:429|5\d\d)$/;

/** Whether the document has such errors for an operation at all. */
export function canFail({ responses }: Operation): boolean {
  return responses.some(({ status }) => isOutage.test(status));
}

/**
 * Lets a share of the requests fail with one of the documented errors of their operation. The first number of `random`
 * says whether, the others which: the same seed and the same requests give the same failures.
 */
export function findOutage(
  contract: Contract,
  operation: Operation,
  { rate, random }: { readonly rate: number; readonly random: () => number },
): Wish | undefined {
  if (rate <= 0 || random() >= rate) return undefined;
  const response = pick(
    operation.responses.filter(({ status }) => isOutage.test(status)),
    random,
  );
  if (!response) return undefined;
  const names = response.content
    .flatMap((mediaType) => usableExamples(contract, mediaType))
    .map(({ name }) => name)
    .filter((name) => name !== '');
  const exampleKey = pick(names, random);
  return {
    operation,
    code: Number(response.status),
    violations: [],
    ...(exampleKey !== undefined && { exampleKey }),
  };
}
