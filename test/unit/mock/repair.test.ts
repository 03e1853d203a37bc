import { expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { repair } from '../../../src/mock/repair.ts';
import { onlyOperation, toContract } from '../contract/to-contract.ts';

function validatorOf(schema: object) {
  const contract = toContract(
    `paths: { /x: { get: { responses: { '200': { description: ok, content: { application/json: { schema: ${JSON.stringify(schema)} } } } } } } }`,
  );
  const place = onlyOperation(contract).responses[0]?.content[0]?.schema;
  if (!place) throw new Error('the response has a schema');
  return contract.validator(place, { direction: 'response', stance: 'observed' });
}

const closed = {
  type: 'object',
  required: ['a'],
  additionalProperties: false,
  properties: { a: { type: 'integer' }, b: { not: {} }, list: { type: 'array', items: { type: 'integer' } } },
};

it.each<[string, Json, Json | undefined]>([
  ['a right value stays', { a: 1, list: [1, 2] }, { a: 1, list: [1, 2] }],
  ['what is forbidden goes', { a: 1, b: 2, c: 3 }, { a: 1 }],
  ['an optional property of a wrong type goes', { a: 1, list: 'x' }, { a: 1 }],
  ['wrong items go', { a: 1, list: ['x', 1, 'y', 2] }, { a: 1, list: [1, 2] }],
  ['a required property cannot go', { a: 'x', c: 1 }, undefined],
  ['a missing property cannot be made', {}, undefined],
  ['the whole value cannot go', 'x', undefined],
])('%s', (_, value, expected) => {
  expect(repair(validatorOf(closed), value)).toEqual(expected);
});

it('leaves alone what nothing proves wrong', () => {
  const value = { a: 'x' };
  expect(repair(validatorOf({ type: 'object', properties: { a: { pattern: '(' } } }), value)).toBe(value);
});
