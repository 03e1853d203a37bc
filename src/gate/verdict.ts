import type { Finding, Verdict, VerdictStatus } from '../finding.ts';

/**
 * The one answer of a run. What could not be checked wins over what is broken, and a run that checked nothing is never
 * a pass: only `pass` may turn a pipeline green.
 *
 * @example decideVerdict({ findings: [], unchecked: [], checked: 0 }) // { status: 'unchecked', reasons: ['nothing was checked'] }
 */
export function decideVerdict(result: {
  findings: readonly Pick<Finding, 'severity'>[];
  unchecked: readonly { readonly reason: string; readonly count?: number }[];
  /** How many exchanges, documents or examples were judged. */
  checked: number;
}): Verdict {
  const reasons: string[] = [];
  const errors = result.findings.filter((finding) => finding.severity === 'error').length;
  const unchecked = result.unchecked.reduce((sum, entry) => sum + (entry.count ?? 1), 0);
  if (unchecked > 0)
    reasons.push(`${unchecked} ${unchecked === 1 ? 'thing' : 'things'} could not be checked`);
  if (result.checked === 0) reasons.push('nothing was checked');
  if (errors > 0) reasons.push(`${errors} ${errors === 1 ? 'error' : 'errors'}`);
  if (unchecked > 0 || result.checked === 0) return { status: 'unchecked', reasons };
  return { status: errors > 0 ? 'fail' : 'pass', reasons };
}

/** The process exit code of a verdict. */
export function toExitCode(status: VerdictStatus): 0 | 1 | 2 {
  switch (status) {
    case 'pass':
      return 0;
    case 'fail':
      return 1;
    case 'unchecked':
      return 2;
    default:
      return status satisfies never;
  }
}
