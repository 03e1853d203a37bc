import type { Severity } from '../../finding.ts';
import type { CaseDraft } from '../plan/case-draft.ts';
import type { RequestDraft } from '../request/draft.ts';

/** The valid request in another spelling; without a severity it says something else, and may be refused for its data. */
export function spelling(
  base: RequestDraft,
  made: Pick<CaseDraft, 'place' | 'clause' | 'keyword' | 'name' | 'pointer'> & {
    severity: Severity | undefined;
    draft: Partial<RequestDraft>;
  },
): CaseDraft {
  const { severity, draft, ...rest } = made;
  return {
    ...rest,
    phase: 'boundary',
    draft: { ...base, ...draft },
    claim: {
      kind: 'valid',
      expect: severity
        ? { kind: 'accepted', severity, because: 'same-request' }
        : { kind: 'accepted-or-refused' },
    },
  };
}
