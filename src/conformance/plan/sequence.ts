import type { Json, OperationKey } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import type { CaseRequest, Expectation, Intent, Proof } from './case.ts';

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
  /** What it does, in a few words: `create`, `read`, `replace with other values`. */
  readonly name: string;
  readonly operation: OperationKey;
  /** With the values that stand where nothing is bound. */
  readonly request: CaseRequest;
  readonly bindings: readonly Binding[];
  readonly expect: StepExpectation;
  /** What the step by itself expects where it is broken on purpose, and the proof that it is. */
  readonly broken?: { readonly expect: Expectation; readonly proof?: Proof };
};

/** A value of an earlier exchange that goes into this request. */
export type Binding = {
  /** The index of the earlier step. */
  readonly step: number;
  /** A place in this request: `/path/id`, `/query/after`, `/body/owner`. */
  readonly to: string;
  /** The Link Object that says so (OpenAPI 3.1 §4.8.20); absent where it was inferred from names and paths. */
  readonly link?: SpecPlace;
} & (
  | {
      /** A place in its exchange: `/response/body/id`, `/response/header/location`, `/request/path/id`. */
      readonly from: string;
    }
  | {
      /** The value of a link, whose texts can be runtime expressions on that exchange. */
      readonly value: Json;
    }
);

/** What a step expects, besides a documented answer. `sure` tells whether its connection is more than equal names. */
export type StepExpectation =
  /** Nothing: it prepares what comes after it. Where it is refused, the sequence ends without a verdict. */
  | { readonly kind: 'prepare' }
  /** As the step of that index, whose request it repeats: accepted. */
  | { readonly kind: 'same-as'; readonly step: number }
  /** Found, because the step of that index made or showed it. */
  | { readonly kind: 'found'; readonly step: number; readonly sure: boolean }
  /** Found, and with the values that the step of that index has sent. */
  | { readonly kind: 'shows'; readonly step: number; readonly sure: boolean }
  /** Not found, because the step of that index deleted it. */
  | { readonly kind: 'gone'; readonly step: number; readonly sure: boolean }
  /** Deleted a second time: accepted once more, or not found. */
  | { readonly kind: 'deleted-again'; readonly step: number }
  /** Refused: it breaks the document, or has no usable credential. */
  | { readonly kind: 'refused' }
  /** As the latest read before the step of that index, which was refused; two reads before show what changes by itself. */
  | { readonly kind: 'unchanged'; readonly step: number; readonly sure: boolean }
  /** A list with everything that the steps of these indices made. `from` is the place of the id in their exchanges. */
  | {
      readonly kind: 'lists';
      readonly steps: readonly number[];
      readonly from: string;
      /** The place of the id in the first item of the list. */
      readonly item: string;
    };
