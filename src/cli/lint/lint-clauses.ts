import type { SpecDocument } from '../../spec/document.ts';
import { listClauseProblems, readClauses } from '../../spec/read-clauses.ts';
import { type LintResult, toDocumentFinding } from './document-finding.ts';

/** Every `x-clause` of a document: one that cannot be used is a statement that nothing will ever prove. */
export function lintClauses(document: SpecDocument): LintResult {
  const problems = listClauseProblems(document);
  return {
    findings: problems.map(({ reason, at }) =>
      toDocumentFinding(document, at, {
        rule: 'document-clause-unknown',
        message: reason,
        hint: 'a clause has id, text, source and strength; on is a pointer inside the object that holds it',
      }),
    ),
    unchecked: [],
    checked: readClauses(document).length + problems.length,
  };
}
