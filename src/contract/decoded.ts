import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import type { MediaType, Operation, Parameter, Response } from './contract.ts';

/**
 * A request as its operation reads it. What a value means on the wire can be ambiguous (`12` is a number or a string):
 * `candidates` lists every reading that the schema's types allow, and the value is right when one of them is.
 */
export type DecodedRequest = {
  readonly operation: Operation;
  /** One for each documented parameter, in their order. */
  readonly parameters: readonly DecodedParameter[];
  /** Query parameters that no documented parameter takes. */
  readonly unknownQuery: readonly string[];
  /** The documented media type that the Content-Type header selects (RFC 9110 §8.3). */
  readonly mediaType: MediaType | undefined;
  /** The Content-Type as sent. */
  readonly contentType: string | undefined;
  readonly body: DecodedBody;
};

export type DecodedParameter = {
  readonly parameter: Parameter;
  readonly raw: string | undefined;
} & DecodedValue;

export type DecodedValue =
  | { readonly state: 'absent' }
  /** No candidates at all: it is there, empty, and accepted whatever the schema says (`allowEmptyValue`, §4.8.12). */
  | { readonly state: 'present'; readonly candidates: readonly Json[] }
  /** It is there and breaks the syntax of its style or of percent-encoding. */
  | { readonly state: 'unreadable'; readonly reason: string }
  /** It is there and this kit cannot read it: not a fault, and not a pass. */
  | { readonly state: 'unchecked'; readonly reason: string };

export type DecodedBody = DecodedValue;

/** A response as its operation reads it. */
export type DecodedResponse = {
  readonly status: number;
  /** The Response Object that documents the status: the exact code, else its range, else `default`. */
  readonly definition: Response | undefined;
  /** Declared headers of that definition. */
  readonly headers: readonly DecodedParameter[];
  readonly mediaType: MediaType | undefined;
  readonly contentType: string | undefined;
  readonly body: DecodedBody;
  /** Where the document talks about this status, or about the responses as a whole. */
  readonly at: SpecPlace;
};
