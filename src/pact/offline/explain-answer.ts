import { describeMissing, describeSelector } from './describe-selector.ts';
import type { Row } from './find-rows.ts';
import { findMissing, findUnmet, type Judgement } from './judgement.ts';
import { isNameOnly, type ResolvedSelector } from './resolve-selector.ts';

/** The sentences that a Pact Broker gives with its answer, in its order (`DeploymentStatusSummary#reasons`, `ReasonDecorator`). */
export function explainAnswer(judgement: Judgement): string[] {
  const errors = listErrors(judgement);
  return [...listWarnings(judgement), ...(errors.length > 0 ? errors : listSuccesses(judgement))];
}

function listErrors(judgement: Judgement): string[] {
  const missing = findMissing(judgement).map(describeMissing);
  if (missing.length > 0) return missing;
  const between = (consumer: ResolvedSelector, provider: ResolvedSelector) =>
    `between ${describeSelector(consumer)} and ${describeSelector(provider)}`;
  const ofRow = (row: Row) =>
    between(
      findSelector(judgement, row.consumer, row.consumerVersion),
      findSelector(judgement, row.provider, row.providerVersion),
    );
  return [
    ...findUnmet(judgement).map(
      ({ consumer, provider }) =>
        `There is no verified pact ${between(findSelector(judgement, consumer), findSelector(judgement, provider))}`,
    ),
    ...judgement.rows
      .filter(({ success }) => success === false)
      .map((row) => `The verification for the pact ${ofRow(row)} failed`),
    ...judgement.rows
      .filter(({ success }) => success === undefined)
      .map((row) => `There is no verified pact ${ofRow(row)}`),
  ];
}

function listWarnings({ question, selectors, ignored }: Judgement): string[] {
  const specified = selectors.filter(({ role }) => role === 'specified');
  const specific = specified.filter(({ asked }) => !isNameOnly(asked));
  return [
    ...ignored
      .filter(({ fits }) => fits === 'none')
      .map((one) => `WARN: Cannot ignore ${describeSelector(one)}`),
    ...(specified.length === 1 && question.to === undefined
      ? [
          'WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.',
        ]
      : []),
    ...(specific.length > 0 && specified.every(({ asked }) => asked.version === undefined)
      ? [
          'WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish to deploy to avoid race conditions. Without a version number, this result will not be reliable.',
        ]
      : []),
  ];
}

function listSuccesses(judgement: Judgement): string[] {
  const { rows } = judgement;
  if (!rows.every(({ success }) => success === true) || findUnmet(judgement).length > 0) return [];
  return [
    rows.length > 0
      ? 'All required verification results are published and successful'
      : 'There are no missing dependencies',
  ];
}

/**
 * The selector that led to a version. Where several could have, and none is its own, the broker takes what the rows and the
 * integrations say, in this order.
 */
function findSelector(judgement: Judgement, pacticipant: string, version?: string): ResolvedSelector {
  const found = judgement.selectors.filter((selector) => selector.pacticipant === pacticipant);
  const exact =
    found.length === 1 ? found[0] : found.find((one) => version !== undefined && one.version === version);
  if (exact) return exact;
  const standIn = { pacticipant, asked: { pacticipant }, role: 'inferred' as const, ignored: false };
  for (const { consumer, consumerVersion, provider, providerVersion } of judgement.rows) {
    if (consumer === pacticipant) return { ...standIn, fits: 'one', version: consumerVersion };
    if (provider === pacticipant && providerVersion !== undefined)
      return { ...standIn, fits: 'one', version: providerVersion };
    if (provider === pacticipant) break;
  }
  return { ...standIn, fits: 'any' };
}
