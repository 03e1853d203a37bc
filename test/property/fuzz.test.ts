import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isValid } from '../../src/conformance/values/sample.ts';
import type { Json } from '../../src/finding.ts';
import { contractOf, planOf } from '../unit/conformance/plan-of.ts';

const self = { $ref: '#/paths/~1a/post/requestBody/content/application~1json/schema' };
const leaf = fc.constantFrom<object>(
  { type: 'string' },
  { type: 'string', maxLength: 3 },
  { type: 'string', format: 'date-time' },
  { type: 'string', pattern: '^[a-z]{2,5}$' },
  { type: 'number', minimum: -1, maximum: 1 },
  { type: 'integer', format: 'int32' },
  { enum: ['a', 1, null] },
  { type: ['boolean', 'null'] },
  {},
  self,
);
const schema = fc.record({
  type: fc.constant('object'),
  properties: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), leaf, { maxKeys: 4 }),
  required: fc.constantFrom([], ['b']),
  additionalProperties: fc.constantFrom(true, false, { type: 'string' }),
  dependentRequired: fc.constantFrom({}, { a: ['b'] }),
});

it('fewer fuzz cases are the first ones of more, and the same seed gives the same ones', () => {
  fc.assert(
    fc.property(schema, fc.nat(), fc.nat(30), (body, seed, few) => {
      const plan = (fuzzCases: number) =>
        planOf(contractOf(body), { phases: ['fuzz'], seed, fuzzCases }).cases.map((one) =>
          JSON.stringify(one),
        );
      const all = plan(40);
      expect(plan(40)).toEqual(all);
      const first = plan(few);
      expect(first).toEqual(all.slice(0, first.length));
      expect(first.length).toBeLessThanOrEqual(few);
    }),
    { numRuns: 15 },
  );
});

it('a fuzz case or a pair is valid, or proven not to be', () => {
  fc.assert(
    fc.property(schema, fc.nat(), (body, seed) => {
      const contract = contractOf(body);
      const place = contract.operations[0]?.requestBody?.content[0]?.schema;
      const { cases } = planOf(contract, { phases: ['pairs', 'fuzz'], seed });
      for (const { request, expect: expected, proof } of cases) {
        const value = request.body?.kind === 'text' ? parse(request.body.text) : undefined;
        const valid = place !== undefined && value !== undefined && isValid(contract, place, value);
        expect([expected.kind, proof !== undefined]).toEqual(
          valid ? ['accepted-or-refused', false] : ['refused', true],
        );
      }
    }),
    { numRuns: 15 },
  );
});

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
