import { describe, expect, it } from 'vitest';
import { contractOf, planOf } from '../plan-of.ts';

/** The cases of some keywords beside the valid request itself: what is expected, where, and the body that is sent. */
function casesOf(schema: unknown, keywords: readonly string[], version?: string): string[] {
  const { cases } = planOf(contractOf(schema, version), { phases: ['boundary', 'negative'] });
  return cases.flatMap(({ intent, expect: { kind }, request }) =>
    keywords.includes(intent.keyword) && request.body?.kind === 'text'
      ? [`${kind === 'refused' ? 'invalid' : 'valid'} ${intent.description} ${request.body.text}`]
      : [],
  );
}

describe('cases at the limits of each keyword', () => {
  it.each<[name: string, schema: unknown, keywords: string[], cases: string[], version?: string]>([
    [
      'lengths',
      { type: 'string', minLength: 3, maxLength: 5 },
      ['minLength', 'maxLength'],
      [
        'invalid /body minLength: 2 characters "ex"',
        'valid /body minLength: 3 characters "exa"',
        'valid /body minLength: 4 characters "exam"',
        'invalid /body minLength: 2 characters of two code units "😀😀"',
        'invalid /body maxLength: 6 characters "exampe"',
        'valid /body maxLength: 5 characters of two code units "😀😀😀😀😀"',
      ],
    ],
    [
      'formats',
      { type: 'string', format: 'date' },
      ['format'],
      [
        'valid /body format: right 2 "1999-12-31"',
        'invalid /body format: wrong 1 "not-a-date"',
        'invalid /body format: wrong 2 "2024-13-45"',
        'invalid /body format: wrong 3 "29.02.2024"',
        'invalid /body format: wrong 4 "2023-02-29"',
        'invalid /body format: wrong 5 "2024-02-29T12:00:00Z"',
      ],
    ],
    [
      'enum',
      { enum: ['red', 'blue'] },
      ['enum'],
      [
        'valid /body enum: value 2 "blue"',
        'invalid /body enum: another text "red-undocumented"',
        'invalid /body enum: another case "RED"',
        'invalid /body enum: another first letter "Red"',
        'invalid /body enum: a blank behind "red "',
        'invalid /body enum: a part of it "re"',
        'invalid /body enum: empty text ""',
      ],
    ],
    [
      'const',
      { const: 7 },
      ['const'],
      ['invalid /body const: another number 8', 'invalid /body const: as a string "7"'],
    ],
    [
      'inclusive limits',
      { type: 'integer', minimum: 3, maximum: 9 },
      ['minimum', 'maximum'],
      [
        'valid /body minimum: 4 4',
        'invalid /body minimum: 2 2',
        'valid /body maximum: 8 8',
        'valid /body maximum: 9 9',
        'invalid /body maximum: 10 10',
      ],
    ],
    [
      'exclusive limits',
      { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
      ['exclusiveMinimum', 'exclusiveMaximum'],
      [
        'invalid /body exclusiveMinimum: 0 0',
        'invalid /body exclusiveMinimum: -0.5 -0.5',
        'invalid /body exclusiveMaximum: 1 1',
        'invalid /body exclusiveMaximum: 1.5 1.5',
      ],
    ],
    [
      'exclusive limits of OpenAPI 3.0',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      ['minimum'],
      ['valid /body minimum: 0.5 0.5', 'invalid /body minimum: 0 0', 'invalid /body minimum: -0.5 -0.5'],
      '3.0.3',
    ],
    [
      'multiples',
      { type: 'integer', multipleOf: 5 },
      ['multipleOf'],
      ['valid /body multipleOf: 0 0', 'invalid /body multipleOf: 2.5 2.5', 'invalid /body multipleOf: 1 1'],
    ],
    [
      'numeric formats',
      { type: 'integer', format: 'int32' },
      ['format'],
      [
        'valid /body format: -2147483648 -2147483648',
        'valid /body format: 2147483647 2147483647',
        'invalid /body format: -2147483649 -2147483649',
        'invalid /body format: 2147483648 2147483648',
      ],
    ],
    [
      'items',
      { type: 'array', minItems: 1, maxItems: 3, uniqueItems: true, items: { type: 'integer' } },
      ['minItems', 'maxItems', 'uniqueItems'],
      [
        'invalid /body minItems: 0 items []',
        'valid /body minItems: 2 items [1,2]',
        'valid /body maxItems: 3 items [1,2,3]',
        'invalid /body maxItems: 4 items [1,2,3,4]',
        'invalid /body uniqueItems: one item twice [1,1]',
      ],
    ],
    [
      'required and optional members',
      { type: 'object', required: ['a'], properties: { a: { type: 'boolean' }, b: { type: 'boolean' } } },
      ['required', 'properties'],
      [
        'valid /body/b properties: present {"a":true,"b":true}',
        'invalid /body required: no body ',
        'invalid /body/a required: a missing {}',
      ],
    ],
    [
      'dependent members',
      { type: 'object', dependentRequired: { a: ['b'] }, default: { a: 1, b: 2 } },
      ['dependentRequired'],
      ['invalid /body dependentRequired: b missing {"a":1}'],
    ],
    [
      'closed objects',
      { type: 'object', additionalProperties: false, properties: { a: { type: 'boolean' } } },
      ['additionalProperties'],
      [
        'invalid /body/undeclared-property additionalProperties: undeclared-property added {"undeclared-property":"undeclared property"}',
      ],
    ],
    [
      'open objects',
      { type: 'object', properties: { a: { type: 'boolean' } } },
      ['additionalProperties'],
      ['undeclared-property', 'Ünicode-属性', '__proto__', 'constructor'].map(
        (name) => `valid /body/${name} additionalProperties: ${name} added {"${name}":"undeclared property"}`,
      ),
    ],
    [
      'names and numbers of members',
      {
        type: 'object',
        propertyNames: { pattern: '^[ab]$' },
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: { const: 0 },
        default: { a: 0 },
      },
      ['minProperties', 'maxProperties'],
      [
        'invalid /body minProperties: 0 members {}',

        'invalid /body maxProperties: 2 members {"a":0,"b":0}',
      ],
    ],
    [
      'branches',
      { oneOf: [{ type: 'boolean' }, { type: 'object', required: ['r'], properties: { r: { const: 1 } } }] },
      ['oneOf', 'required'],
      ['valid /body oneOf: branch 2 {"r":1}', 'invalid /body required: no body '],
    ],
  ])('%s', (_name, schema, keywords, cases, version) => {
    expect(casesOf(schema, keywords, version)).toEqual(cases);
  });

  it('confuses the type with every other one', () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: ['integer', 'null'] } } };
    expect(casesOf(schema, ['type']).filter((line) => line.includes('/body/a'))).toEqual([
      'valid /body/a type: null {"a":null}',
      'valid /body/a type: 0 {"a":0}',
      'valid /body/a type: -1 {"a":-1}',
      'valid /body/a type: 2147483647 {"a":2147483647}',
      'valid /body/a type: 2147483648 {"a":2147483648}',
      'valid /body/a type: 9007199254740991 {"a":9007199254740991}',
      'valid /body/a type: 1e+21 {"a":1e+21}',
      'invalid /body/a type: boolean {"a":true}',
      'invalid /body/a type: number {"a":1.5}',
      'invalid /body/a type: string {"a":"text"}',
      'invalid /body/a type: array {"a":[]}',
      'invalid /body/a type: filled array {"a":["text"]}',
      'invalid /body/a type: object {"a":{}}',
      'invalid /body/a type: filled object {"a":{"key":"text"}}',
      'invalid /body/a type: the value as a string {"a":"1"}',
      'invalid /body/a type: the value in a list {"a":[1]}',
    ]);
  });

  it('makes texts for a pattern, and texts that miss it, from the seed', () => {
    const schema = { type: 'string', pattern: '^[a-z]{2,4}$' };
    const cases = casesOf(schema, ['pattern']);
    expect(cases.filter((line) => line.startsWith('valid'))).toHaveLength(3);
    expect(cases.filter((line) => line.startsWith('invalid')).map((line) => line.split(':')[1])).toEqual(
      expect.arrayContaining([
        expect.stringContaining('blank in front'),
        expect.stringContaining('line break'),
      ]),
    );
    const plan = (seed: number) => JSON.stringify(planOf(contractOf(schema), { seed }));
    expect(plan(1)).toBe(plan(1));
    expect(plan(1)).not.toBe(plan(2));
  });

  it('ends where a schema refers to itself', () => {
    const node = {
      type: 'object',
      properties: { next: { $ref: '#/paths/~1a/post/requestBody/content/application~1json/schema' } },
    };
    const { cases } = planOf(contractOf(node));
    expect(cases.length).toBeLessThan(400);
    expect(cases.some(({ intent }) => intent.description.startsWith('/body/next/next'))).toBe(true);
  });

  it('says why an operation cannot be tested', () => {
    expect(planOf(contractOf({ not: {} })).skipped).toEqual({
      reason: 'POST /a cannot be tested: no valid request body can be made',
      intended: false,
    });
  });
});
