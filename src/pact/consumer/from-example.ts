import type { operations as BundledOperations } from '../../generated/imagesearch.ts';
import type { ResponseOf, State } from './interaction.ts';

/** An interaction that the document itself describes, by the name of one of its scenarios. */
export type FromExample<Operations> = {
  readonly kind: 'example';
  readonly operation: keyof Operations & string;
  readonly scenario: string;
  readonly overrides: ExampleOverrides<Operations[keyof Operations]>;
};

export type ExampleOverrides<Operation> = {
  /** `RunModifyPicture: modified` where nothing is said. */
  readonly description?: string;
  readonly states?: readonly State[];
  readonly response?: Partial<Pick<ResponseOf<Operation>, 'headers' | 'body'>>;
};

/**
 * The interaction of a scenario: an example name that stands under a response and under the request body or a parameter
 * of the operation. The request is sent as the example has it. Of the response, fields marked `x-outcome` (error codes)
 * are exact and everything else is matched by type.
 *
 * @example await consumer.prove(fromExample('RunModifyPicture', 'path-missing'), async ({ url, token }) => { … });
 */
export function fromExample<Operations = BundledOperations>(
  operation: NoInfer<keyof Operations & string>,
  scenario: string,
  overrides: ExampleOverrides<NoInfer<Operations[keyof Operations]>> = {},
): FromExample<Operations> {
  return { kind: 'example', operation, scenario, overrides };
}
