import type { RequestExtras, State } from './interaction.ts';

/** An interaction as its author wrote it, without the types of a document. */
export type Literal = {
  readonly description: string;
  readonly operation: string;
  readonly states?: readonly State[];
  readonly request: LiteralRequest | { readonly invalid: LiteralRequest };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly contentType?: string;
    readonly body?: unknown;
  };
};

export type LiteralRequest = Omit<RequestExtras, 'headers'> & {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly text?: string;
};
