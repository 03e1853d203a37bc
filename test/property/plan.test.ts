import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CaseBody } from '../../src/conformance/plan/case.ts';
import { contractOf, planOf } from '../unit/conformance/plan-of.ts';

const scalar = fc.oneof(
  fc.record({ type: fc.constant('string'), minLength: fc.nat(4), maxLength: fc.integer({ min: 4, max: 9 }) }),
  fc.record({
    type: fc.constant('integer'),
    minimum: fc.integer({ min: -9, max: 9 }),
    maximum: fc.integer({ min: 10, max: 99 }),
  }),
  fc.record({ type: fc.constantFrom('number', 'boolean', 'string', 'integer') }),
  fc.record({
    type: fc.constant('number'),
    exclusiveMinimum: fc.integer({ min: -3, max: 3 }),
    multipleOf: fc.constantFrom(0.5, 2, 5),
  }),
  fc.record({ type: fc.constantFrom(['string', 'null'], ['integer', 'string']) }),
  fc.record({ enum: fc.uniqueArray(fc.constantFrom('a', 'b', 'C', 1, true, null), { minLength: 1 }) }),
  fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^[a-c]{2,4}$', '^\\d+$', 'x') }),
);

/** Schemas as people write them, two levels deep. */
const schema = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'schema' },
    scalar,
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 3 }),
      required: fc.constantFrom([], ['a'], ['a', 'b']),
      additionalProperties: fc.constantFrom(true, false, { type: 'string' }),
    }),
    fc.record({
      type: fc.constant('array'),
      items: tie('schema'),
      minItems: fc.nat(2),
      maxItems: fc.integer({ min: 2, max: 4 }),
      uniqueItems: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('array'),
      prefixItems: fc.array(scalar, { minLength: 1, maxLength: 2 }),
      items: fc.oneof(fc.constant(false), scalar),
    }),
    fc.record({
      type: fc.constant('array'),
      contains: scalar,
      minContains: fc.nat(2),
      maxContains: fc.integer({ min: 2, max: 3 }),
    }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.record({ a: scalar, b: tie('schema') }),
      patternProperties: fc.record({ '^x-': tie('schema') }),
      propertyNames: fc.constantFrom({ maxLength: 9 }, { pattern: '^[a-z-]+$' }),
      dependentRequired: fc.constantFrom({}, { a: ['b'] }, { 'x-a': ['a', 'b'] }),
      minProperties: fc.nat(1),
      maxProperties: fc.integer({ min: 2, max: 4 }),
    }),
    fc.record({ type: fc.constant('object'), unevaluatedProperties: fc.constant(false) }),
    fc.record({ anyOf: fc.tuple(tie('schema'), scalar) }),
    fc.record({ not: scalar }),
    fc.record({ oneOf: fc.tuple(scalar, tie('schema')) }),
    fc.record({ allOf: fc.tuple(scalar, fc.constant({})) }),
  ),
})).schema;

it('every planned negative breaks its schema and every positive keeps it, as another validator sees it', () => {
  let judged = 0;
  fc.assert(
    fc.property(schema, fc.nat(), (body, seed) => {
      const validate = new Ajv2020({ strict: false }).compile(body as object);
      const { cases, baselines } = planOf(contractOf(body), { seed, fuzzCases: 8 });
      for (const {
        expect: { kind },
        proof,
        request,
        intent,
      } of [...cases, ...baselines]) {
        const type = request.headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
        const readable = /^application\/json\b/i.test(type) && isValid(validate, request.body);
        // Ajv calls 1e21 and what is greater no multiple of anything, and 5e-324 a multiple of everything.
        if (request.body?.kind === 'text' && /\de[+-]\d/.test(request.body.text)) continue;
        // Its comparison of items calls what it finds under these names.
        if (request.body?.kind === 'text' && /"(?:toString|valueOf|constructor)":/.test(request.body.text))
          continue;
        // Nothing is said of these.
        if (kind === 'answered') continue;
        const label = `${intent.description} of ${JSON.stringify(body)}`;
        expect([label, kind === 'refused']).toEqual([label, !readable]);
        expect(proof !== undefined).toBe(kind === 'refused');
        judged += 1;
      }
    }),
    { numRuns: 60 },
  );
  expect(judged).toBeGreaterThan(1000);
}, 90_000);

it('the same document, configuration and seed give the same plan', () => {
  fc.assert(
    fc.property(schema, fc.nat(), (body, seed) => {
      expect(JSON.stringify(planOf(contractOf(body), { seed }))).toBe(
        JSON.stringify(planOf(contractOf(body), { seed })),
      );
    }),
    { numRuns: 10 },
  );
});

function isValid(validate: (value: unknown) => boolean, body: CaseBody | undefined): boolean {
  try {
    const bytes = Buffer.from(body?.kind === 'bytes' ? body.base64 : '', 'base64');
    const text = body?.kind === 'text' ? body.text : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return validate(JSON.parse(text));
  } catch {
    return false;
  }
}
