import type { ClauseId, OperationKey } from '../finding.ts';

/** Which evidence exercised what. */
export type Evidence = 'mock' | 'probe' | 'traffic' | 'pact' | 'test';

export type ReportCoverage = {
  readonly operations: readonly {
    readonly operation: OperationKey;
    readonly exchanges: number;
    readonly statuses: readonly { readonly status: string; readonly exchanges: number }[];
  }[];
  readonly clauses: readonly ClauseRow[];
};

export type ClauseRow = {
  readonly id: ClauseId;
  readonly strength: 'documented' | 'assumed';
  readonly state: 'proven' | 'violated' | 'unexercised';
  readonly by: readonly Evidence[];
  /** Why it was not exercised, where the run knows. */
  readonly reason?: string;
};
