import type { Json, OperationKey } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import type { CredentialKind, Intent } from './case.ts';

/** Requests that only say something together: what the first one made, the next ones ask for. */
export type Sequence = {
  /** Readable, unique in the plan. */
  readonly id: string;
  readonly phase: 'stateful';
  readonly intent: Intent;
  readonly steps: readonly Step[];
};

/** One request of a sequence, of which some values are only known from earlier answers. */
export type Step = {
  readonly operation: OperationKey;
  readonly request: StepRequest;
  readonly bindings: readonly Binding[];
  readonly expect: StepExpectation;
};

/** Decoded values, written down for the wire when the bindings are known. */
export type StepRequest = {
  readonly parameters: readonly {
    readonly in: 'path' | 'query' | 'header' | 'cookie';
    readonly name: string;
    readonly value: Json;
  }[];
  /** The media type as the document names it; absent where there is no body. */
  readonly mediaType?: string;
  readonly body?: Json;
  readonly credentials: CredentialKind;
};

/** A value of an earlier answer that goes into this request. */
export type Binding = {
  /** The index of the earlier step. */
  readonly step: number;
  /** A place in its exchange: `/response/body/id`, `/response/header/location`, `/request/path/id`. */
  readonly from: string;
  /** A place in this request: `/path/id`, `/query/after`, `/body/owner`. */
  readonly to: string;
  /** The Link Object that says so (OpenAPI 3.1 §4.8.20); absent where it was inferred from names and paths. */
  readonly link?: SpecPlace;
};

/** What a step expects, besides a documented answer. */
export type StepExpectation =
  /** Nothing: it prepares what comes after it. Where it is refused, the sequence ends without a verdict. */
  | { readonly kind: 'prepare' }
  /** The same class of status as the step of that index, whose request it repeats. */
  | { readonly kind: 'same-as'; readonly step: number }
  /** Found, because the step of that index made it. */
  | { readonly kind: 'found'; readonly step: number }
  /** Not found, because the step of that index deleted it. */
  | { readonly kind: 'gone'; readonly step: number }
  /** Refused: it breaks the document. */
  | { readonly kind: 'refused' }
  /** The answer shows what the step of that index showed: nothing in between was accepted. */
  | { readonly kind: 'unchanged'; readonly step: number }
  /** The answer shows the values that the step of that index has sent. */
  | { readonly kind: 'shows'; readonly step: number };
