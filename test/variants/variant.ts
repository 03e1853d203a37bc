import type { RuleId } from '../../src/finding.ts';
import type { Answer, RawExchange } from '../mutants/mutant.ts';

/** A correct provider that takes an open choice in another way than the reference provider. */
export type Variant = {
  readonly name: string;
  /** Rules that may warn, because the choice is another one than the document assumes. Never an error. */
  readonly warns: readonly RuleId[];
} & (
  | { readonly answer: (real: Answer) => Answer }
  | { readonly respond: (exchange: RawExchange) => unknown }
);
