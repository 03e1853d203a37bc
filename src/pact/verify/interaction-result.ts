import type { Json } from '../../finding.ts';
import type { ProviderState } from '../file/pact-file.ts';

/**
 * What a verification says about one interaction of a pact, as data.
 *
 * `pass` and `fail` are Pact's answer; a failure that may be is `pending`; what could not be verified is `unchecked`.
 * `document` is the answer of the double check: the real response against the document, whatever Pact says.
 */
export type InteractionResult = {
  /** The file or URL of the pact. */
  readonly pact: string;
  readonly consumer: string;
  readonly provider: string;
  readonly description: string;
  /** In the order in which they are set up; parameters without secrets. */
  readonly states: readonly ProviderState[];
  readonly status: 'pass' | 'fail' | 'pending' | 'unchecked';
  readonly document: 'kept' | 'broken' | 'unchecked';
  /** Where the answer is not what the consumer expects; empty for a pass. */
  readonly mismatches: readonly Mismatch[];
  /** Why there is no answer to compare, for a failure without mismatches and for `unchecked`. */
  readonly reason?: string;
  /** How long the states and the call took. */
  readonly milliseconds: number;
};

/** One difference between the real response and the expected one. */
export type Mismatch = {
  readonly part: MismatchPart;
  /** A JSON pointer below the part: `/tags/0` in a body, `/content-type` in the header. */
  readonly path: string;
  /** As the pact has it. */
  readonly expected?: Json;
  /** As received, without secrets. */
  readonly actual?: Json;
  /** Pact's own sentence. */
  readonly message: string;
};

export type MismatchPart = 'status' | 'header' | 'body';
