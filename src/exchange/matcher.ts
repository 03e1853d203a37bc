import type { Json } from '../finding.ts';

/** What of a message a matcher is about. */
export type MatcherPart = 'method' | 'path' | 'query' | 'header' | 'body' | 'status';

/** The matching rules of one place in a message (Pact Specification, "Matchers"; V2 is read into the form of V3). */
export type Matcher = {
  readonly part: MatcherPart;
  /** Below the part: the name of a parameter or header (lower case) first, then the steps of the path expression. */
  readonly path: readonly MatcherStep[];
  readonly combine: 'AND' | 'OR';
  readonly rules: readonly MatcherRule[];
  /** Pointer of the rules in the file. */
  readonly pointer: string;
};

/** A key, an index, or every child (`[*]`, `.*`). */
export type MatcherStep = string | number | { readonly every: true };

/** One rule as it stands in the file: `{ match: 'regex', regex: '…' }`, `{ match: 'type', min: 1 }`. */
export type MatcherRule = { readonly match: string } & { readonly [name: string]: Json };
