// The package's own types do not resolve under `NodeNext`.
declare module '@pactflow/openapi-pact-comparator' {
  export type Result = {
    readonly code: string;
    readonly message: string;
    readonly type: 'error' | 'warning' | 'info';
    readonly mockDetails?: {
      readonly interactionDescription?: string | null;
      readonly location: string;
      readonly value: unknown;
    };
    readonly specDetails?: { readonly location: string; readonly value: unknown };
  };

  export class Comparator {
    /** `oas` is changed by the comparator. */
    constructor(options: { readonly oas: object });
    compare(pact: object): AsyncGenerator<Result>;
  }
}
