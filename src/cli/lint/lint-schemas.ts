import type { Contract } from '../../contract/contract.ts';
import { listSchemas } from '../../contract/list-schemas.ts';
import type { Finding } from '../../finding.ts';
import { type LintResult, toDocumentFinding } from './document-finding.ts';

/**
 * Every schema of a contract, compiled for each of its uses. One that cannot be judged is a finding with its place, and
 * makes the document unchecked: a value that it should judge would pass unseen.
 */
export function lintSchemas(contract: Contract): LintResult {
  const findings = new Map<string, Finding>();
  let checked = 0;
  for (const { schema, uses } of listSchemas(contract)) {
    checked += 1;
    for (const use of uses) {
      const validator = contract.validator(schema, use);
      if (validator.kind !== 'uncheckable') continue;
      const finding = toDocumentFinding(contract.document, validator.at, {
        rule: 'document-schema-unreadable',
        message: `a schema cannot be judged: ${validator.reason}`,
      });
      findings.set(`${finding.fingerprint} ${finding.message}`, finding);
    }
  }
  return {
    findings: [...findings.values()],
    unchecked: [...findings.values()].map(({ spec }) => ({
      reason: 'a schema cannot be judged',
      ...(spec && { spec }),
    })),
    checked,
  };
}
