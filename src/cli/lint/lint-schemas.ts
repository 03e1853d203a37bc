import type { Contract } from '../../contract/contract.ts';
import { locate } from '../../spec/locate.ts';
import { type LintResult, toDocumentFinding } from './document-finding.ts';
import { listUncheckableSchemas } from './uncheckable-schemas.ts';

/**
 * Every schema of a contract, compiled for each of its uses. One that cannot be judged is a finding with its place, and
 * makes the document unchecked: a value that it should judge would pass unseen. So does a statement that no value can be
 * judged by, such as an unknown format, which breaks no rule of OpenAPI.
 */
export function lintSchemas(contract: Contract): LintResult {
  const { uncheckable, schemas } = listUncheckableSchemas(contract);
  const { document } = contract;
  return {
    findings: uncheckable
      .filter(({ kind }) => kind === 'schema')
      .map(({ reason, at }) =>
        toDocumentFinding(document, at, {
          rule: 'document-schema-unreadable',
          message: `a schema cannot be judged: ${reason}`,
        }),
      ),
    unchecked: uncheckable.map(({ kind, reason, at }) => ({
      // The finding says why.
      reason: kind === 'schema' ? 'a schema cannot be judged' : reason,
      spec: locate(document, at),
    })),
    checked: schemas,
  };
}
