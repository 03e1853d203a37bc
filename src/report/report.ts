import type { Finding, Verdict } from '../finding.ts';
import type { ReportCoverage } from '../validate/coverage.ts';

/** What every command ends with; renderers turn it into text, JSON, JUnit … and nothing else. */
export type Report = {
  readonly version: 1;
  readonly contract: { readonly title: string; readonly version: string; readonly digest: string };
  readonly verdict: Verdict;
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
