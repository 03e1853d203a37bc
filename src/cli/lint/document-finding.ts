import { type Finding, fingerprint, type RuleId, type Unchecked } from '../../finding.ts';
import type { SpecDocument, SpecPlace } from '../../spec/document.ts';
import { locate } from '../../spec/locate.ts';

/** What one check of a document came to. */
export type LintResult = {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** How many things were looked at. */
  readonly checked: number;
};

/** A fault of the document itself: there is no exchange, only a place. */
export function toDocumentFinding(
  document: SpecDocument,
  place: SpecPlace,
  fault: Pick<Finding, 'message' | 'expected' | 'actual' | 'hint'> & { readonly rule: RuleId },
): Finding {
  const entry = place.uri === document.uri;
  const { rule, message, ...rest } = fault;
  return {
    rule,
    severity: 'error',
    message,
    spec: locate(document, place),
    ...rest,
    fingerprint: fingerprint({
      rule,
      // The name of a file differs from machine to machine, its last part does not.
      spec: entry ? place.pointer : `${place.uri.split('/').at(-1)}#${place.pointer}`,
    }),
  };
}
