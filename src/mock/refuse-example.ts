import type { Contract } from '../contract/contract.ts';
import { findResponse } from '../contract/decode-response.ts';
import { whyUnusable } from '../validate/usable-example.ts';
import { ownProblem, type Problem } from './problem.ts';
import type { Wish } from './wish.ts';

/** Why the example that was asked for by name is not served, although it is there: it does not keep to the document. */
export function refuseExample(
  contract: Contract,
  { operation, code, exampleKey }: Wish,
): Problem | undefined {
  if (exampleKey === undefined) return undefined;
  const meant =
    code === undefined
      ? operation.responses.filter(({ status }) => status.startsWith('2'))
      : [findResponse(operation, code)].filter((response) => response !== undefined);
  const found = meant
    .flatMap(({ content }) => content)
    .flatMap((mediaType) =>
      mediaType.examples
        .filter(({ name }) => name === exampleKey)
        .map((example) => whyUnusable(contract, mediaType, example)),
    );
  const [reason] = found;
  if (reason === undefined || found.includes(undefined)) return undefined;
  const detail = `The example ${exampleKey} of ${operation.key} ${reason}, so it is not served.`;
  return ownProblem(500, 'No valid answer', detail);
}
