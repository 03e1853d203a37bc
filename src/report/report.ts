import type { Finding } from '../finding.ts';
import type { ReportCoverage } from '../validate/coverage.ts';

export type VerdictStatus = 'pass' | 'fail' | 'unchecked';

/** What every command ends with; renderers turn it into text, JSON, JUnit … and nothing else. */
export type Report = {
  readonly version: 1;
  readonly contract: { readonly title: string; readonly version: string; readonly digest: string };
  readonly verdict: { readonly status: VerdictStatus; readonly reasons: readonly string[] };
  readonly summary: {
    readonly exchanges: number;
    readonly checked: number;
    readonly errors: number;
    readonly warnings: number;
    readonly unchecked: readonly { readonly reason: string; readonly count: number }[];
  };
  readonly findings: readonly Finding[];
  readonly coverage: ReportCoverage;
};
