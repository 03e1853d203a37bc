import type { ClauseId, Json, OperationKey, RuleId, Severity } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import type { PlanConfig, ProviderState } from './config.ts';
import type { Sequence } from './sequence.ts';

/** The phases of a run, in their order; a shorter list runs a part of the same plan. */
export const phases = ['examples', 'boundary', 'negative', 'pairs', 'fuzz', 'stateful'] as const;

export type Phase = (typeof phases)[number];

/**
 * Which credential a request carries. `valid`: what the run was given. `none`: no header, cookie or query parameter of
 * any documented scheme. `empty`: there, without a value. `invalid`: a made-up value. `altered`: the given one, changed.
 * `expired`: one that was valid once, given to the run. `other`: a valid one of somebody else, who has no right to what the
 * request asks for, given to the run. `truncated`: the first half of the given one. `extended`: the given one with more behind
 * it. `scheme`: the given one behind the word of another authentication scheme. `misplaced`: the given one in the query in
 * place of a header, or the other way round. `partial`: of several that belong together all but the last. `respelled`: the
 * valid one with its scheme word in the other case (RFC 9110 §11.1).
 */
export type CredentialKind =
  | 'valid'
  | 'respelled'
  | 'none'
  | 'empty'
  | 'invalid'
  | 'altered'
  | 'truncated'
  | 'extended'
  | 'scheme'
  | 'misplaced'
  | 'partial'
  | 'expired'
  | 'other';

/** A request as data: everything that goes on the wire but the credential, which is put in when it is sent. */
export type CaseRequest = {
  readonly method: string;
  /** Origin-form: path and query, percent-encoded. */
  readonly url: string;
  /** Field lines in their order, names in the case that is sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Another spelling of all field names, also of those that carry the credential (RFC 9110 §5.1). */
  readonly fieldNames?: 'lower' | 'upper';
  readonly body?: CaseBody;
  readonly credentials: CredentialKind;
};

/** `base64` where the bytes are no UTF-8 text. */
export type CaseBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly base64: string };

/** What a case looks at: the statement of the document and how the request touches it. */
export type Intent = {
  /** The statement. */
  readonly place: SpecPlace;
  /** The keyword or the word of the specification: `maxLength`, `required`, `security`, `content`, `example`. */
  readonly keyword: string;
  readonly clause?: ClauseId;
  /** Where the request was touched: `/body/path`; absent or empty for the request as a whole. */
  readonly pointer?: string;
  /** Of a valid value: whether it is the limit that a keyword sets or the next one on the allowed side. */
  readonly relation?: 'inside' | 'on';
  /** Half a sentence for people: `body /path: one character more than maxLength 10`. */
  readonly description: string;
};

/** Why a negative request is invalid: what the engine said of its wire form. */
export type Proof = {
  readonly rule: RuleId;
  readonly keyword: string;
  readonly place: SpecPlace;
  readonly pointer: string;
  /** The severity of accepting it: a statement that is only assumed gives a warning. */
  readonly severity: Severity;
  readonly clause?: ClauseId;
  readonly before?: Json;
  readonly after?: Json;
};

/** What the document lets us expect of the answer, besides that it is a documented answer. */
export type Expectation =
  /** Valid: a refusal is a fault, because the same request in another spelling, or any value, is documented to be accepted. */
  | {
      readonly kind: 'accepted';
      readonly severity: Severity;
      /** `recorded`: somebody relies on it. */
      readonly because: 'same-request' | 'any-value' | 'recorded';
    }
  /** Valid by its schema: a documented refusal may have its reason in the data, and is no fault. */
  | { readonly kind: 'accepted-or-refused' }
  /** Odd, and neither forbidden nor promised: any documented answer is right. */
  | { readonly kind: 'answered' }
  /** Proven invalid: any documented refusal is right. */
  | { readonly kind: 'refused' }
  /** Without a usable credential: any documented refusal is right. */
  | { readonly kind: 'unauthenticated' }
  /** A scenario of the document: this status, and these fields that identify the outcome. */
  | {
      readonly kind: 'scenario';
      readonly scenario: string;
      readonly status: OutcomeStatement<string>;
      readonly fields: readonly (OutcomeStatement<Json> & { readonly pointer: string })[];
      /** Statements that the outcome proves where it comes true: request examples, values that need not be the same. */
      readonly proves: readonly {
        readonly place: SpecPlace;
        /** Only where the answer has this value there. */
        readonly when?: { readonly pointer: string; readonly value: Json };
      }[];
    }
  /** The same idempotent request again: the class of the status stays the same (RFC 9110 §9.2.2). */
  | { readonly kind: 'repeated' };

/** One comparable part of a documented outcome. */
export type OutcomeStatement<T> = {
  readonly value: T;
  readonly place: SpecPlace;
  readonly severity: Severity;
  readonly clause?: ClauseId;
};

/** One request of a run, planned before anything is sent. */
export type Case = {
  /** Readable, unique in the plan, the same for the same document, configuration and seed. */
  readonly id: string;
  readonly phase: Phase;
  readonly operation: OperationKey;
  readonly intent: Intent;
  readonly request: CaseRequest;
  readonly expect: Expectation;
  readonly proof?: Proof;
  /** What has to be set up in the service before it is sent. */
  readonly states?: readonly ProviderState[];
};

/** Something that the plan does not contain, and why; equal reasons are counted together. */
export type Omission = { readonly reason: string; readonly count: number };

/** All cases of one operation. */
export type OperationPlan = {
  readonly operation: OperationKey;
  /** Candidates for the valid request, the best first. The other cases are variations of the one in `basis`. */
  readonly baselines: readonly Case[];
  /** The index in `baselines` that `cases` vary. */
  readonly basis: number;
  readonly cases: readonly Case[];
  /** Cases that were made and not kept: unprovable, not expressible on the wire, over the limit. */
  readonly dropped: readonly Omission[];
  /** Statements that no case of this plan looks at. */
  readonly unexercised: readonly Unexercised[];
  /** Why nothing is sent: a method that may destroy data, a request that cannot be made. */
  readonly skipped?: { readonly reason: string; readonly intended: boolean };
};

export type Unexercised = { readonly place: SpecPlace; readonly reason: string };

/** What a run will send, in order. A pure function of contract, configuration and seed. */
export type Plan = {
  readonly config: PlanConfig;
  readonly phases: readonly Phase[];
  readonly operations: readonly OperationPlan[];
  /** The cases of the phase `stateful`, sent after all others. */
  readonly sequences: readonly Sequence[];
};
