import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json, Severity } from '../../finding.ts';
import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { findClause } from '../../spec/read-clauses.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { Expectation, Phase } from './case.ts';
import type { PlanConfig, ProviderState } from './config.ts';

/** What the phases plan with. `base` is the valid request that everything else is a variation of. */
export type PhaseContext = {
  readonly contract: Contract;
  readonly config: PlanConfig;
  readonly operation: Operation;
  readonly base: RequestDraft;
  /** Values of the valid request that the service is known to have, by their place in a request such as `/path/id`. */
  readonly given?: ReadonlyMap<string, Json>;
};

/** A case before it is written down, proven and numbered. */
export type CaseDraft = {
  readonly phase: Phase;
  readonly place: SpecPlace;
  readonly keyword: string;
  /** The statement that is looked at, where it is not simply the one at `place`. */
  readonly clause?: string;
  /** Tells the cases of one keyword at one pointer apart. */
  readonly name: string;
  /** Where the request was touched: `/body/path`, `/header/content-type`; empty for the request as a whole. */
  readonly pointer: string;
  readonly draft: RequestDraft;
  readonly before?: Json;
  readonly after?: Json;
  /** Of a valid value: where it lies to the limit that the keyword sets. */
  readonly relation?: 'inside' | 'on';
  readonly claim: Claim;
  /** What has to be set up in the service before it is sent. */
  readonly states?: readonly ProviderState[];
};

/** What the maker of a case says about it, which has to be proven on the wire form before it is sent. */
export type Claim =
  | {
      readonly kind: 'valid';
      readonly expect: Expectation;
      /** A value that many schemas forbid: it is left out where this one does, and not counted. */
      readonly tentative?: boolean;
    }
  /** `severity` where accepting it is no error for sure. */
  | { readonly kind: 'invalid'; readonly severity?: Severity }
  /** Odd: valid, or invalid in a way that a correct server may overlook. Nothing to prove, and no crash to be seen. */
  | { readonly kind: 'odd' }
  | { readonly kind: 'unauthenticated'; readonly severity?: Severity }
  /** Made at random: the engine says whether it is valid, and what follows from that. */
  | { readonly kind: 'open' }
  /** A scenario says what comes of it, valid or not. */
  | { readonly kind: 'documented'; readonly expect: Expectation };

/**
 * The statement about exactly this place; of several the weakest, so that nobody is accused of breaking an assumed one
 * because a documented one stands beside it.
 */
export function findWeakest(contract: Contract, place: SpecPlace): Clause | undefined {
  const clauses = contract.clauses.filter(
    ({ owner, on }) => owner.uri === place.uri && owner.pointer + on === place.pointer,
  );
  return clauses.find(({ strength }) => strength === 'assumed') ?? clauses[0];
}

/** How bad it is to break the statement at a place: an assumed one is a warning at most. */
export function severityAt(contract: Contract, place: SpecPlace, otherwise: Severity = 'error'): Severity {
  const clause = findClause(contract.clauses, place);
  if (!clause) return otherwise;
  return clause.strength === 'assumed' ? 'warning' : 'error';
}
