import type { Contract, SchemaIssue, SchemaUse } from '../../contract/contract.ts';
import type { DecodedParameter } from '../../contract/decoded.ts';
import { explainClosest } from '../judge-value.ts';

/** A broken keyword of a parameter or header. */
export type ParameterIssue = SchemaIssue & { readonly parameter: DecodedParameter['parameter'] };

/** What is wrong with the values of parameters or headers by their schemas. Those that cannot be read or judged are left out. */
export function findParameterIssues(
  contract: Contract,
  direction: SchemaUse['direction'],
  parameters: readonly DecodedParameter[],
): readonly ParameterIssue[] {
  return parameters.flatMap((decoded): readonly ParameterIssue[] => {
    const { parameter } = decoded;
    const schema = parameter.schema ?? parameter.mediaType?.schema;
    if (!schema || decoded.state !== 'present' || decoded.candidates.length === 0) return [];
    const validator = contract.validator(schema, { direction, stance: 'expected' });
    if (validator.kind === 'uncheckable') return [];
    if (decoded.candidates.some((candidate) => validator.isValid(candidate))) return [];
    const { issues } = explainClosest(validator, decoded.candidates);
    return issues.map((issue) => ({ ...issue, parameter }));
  });
}
