import type { RuleId } from '../../finding.ts';
import { documentRules } from './document-rules.ts';
import type { Explanation } from './explanation.ts';
import { matcherRules } from './matcher-rules.ts';
import { probeRules } from './probe-rules.ts';
import { requestRules } from './request-rules.ts';
import { responseRules } from './response-rules.ts';

/** Every rule; the type demands that none is left out. */
export const explanations: Readonly<Record<RuleId, Explanation>> = {
  ...requestRules,
  ...responseRules,
  ...matcherRules,
  ...probeRules,
  ...documentRules,
};
