import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { issuesOf, toValidator, type ValidatorOptions } from './to-validator.ts';

const missing = (name: string, at: string) => `required / #${at}: must have the property "${name}"`;

describe.each(['3.0.3', '3.1.0'] as const)('in OpenAPI %s', (version) => {
  const judge = (schemas: string, value: Json, direction: ValidatorOptions['direction'] & string) =>
    issuesOf(toValidator(schemas, { version, direction }), value);

  const pet = `
    Root: {type: object, required: [id, secret, name], properties: {id: {readOnly: true, type: string}, secret: {writeOnly: true}, name: {}}}`;

  it('a request need not have what is readOnly', () => {
    expect(judge(pet, {}, 'request')).toEqual([
      missing('secret', 'Root/required/1'),
      missing('name', 'Root/required/2'),
    ]);
  });

  it('a response need not have what is writeOnly', () => {
    expect(judge(pet, {}, 'response')).toEqual([
      missing('id', 'Root/required/0'),
      missing('name', 'Root/required/2'),
    ]);
  });

  it('what is there is judged in both directions', () => {
    const fault = ['type /id #Root/properties/id/type: must be string'];
    expect(judge(pet, { id: 1, secret: 1, name: 1 }, 'request')).toEqual(fault);
    expect(judge(pet, { id: 1, secret: 1, name: 1 }, 'response')).toEqual(fault);
  });

  it.each([
    [
      'behind a $ref',
      `
      Root: {required: [id], properties: {id: {$ref: '#/components/schemas/Id'}}}
      Id: {readOnly: true}`,
    ],
    [
      'behind several',
      `
      Root: {required: [id], properties: {id: {allOf: [{$ref: '#/components/schemas/Id'}]}}}
      Id: {allOf: [{}, {readOnly: true}]}`,
    ],
    [
      'of another member of allOf',
      `
      Root: {allOf: [{$ref: '#/components/schemas/Base'}, {required: [id]}]}
      Base: {properties: {id: {readOnly: true}}}`,
    ],
    [
      'of a schema that this one extends',
      `
      Root: {$ref: '#/components/schemas/Derived'}
      Derived: {allOf: [{$ref: '#/components/schemas/Base'}], required: [id]}
      Base: {allOf: [{properties: {id: {readOnly: true}}}]}`,
    ],
    [
      'required by an alternative',
      `
      Root: {properties: {id: {readOnly: true}}, anyOf: [{required: [id]}]}`,
    ],
    [
      'declared by an alternative',
      `
      Root: {oneOf: [{properties: {id: {readOnly: true}}, required: [id]}, {type: string}]}`,
    ],
    [
      'in a circular schema',
      `
      Root: {required: [id], properties: {id: {readOnly: true}, next: {$ref: '#/components/schemas/Root'}}}`,
    ],
  ])('the property may be readOnly %s', (_, schemas) => {
    expect(judge(schemas, {}, 'request')).toEqual([]);
    expect(judge(schemas, {}, 'response')).not.toEqual([]);
  });

  it('a property of the same name elsewhere stays required', () => {
    const schemas = `
      Root: {properties: {id: {readOnly: true}, owner: {properties: {id: {}}, required: [id]}}}`;
    expect(judge(schemas, { owner: {} }, 'request')).toEqual([
      'required /owner #Root/properties/owner/required/0: must have the property "id"',
    ]);
  });

  it('required under not is no demand', () => {
    const schemas = 'Root: {properties: {id: {readOnly: true}}, not: {required: [id]}}';
    expect(judge(schemas, {}, 'request')).toEqual([]);
    expect(judge(schemas, { id: 1 }, 'request')).toEqual([
      'not / #Root/not: must not match the schema under not',
    ]);
  });
});

describe('in OpenAPI 3.1', () => {
  it('required in a condition is no demand', () => {
    const schemas = 'Root: {properties: {id: {readOnly: true}}, if: {required: [id]}, then: false}';
    expect(issuesOf(toValidator(schemas, { direction: 'request' }), {})).toEqual([]);
  });
});
