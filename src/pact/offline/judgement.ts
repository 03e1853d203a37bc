import type { DeployQuestion } from '../deploy-answer.ts';
import type { Integration } from './find-integrations.ts';
import type { Row } from './find-rows.ts';
import type { ResolvedSelector } from './resolve-selector.ts';

/** What was looked at for an answer. */
export type Judgement = {
  readonly question: DeployQuestion;
  readonly selectors: readonly ResolvedSelector[];
  readonly ignored: readonly ResolvedSelector[];
  readonly integrations: readonly Integration[];
  /** Those that count. */
  readonly rows: readonly Row[];
  readonly ignoredRows: readonly Row[];
};

/** What the question is about, and does not exist. */
export function findMissing({ selectors }: Judgement): ResolvedSelector[] {
  return selectors.filter(({ role, fits, ignored }) => role === 'specified' && fits === 'none' && !ignored);
}

/** Providers that a consumer needs, and of which nothing at all was found. */
export function findUnmet({ integrations, rows, ignoredRows }: Judgement): Integration[] {
  return integrations.filter(
    ({ isRequired, consumer, provider }) =>
      isRequired &&
      ![...rows, ...ignoredRows].some((row) => row.consumer === consumer && row.provider === provider),
  );
}
