import type { Finding } from '../../src/finding.ts';
import type { Report } from '../../src/report/report.ts';

/** Why an error before the kit's own mock is no fault of the kit; undefined where nobody knows. */
export function explainFinding(finding: Finding, report: Report): string | undefined {
  const { rule, message, origin } = finding;
  if (rule === 'request-unauthenticated-accepted' && !/no credential|an empty credential/.test(message))
    return 'the mock looks whether there is a credential, and not whether it is right';
  if (rule === 'response-server-error' && hasNothingToAnswer(finding, report))
    return 'the document describes no answer that the mock can give';
  if (rule === 'response-server-error' && origin?.label?.startsWith('baseline:') === true)
    return 'the document describes server errors only, or nothing that fits its own schema';
  return undefined;
}

function hasNothingToAnswer({ operation }: Finding, report: Report): boolean {
  return report.summary.unchecked.some(
    ({ reason }) =>
      reason.includes(`${operation} `) &&
      /No response defined for the selected operation|No valid answer/.test(reason),
  );
}

/** Why the kit says of its own mock that something could not be checked. */
export function explainUnchecked(reason: string): string | undefined {
  if (/was accepted: received status 500 "(No response defined|No valid answer)/.test(reason))
    return 'the document describes no answer that the mock can give';
  if (/describes no answer of success/.test(reason))
    return 'the document describes no success for an operation';
  return undefined;
}
