import { type OperationPlan, phases } from '../../../src/conformance/case.ts';
import type { PlanConfig } from '../../../src/conformance/config.ts';
import { planConformance } from '../../../src/conformance/plan.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { toContract } from '../contract/to-contract.ts';

export const config: PlanConfig = {
  values: {},
  headers: [],
  basePath: '',
  seed: 1,
  phases,
  only: [],
  credentials: { valid: [], expired: [] },
  allowDelete: false,
};

/** A document with one operation that takes a JSON body of this schema. */
export function contractOf(schema: unknown, version = '3.1.0'): Contract {
  const body = { required: true, content: { 'application/json': { schema } } };
  const operation = { operationId: 'op', requestBody: body, responses: { 200: { description: '' } } };
  return toContract(`paths: ${JSON.stringify({ '/a': { post: operation } })}`, { version });
}

/** The plan of the only operation. */
export function planOf(contract: Contract, more: Partial<PlanConfig> = {}): OperationPlan {
  const [plan] = planConformance(contract, { ...config, ...more }).operations;
  if (!plan) throw new Error('the document has no operation');
  return plan;
}
