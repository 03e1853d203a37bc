import type { OperationPlan } from '../../../src/conformance/plan/case.ts';
import { type PlanConfig, planDefaults } from '../../../src/conformance/plan/config.ts';
import { planConformance } from '../../../src/conformance/plan/plan.ts';
import type { Contract } from '../../../src/contract/contract.ts';
import { toContract } from '../contract/to-contract.ts';

/** A document with one operation that takes a JSON body of this schema. */
export function contractOf(schema: unknown, version = '3.1.0'): Contract {
  const body = { required: true, content: { 'application/json': { schema } } };
  const operation = { operationId: 'op', requestBody: body, responses: { 200: { description: '' } } };
  return toContract(`paths: ${JSON.stringify({ '/a': { post: operation } })}`, { version });
}

/** The plan of the only operation. */
export function planOf(contract: Contract, more: Partial<PlanConfig> = {}): OperationPlan {
  const [plan] = planConformance(contract, { ...planDefaults, ...more }).operations;
  if (!plan) throw new Error('the document has no operation');
  return plan;
}
