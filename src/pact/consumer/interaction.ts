import type { Json } from '../../finding.ts';
import type { Matchable } from './matchers.ts';

/** A state that the provider must be in: its name, or a name with parameters. */
export type State = string | { readonly name: string; readonly params?: { readonly [name: string]: Json } };

/**
 * One request of the consumer and the answer that it expects, typed by an `operations` interface as `contract-kit types`
 * writes it. A union over operations and statuses: it needs no inference, so that matchers see what they stand for.
 */
export type Interaction<Operations> = {
  [Name in keyof Operations & string]: {
    /** What is asked, for people; with the states it is the identity of the interaction in the pact. */
    readonly description: string;
    /** The `operationId`. */
    readonly operation: Name;
    readonly states?: readonly State[];
    readonly request: RequestOf<Operations[Name]> | InvalidRequest;
    readonly response: ResponseOf<Operations[Name]>;
  };
}[keyof Operations & string];

/** Which credential is sent; anything but `valid` only where a documented error is expected. */
export type CredentialChoice = 'valid' | 'none' | 'invalid' | 'expired';

/** What every request may say beside its parameters and body. */
export type RequestExtras = {
  /** Header fields, those of the document and others; credentials and Content-Type are put in by the kit. */
  readonly headers?: Readonly<Record<string, Matchable<string>>>;
  /** The documented media type of the body; its first JSON one where nothing is said. */
  readonly contentType?: string;
  readonly credentials?: CredentialChoice;
  /** The key of a security scheme, where an alternative other than the first is used. */
  readonly security?: string;
};

export type RequestOf<Operation> = Section<'path', ParametersOf<Operation, 'path'>> &
  Section<'query', ParametersOf<Operation, 'query'>> &
  RequestBodyOf<Operation> &
  RequestExtras & { readonly invalid?: never };

/**
 * A request that breaks the document on purpose, to prove that the consumer handles the answer. Nothing of it is typed,
 * and it is allowed only where the expected status is a documented 4xx.
 */
export type InvalidRequest = {
  readonly invalid: RequestExtras & {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    /** Absent for a request without a body. */
    readonly body?: unknown;
    /** The exact text of the body, in place of `body`. */
    readonly text?: string;
  };
} & { readonly [Part in 'path' | 'query' | 'body' | keyof RequestExtras]?: never };

/** The expected answer: one of the documented statuses with a body of that status. */
export type ResponseOf<Operation> = {
  [Status in keyof ResponsesOf<Operation>]: {
    /** Any number where the document has a range or a `default`. */
    readonly status: Status extends number ? Status : number;
    readonly headers?: Readonly<Record<string, Matchable<string>>>;
    /** The documented media type of the body; the first JSON one of the status where nothing is said. */
    readonly contentType?: string;
    /** What the consumer relies on, no more: every member may be left out. */
    readonly body?: Matchable<Partly<ContentOf<ResponsesOf<Operation>[Status]>>>;
  };
}[keyof ResponsesOf<Operation>];

/** A value of which any member may be missing, at every depth. */
export type Partly<T> = T extends readonly (infer Item)[]
  ? readonly Partly<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]?: Partly<T[Name]> }
    : T;

type ParametersOf<Operation, In extends string> = Operation extends { readonly parameters: infer Parameters }
  ? In extends keyof Parameters
    ? NonNullable<Parameters[In]>
    : never
  : never;

/** A part of the request: forbidden where the operation has no such parameters, optional where it requires none. */
type Section<Part extends string, Parameters> = [Parameters] extends [never]
  ? { readonly [Name in Part]?: never }
  : Record<never, never> extends Parameters
    ? { readonly [Name in Part]?: MatchableMembers<Parameters> }
    : { readonly [Name in Part]: MatchableMembers<Parameters> };

type MatchableMembers<T> = { readonly [Name in keyof T]: Matchable<T[Name]> };

type RequestBodyOf<Operation> = Operation extends { readonly requestBody: infer Body }
  ? { readonly body: Matchable<ContentOf<Body>> }
  : Operation extends { readonly requestBody?: infer Body }
    ? [NonNullable<Body>] extends [never]
      ? { readonly body?: never }
      : { readonly body?: Matchable<ContentOf<NonNullable<Body>>> }
    : { readonly body?: never };

type ResponsesOf<Operation> = Operation extends { readonly responses: infer Responses } ? Responses : never;

/** The value of every documented media type. */
type ContentOf<Message> = Message extends { readonly content: infer Content }
  ? Content[keyof Content]
  : never;
