import { expect, it } from 'vitest';
import { planDefaults } from '../../../../src/conformance/plan/config.ts';
import { planConformance } from '../../../../src/conformance/plan/plan.ts';
import { toContract } from '../../contract/to-contract.ts';

it.each(['', 'a b', 'ä'])('a field cannot have the name "%s"', (name) => {
  const parameter = JSON.stringify({ name, in: 'header', required: true, schema: { type: 'string' } });
  const contract = toContract(
    `paths: { '/a': { get: { operationId: op, parameters: [${parameter}], responses: { 200: { description: '' } } } } }`,
    { version: '3.1.0' },
  );
  const [operation] = planConformance(contract, planDefaults).operations;
  expect({ cases: operation?.cases, skipped: operation?.skipped }).toEqual({
    cases: [],
    skipped: {
      intended: false,
      reason: `GET /a cannot be tested: header parameter ${name || '""'} has no form on the wire`,
    },
  });
});
