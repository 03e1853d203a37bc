import type { Contract } from '../contract/contract.ts';
import { compareFindings, type Finding, type SpecLocation, type Unchecked } from '../finding.ts';

/** What a matcher gives back to `expect`. */
export type MatcherResult = { readonly pass: boolean; readonly message: () => string };

/**
 * The result of a check. Warnings do not fail. What could not be checked satisfies neither the assertion nor its
 * opposite.
 */
export function toMatcherResult(
  contract: Contract,
  checked: { readonly findings: readonly Finding[]; readonly unchecked: readonly Unchecked[] },
  { subject, isNot }: { readonly subject: string; readonly isNot: boolean },
): MatcherResult {
  const errors = checked.findings.filter(({ severity }) => severity === 'error').sort(compareFindings);
  if (errors.length > 0) {
    return {
      pass: false,
      message: () => [subject, ...errors.map((one) => describe(contract, one))].join('\n\n'),
    };
  }
  if (checked.unchecked.length > 0) {
    const reasons = checked.unchecked.map(({ reason, spec }) => `  not checked: ${reason}${at(spec)}`);
    return toUnknown([subject, '', ...reasons].join('\n'), isNot);
  }
  return {
    pass: true,
    message: () => `${subject.replace('expected ', 'expected not ')}\n\n  no fault was found`,
  };
}

/** Fails with and without `not`. */
export function toUnknown(message: string, isNot: boolean): MatcherResult {
  return { pass: isNot, message: () => plain(message) };
}

function describe({ clauses }: Contract, finding: Finding): string {
  const { rule, message, actual, expected, clause, spec } = finding;
  const statement = clauses.find(({ id }) => id === clause);
  const lines = [
    `  ${rule}: ${message}`,
    ...(expected === undefined ? [] : [`    - documented  ${JSON.stringify(expected)}`]),
    ...(actual === undefined ? [] : [`    + received    ${JSON.stringify(actual)}`]),
    ...(statement ? [`    statement     “${statement.text}” (${statement.id})`] : []),
    ...(spec ? [`    document      ${spec.file}:${spec.line}:${spec.column}`] : []),
  ];
  return plain(lines.join('\n'));
}

function at(spec: SpecLocation | undefined): string {
  return spec ? ` (${spec.file}:${spec.line})` : '';
}

/** Values of the API must not command the terminal. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '�');
}
