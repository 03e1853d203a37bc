/** As openapi-typescript writes it: a list, an enum, nothing required, a range of statuses. */
type Thing = {
  readonly id: number;
  readonly kind: 'big' | 'small';
  readonly owner?: { readonly name: string };
};

export interface operations {
  readonly search: {
    readonly parameters: {
      readonly query?: { readonly limit?: number; readonly kinds?: readonly ('big' | 'small')[] };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: {
      readonly content: {
        readonly 'application/json': { readonly filters: readonly { kind: 'big' | 'small' }[] };
      };
    };
    readonly responses: {
      readonly '2XX': {
        headers: { readonly [name: string]: unknown };
        content: { readonly 'application/json': { readonly things: readonly Thing[] } };
      };
    };
  };
}
