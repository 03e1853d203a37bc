import type { Contract, RouteMatch } from '../contract/contract.ts';
import type { DecodedRequest, DecodedResponse } from '../contract/decoded.ts';
import type { Exchange, Stance } from '../exchange/exchange.ts';
import type { Json, RuleId, Severity } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';

/** What a rule sees of one exchange. Pure data; decoded once, shared by all rules. */
export type RuleContext = {
  readonly contract: Contract;
  readonly exchange: Exchange;
  readonly route: RouteMatch;
  /** Absent where no operation matched. */
  readonly request: DecodedRequest | undefined;
  /** Absent where no operation matched or there was no answer. */
  readonly response: DecodedResponse | undefined;
  /** Names of headers and keys that carry secrets, on top of the known ones; see `redactor-of.ts`. */
  readonly secrets?: readonly string[] | undefined;
};

/** A broken statement, before severity, clause, line and fingerprint are known. */
export type Fault = {
  readonly kind: 'fault';
  /** One sentence without a full stop: what was received, what is documented. */
  readonly message: string;
  /** Pointer into that side of the exchange: `/status`, `/header/content-type`, `/path/id`, `/query/q`, `/body/tags`. */
  readonly pointer: string;
  /** The statement in the document. */
  readonly place: SpecPlace;
  /** Where it is another one than that of the rule. */
  readonly severity?: Severity;
  readonly expected?: Json;
  readonly actual?: Json;
  readonly hint?: string;
};

/** Something that the rule could not look at. */
export type NotChecked = {
  readonly kind: 'unchecked';
  readonly reason: string;
  readonly pointer: string;
  readonly place?: SpecPlace;
};

export type Draft = Fault | NotChecked;

/** Nothing to say: what a rule returns for most exchanges, always the same list. */
export const none: readonly Draft[] = Object.freeze([]);

/** One fault of one side of an exchange. */
export type Rule = {
  readonly id: RuleId;
  readonly side: 'request' | 'response';
  readonly severity: Severity;
  /** The severity in a consumer's expectation, where that is another one. */
  readonly expectedSeverity?: Severity;
  /** What a provider or client must do, in one sentence; `explain` prints it. */
  readonly title: string;
  /** The stances it serves; both where nothing is said. */
  readonly stances?: readonly Stance[];
  /** Runs only where none of these had anything to say about the same exchange. */
  readonly requires?: readonly RuleId[];
  check(context: RuleContext): Iterable<Draft>;
};
