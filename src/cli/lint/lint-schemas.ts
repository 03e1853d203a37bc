import type { Contract } from '../../contract/contract.ts';
import { listSchemas } from '../../contract/list-schemas.ts';
import type { Finding, Unchecked } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { locate } from '../../spec/locate.ts';
import { type LintResult, toDocumentFinding } from './document-finding.ts';

/**
 * Every schema of a contract, compiled for each of its uses. One that cannot be judged is a finding with its place, and
 * makes the document unchecked: a value that it should judge would pass unseen. So does a statement that no value can be
 * judged by, such as an unknown format, which breaks no rule of OpenAPI.
 */
export function lintSchemas(contract: Contract): LintResult {
  const findings = new Map<string, Finding>();
  const unchecked = new Map<string, Unchecked>();
  const schemas = listSchemas(contract);
  for (const { schema, uses } of schemas) {
    for (const use of uses) {
      const validator = contract.validator(schema, use);
      if (validator.kind === 'uncheckable') {
        const finding = toFinding(contract, validator);
        findings.set(`${finding.fingerprint} ${finding.message}`, finding);
        unchecked.set(
          keyOf(validator),
          toUnchecked(contract, { ...validator, reason: 'a schema cannot be judged' }),
        );
        continue;
      }
      for (const gap of validator.gaps) unchecked.set(keyOf(gap), toUnchecked(contract, gap));
    }
  }
  return { findings: [...findings.values()], unchecked: [...unchecked.values()], checked: schemas.length };
}

type Gap = { readonly reason: string; readonly at: SpecPlace };

function toFinding(contract: Contract, { reason, at }: Gap): Finding {
  return toDocumentFinding(contract.document, at, {
    rule: 'document-schema-unreadable',
    message: `a schema cannot be judged: ${reason}`,
  });
}

function toUnchecked(contract: Contract, { reason, at }: Gap): Unchecked {
  return { reason, spec: locate(contract.document, at) };
}

/** The same place is met once for each use. */
function keyOf({ reason, at }: Gap): string {
  return `${at.uri}#${at.pointer} ${reason}`;
}
