import { listBaselines } from '../../conformance/plan/baseline.ts';
import { toBaselineCase } from '../../conformance/plan/baseline-case.ts';
import { configuredParameter, type PlanConfig, planDefaults } from '../../conformance/plan/config.ts';
import { findProducers, toPointer } from '../../conformance/plan/data-flow.ts';
import { allowedTypes, findKeyword, hasType, readSchema } from '../../conformance/values/schema-view.ts';
import type { Contract, Operation, Parameter } from '../../contract/contract.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether `contract-kit test` has the values of a valid request for every operation, or is told by other operations. */
export function diagnoseData(contract: Contract, values: Readonly<Record<string, string>>): Diagnosis[] {
  const config: PlanConfig = { ...planDefaults, values };
  const lacking = Map.groupBy(
    contract.operations.flatMap((operation) =>
      unknownOf(contract, config, operation).map(({ name }) => ({ operation, name })),
    ),
    ({ name }) => name,
  );
  return [
    ...contract.operations.flatMap((operation) => diagnoseRequest(contract, config, operation)),
    ...[...lacking].map(([name, uses]): Diagnosis => {
      const [first, ...others] = uses.map(({ operation }) => operation.key);
      const more = others.length === 0 ? '' : ` and ${others.length} more`;
      return {
        status: 'note',
        what: `no value is known for path parameter ${name} of ${first}${more}: none is documented, and no other operation tells one`,
        remedy: `for contract-kit test give --set ${name}=…, an example in the document, or a pact with --pacts`,
      };
    }),
  ];
}

function diagnoseRequest(contract: Contract, config: PlanConfig, operation: Operation): Diagnosis[] {
  const baselines = listBaselines(contract, config, { operation });
  const made =
    typeof baselines === 'string' ? [baselines] : baselines.map((one) => toBaselineCase(contract, one));
  const [reason] = made;
  if (typeof reason !== 'string' || made.some((one) => typeof one !== 'string')) return [];
  return [
    {
      status: 'note',
      what: `${operation.key} cannot be tested: ${reason}`,
      remedy:
        'for contract-kit test give the value with --set NAME=VALUE, an example in the document, or a pact with --pacts',
    },
  ];
}

/** Path parameters whose value nobody knows: any value of the schema can be made, and names most likely nothing. */
function unknownOf(contract: Contract, config: PlanConfig, operation: Operation): readonly Parameter[] {
  const open = operation.parameters.filter(
    (parameter) =>
      parameter.in === 'path' &&
      parameter.examples.every(({ invalid, value }) => invalid || value === undefined) &&
      configuredParameter(contract, config, parameter) === undefined &&
      !isNarrow(contract, parameter),
  );
  if (open.length === 0) return [];
  const told = new Set(findProducers(contract, operation).map(({ to }) => to));
  return open.filter((parameter) => !told.has(toPointer(parameter)));
}

/** Whether the schema itself says which values there are. */
function isNarrow({ document }: Contract, { schema }: Parameter): boolean {
  if (!schema) return false;
  const view = readSchema(document, schema);
  const stated = ['const', 'enum', 'default'].some((keyword) => findKeyword(view, keyword).length > 0);
  return stated || (hasType(view) && allowedTypes(view).every((type) => type === 'boolean'));
}
