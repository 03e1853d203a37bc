import type { ClauseId } from '../finding.ts';
import type { SpecPlace } from './document.ts';

/**
 * A statement of the documentation, from an `x-clause` extension. `documented`: a source states it, breaking it is an
 * error. `assumed`: our reading where the sources are silent, a warning at most.
 */
export type Clause = {
  readonly id: ClauseId;
  readonly strength: 'documented' | 'assumed';
  /** The documented sentence, for people. */
  readonly text: string;
  /** Page, table and row it stands in. */
  readonly source: string;
  /** The object that carries the `x-clause`. */
  readonly owner: SpecPlace;
  /** What inside the owner the statement is about, as a pointer relative to it; empty for the whole owner. */
  readonly on: string;
  /** `any`: the documentation says that every value of the schema is accepted, so a refusal is a fault. */
  readonly accepts?: 'any';
};
