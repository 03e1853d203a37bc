import type { Finding } from '../../src/finding.ts';
import type { Report } from '../../src/report/report.ts';

/** What comes of it that the mock answers each request by itself. */
const ofState: ReadonlySet<string> = new Set([
  'resource-created-missing',
  'resource-deleted-found',
  'resource-value-different',
]);

/** Why an error before the kit's own mock is no fault of the kit; undefined where nobody knows. */
export function explainFinding(finding: Finding, report: Report): string | undefined {
  const { rule, message, operation } = finding;
  if (ofState.has(rule)) return 'the mock keeps no state';
  if (rule === 'request-unauthenticated-accepted' && !/no credential|an empty credential/.test(message))
    return 'the mock looks whether there is a credential, and not whether it is right';
  if (rule === 'response-server-error' && hasNothingToAnswer(finding, report))
    return 'the document describes no answer that the mock can give';
  if (describes(report, operation ?? '').every((status) => !isSuccess(status)))
    return 'the document describes no success for an operation';
  return undefined;
}

function hasNothingToAnswer({ operation }: Finding, report: Report): boolean {
  return [...report.summary.unchecked, ...(report.summary.notes ?? [])].some(
    ({ reason }) =>
      reason.includes(`${operation} `) &&
      /No response defined for the selected operation|No valid answer/.test(reason),
  );
}

/** Why the kit says of its own mock that something could not be checked. */
export function explainUnchecked(reason: string, report: Report): string | undefined {
  if (/"(No response defined for the selected operation|No valid answer)"/.test(reason))
    return 'the document describes no answer that the mock can give';
  if (/a body of media type \S*xml is not read/.test(reason)) return 'bodies in XML are not read';
  if (/^the format ".*" is unknown/.test(reason)) return 'the document uses a format that nobody has defined';
  if (/cannot be tested: no valid/.test(reason)) return 'no value was found that the schema takes';
  const operation = /(?:no valid request of )?([A-Z]+ \/\S*) was (?:accepted|answered)/.exec(reason)?.[1];
  if (operation !== undefined && describes(report, operation).every((status) => !isSuccess(status)))
    return 'the document describes no success for an operation';
  return undefined;
}

function describes({ reach = [] }: Report, operation: string): readonly string[] {
  return reach.filter((row) => row.operation === operation).map(({ status }) => status);
}

function isSuccess(status: string): boolean {
  return status.startsWith('2') || status === 'default';
}
