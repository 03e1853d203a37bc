import type { DeployAnswer } from './deploy-answer.ts';

export type DeployVerdict = 'yes' | 'no' | 'unknown';

/**
 * What an answer comes to. A broker says `false` also of a version that it has never heard of: without a result that failed
 * this is no "no", since nobody has looked.
 */
export function toDeployVerdict({ deployable, rows }: DeployAnswer): DeployVerdict {
  if (deployable === true) return 'yes';
  const hasFailed = rows.some(({ success, ignored }) => success === false && !ignored);
  return deployable === false && hasFailed ? 'no' : 'unknown';
}
