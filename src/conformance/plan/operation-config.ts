import type { Contract, Operation } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import { isJsonType } from '../request/serialise-body.ts';
import { isValid } from '../values/sample.ts';
import type { PlanConfig } from './config.ts';

/** What a person says about one operation. */
export type OperationConfig = {
  /** As the values of the whole plan, which win over these. */
  readonly values?: Readonly<Record<string, string>>;
  /** Why the operation is not sent. */
  readonly skip?: string;
  /** The body that brings back what was there before the run. */
  readonly restore?: Json;
};

/** The configuration as it holds for one operation: its own values where none is given for all. */
export function configOf(config: PlanConfig, operation: Operation): PlanConfig {
  const { values } = operationConfigOf(config, operation);
  return values === undefined ? config : { ...config, values: { ...values, ...config.values } };
}

/** What is said about an operation, by its key or its operationId. */
export function operationConfigOf(config: PlanConfig, operation: Operation): OperationConfig {
  const { operations } = config;
  const names = [operation.operationId, operation.key].filter((name) => name !== undefined);
  return Object.assign({}, ...names.map((name) => (Object.hasOwn(operations, name) ? operations[name] : {})));
}

/** @throws KitError `usage-invalid` for what the document does not have, and for a body that it does not allow */
export function assertOperationConfigs(contract: Contract, config: PlanConfig): void {
  for (const [name, { values = {}, restore }] of Object.entries(config.operations)) {
    const operation = contract.operations.find((one) => one.operationId === name || one.key === name);
    if (!operation)
      throw new KitError('usage-invalid', `the document has no operation ${JSON.stringify(name)}`, {
        hint: `one of ${contract.operations.map((one) => one.operationId ?? one.key).join(', ')}`,
      });
    const unknown = Object.keys(values).find(
      (value) => !/^body(\.|$)/.test(value) && !operation.parameters.some((one) => one.name === value),
    );
    if (unknown !== undefined)
      throw new KitError('usage-invalid', `${name} has no parameter ${JSON.stringify(unknown)}`, {
        hint: 'a field of the body is set with body.NAME',
      });
    if (restore !== undefined) assertBody(contract, operation, { name, body: restore });
  }
}

function assertBody(contract: Contract, operation: Operation, given: { name: string; body: Json }): void {
  const media = operation.requestBody?.content.find((one) => isJsonType(one.name));
  const { name, body } = given;
  if (!media) throw new KitError('usage-invalid', `${name} takes no JSON that could restore what was there`);
  if (media.schema && !isValid(contract, media.schema, body))
    throw new KitError('usage-invalid', `the body that restores what ${name} changes is not valid`, {
      hint: 'it must be a request body of the document',
    });
}

/** Methods that ask for nothing but an answer (RFC 9110 §9.2.1). */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

/** Why a person does not want an operation to be sent; undefined where it may be. */
export function whyNotWanted(config: PlanConfig, operation: Operation): string | undefined {
  const { key, method } = operation;
  const { skip } = operationConfigOf(config, operation);
  if (skip !== undefined) return `${key} is not sent, as configured: ${skip}`;
  if (config.readOnly && !safe.has(method))
    return `${key} is not sent: with --read-only nothing is sent that may change data`;
  if (method === 'DELETE' && !config.allowDelete)
    return `${key} is not sent: DELETE destroys data, --allow-delete sends it`;
  return undefined;
}
