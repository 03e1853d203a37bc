import type { Matcher } from '../../exchange/matcher.ts';
import type { Json } from '../../finding.ts';

/**
 * One Pact file of any specification version (1 to 4), from any language, read into one form. Pointers lead into `text`
 * as it was read.
 */
export type PactFile = {
  /** The path or URL, as a person would write it. */
  readonly name: string;
  readonly text: string;
  readonly consumer: string;
  readonly provider: string;
  readonly specification: PactSpecification;
  /** In the order of the file. */
  readonly interactions: readonly PactInteraction[];
};

/** Pact Specification versions; 1 and 1.1 read the same. */
export type PactSpecification = 1 | 2 | 3 | 4;

export type PactInteraction = HttpInteraction | UncheckableInteraction;

/** A request that the consumer sends and the answer that it expects. */
export type HttpInteraction = DescribedInteraction & {
  readonly kind: 'http';
  readonly request: PactRequest;
  readonly response: PactResponse;
};

/** A message, or what a plugin describes: no OpenAPI document speaks of it. */
export type UncheckableInteraction = DescribedInteraction & {
  readonly kind: 'uncheckable';
  /** Half a sentence that follows "the interaction is": `an asynchronous message`. */
  readonly reason: string;
  /** Messages are no business of an HTTP API; what a plugin wrote may be, and was not looked at. */
  readonly isMessage: boolean;
};

type DescribedInteraction = {
  readonly description: string;
  /** `providerStates` (V3, V4), or the one `providerState` of V1 and V2. */
  readonly states: readonly ProviderState[];
  /** Pointer of the interaction in the file: `/interactions/0`. */
  readonly pointer: string;
  /** V4: may fail in a verification without failing it. */
  readonly pending: boolean;
};

export type ProviderState = { readonly name: string; readonly params: { readonly [name: string]: Json } };

export type PactRequest = {
  /** Upper case. */
  readonly method: string;
  /** Without query; as written, not decoded. */
  readonly path: string;
  /** Decoded names and values, in the order of the file. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: PactBody;
  readonly matchers: readonly Matcher[];
};

export type PactResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: PactBody;
  readonly matchers: readonly Matcher[];
};

/**
 * `absent`: nothing is said of the body. `empty`: there must be none (V1 to V3: `null`). `unavailable`: the body stands
 * in the file in a form that cannot be read, which is unchecked, never absent.
 */
export type PactBody =
  | { readonly kind: 'absent' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unavailable'; readonly reason: string };
