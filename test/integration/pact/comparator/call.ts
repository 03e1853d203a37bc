import type { Json } from '../../../../src/finding.ts';

/** Query pairs with names decoded and values as they stand in a URL. */
export type Field = readonly [name: string, value: string];

export type CallBody =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string };

/** An interaction in the form that every version of Pact can be written from. */
export type Call = {
  readonly method: string;
  /** With the base path of the server; percent-encoded. */
  readonly path: string;
  readonly query: readonly Field[];
  readonly headers: readonly Field[];
  readonly body?: CallBody;
  readonly response: CallResponse;
};

export type CallResponse = {
  readonly status: number;
  readonly headers: readonly Field[];
  readonly body?: CallBody;
};

/** What a parameter or a credential adds to a request; `path` is the text of a template's variable. */
export type Addition = {
  readonly path?: string;
  readonly query?: readonly Field[];
  readonly headers?: readonly Field[];
  readonly cookie?: string;
};

export function joinAdditions(additions: readonly Addition[]): { query: Field[]; headers: Field[] } {
  const cookies = additions.flatMap(({ cookie }) => cookie ?? []);
  return {
    query: additions.flatMap(({ query }) => query ?? []),
    headers: [
      ...additions.flatMap(({ headers }) => headers ?? []),
      ...(cookies.length > 0 ? [['Cookie', cookies.join('; ')] as const] : []),
    ],
  };
}
