import type { Operation } from '../../contract/contract.ts';
import type { ProviderState } from '../file/pact-file.ts';
import type { IntegrationMatcher } from './matchers.ts';

/** Text, or a matcher whose example is text. */
export type DraftText = string | IntegrationMatcher;

/** An interaction put on the wire: everything that its author left to the document is filled in. */
export type Draft = {
  readonly description: string;
  readonly states: readonly ProviderState[];
  readonly operation: Operation;
  /** The request breaks the document on purpose. */
  readonly isInvalid: boolean;
  /** No credential is sent, or one that the provider refuses. */
  readonly isWrongCredential: boolean;
  /** Path of the server that stands before every path template. */
  readonly basePath: string;
  /** The credential texts that the kit put in, by header or parameter name. */
  readonly credentials: ReadonlyMap<string, string>;
  /** The credential itself, without a word such as `Bearer`; the empty text where none is sent. */
  readonly token: string;
  readonly request: {
    readonly method: string;
    readonly path: DraftText;
    readonly query: Readonly<Record<string, readonly DraftText[]>>;
    readonly headers: Readonly<Record<string, DraftText>>;
    readonly body?: DraftBody;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, DraftText>>;
    readonly body?: DraftBody;
  };
};

export type DraftBody =
  /** With matchers at any depth. */
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string };
