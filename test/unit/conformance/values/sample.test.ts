import { describe, expect, it } from 'vitest';
import { sampleValue } from '../../../../src/conformance/values/sample.ts';
import type { Json } from '../../../../src/finding.ts';
import { contractOf } from '../plan-of.ts';

function sampleOf(schema: unknown): Json | undefined {
  const contract = contractOf(schema);
  const place = contract.operations[0]?.requestBody?.content[0]?.schema;
  return place && sampleValue({ contract, seed: 1 }, place);
}

const self = { $ref: '#/paths/~1a/post/requestBody/content/application~1json/schema' };
const text = { type: 'string' };

describe('sampleValue', () => {
  it.each<[name: string, schema: unknown, sample: Json | undefined]>([
    [
      'if, then, else',
      {
        properties: { kind: { enum: ['a', 'b'] }, a: text },
        required: ['kind'],
        if: { properties: { kind: { const: 'a' } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ['a'], properties: { a: { pattern: '^[0-9]{5}$', minLength: 5, maxLength: 5 } } },
        type: 'object',
      },
      { kind: 'a', a: expect.stringMatching(/^[0-9]{5}$/) as unknown as Json },
    ],
    [
      'contains',
      { type: 'array', items: { type: 'integer' }, contains: { const: 7 }, minContains: 2 },
      [1, 7, 7],
    ],
    [
      'dependentRequired',
      { type: 'object', properties: { a: text, b: text }, required: ['a'], dependentRequired: { a: ['b'] } },
      { a: 'example', b: 'example' },
    ],
    [
      'dependentSchemas',
      {
        type: 'object',
        properties: { a: text },
        required: ['a'],
        dependentSchemas: { a: { required: ['c'], properties: { c: { type: 'integer' } } } },
      },
      { a: 'example', c: 1 },
    ],
    ['not', { type: 'integer', minimum: 1, not: { enum: [1, 2, 3] } }, 4],
    [
      'two choices of required members',
      {
        type: 'object',
        properties: { a: text, b: text, c: text, d: text },
        allOf: [
          { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
          { oneOf: [{ required: ['c'] }, { required: ['d'] }] },
        ],
      },
      { a: 'example', c: 'example' },
    ],
    [
      'a branch that only requires',
      {
        type: 'object',
        properties: { a: { type: 'string', minLength: 8 }, b: { type: 'integer' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
        additionalProperties: false,
      },
      { a: 'examplee' },
    ],
    [
      'propertyNames with an enum',
      {
        type: 'object',
        minProperties: 2,
        propertyNames: { enum: ['red', 'green', 'blue'] },
        additionalProperties: { type: 'boolean' },
      },
      { red: true, green: true },
    ],
    [
      'patternProperties',
      {
        type: 'object',
        required: ['x-a'],
        patternProperties: { '^x-': { type: 'integer', minimum: 5 } },
      },
      { 'x-a': 5 },
    ],
    ['a narrow range', { type: 'number', exclusiveMinimum: 0.25, exclusiveMaximum: 0.75 }, 0.5],
    [
      'different objects',
      {
        type: 'array',
        items: { type: 'object', required: ['n'], properties: { n: text } },
        minItems: 2,
        uniqueItems: true,
      },
      [{ n: 'example' }, { n: 'example1' }],
    ],
    ['a format that nobody knows', { type: 'string', format: 'uuid4' }, 'example'],
    ['limits that exclude each other', { type: 'integer', minimum: 5, maximum: 3 }, undefined],
    [
      'a value without an end',
      { type: 'object', required: ['child'], properties: { child: self } },
      undefined,
    ],
  ])('%s', (_name, schema, sample) => {
    expect(sampleOf(schema)).toEqual(sample);
  });
});
