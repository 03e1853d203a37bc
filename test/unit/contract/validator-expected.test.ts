import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/finding.ts';
import { issuesOf, toValidator } from './to-validator.ts';

const judge = (schemas: string, value: Json) => issuesOf(toValidator(schemas, { stance: 'expected' }), value);
const undeclared = (pointer: string, place: string) =>
  `properties ${pointer} #${place}: is not a declared property`;

describe('an expectation may leave out', () => {
  const rows: [string, string, Json][] = [
    ['required properties', 'Root: {properties: {a: {}, b: {}}, required: [a, b]}', { a: 1 }],
    ['what others need', 'Root: {properties: {a: {}, b: {}}, dependentRequired: {a: [b]}}', { a: 1 }],
    ['a number of properties', 'Root: {minProperties: 2}', { a: 1 }],
    [
      'required properties inside',
      'Root: {items: {properties: {a: {properties: {b: {}}, required: [b]}}}}',
      [{ a: {} }],
    ],
    [
      'what tells alternatives apart',
      'Root: {oneOf: [{properties: {a: {}}, required: [a]}, {properties: {b: {}}, required: [b]}]}',
      {},
    ],
    [
      'what a forbidden combination consists of',
      'Root: {properties: {a: {}, b: {}}, not: {required: [a, b]}}',
      { a: 1 },
    ],
    [
      'the property that a negated schema is about',
      'Root: {properties: {a: {}}, not: {properties: {a: {const: 1}}}}',
      {},
    ],
    [
      'what a condition asks for',
      'Root: {properties: {kind: {}, n: {}}, if: {properties: {kind: {const: x}}}, then: {properties: {n: {type: string}}}, else: {properties: {n: {type: integer}}}}',
      { n: 1 },
    ],
    [
      'members of a listed value',
      'Root: {const: {a: {b: 1, c: 2}, d: [3, {e: 4}]}}',
      { a: { c: 2 }, d: [3, {}] },
    ],
    ['what makes items different', 'Root: {uniqueItems: true}', [{ a: 1 }, { a: 1 }]],
    [
      'what makes an item one too many',
      'Root: {contains: {properties: {kind: {const: a}}}, maxContains: 1}',
      [{}, {}],
    ],
  ];
  it.each(rows)('%s', (_, schemas, value) => {
    expect(judge(schemas, value)).toEqual([]);
  });
});

describe('an expectation may not contradict', () => {
  const rows: [string, string, Json, string[]][] = [
    [
      'a type',
      'Root: {properties: {a: {type: string}}}',
      { a: 1 },
      ['type /a #Root/properties/a/type: must be string'],
    ],
    [
      'a number of properties',
      'Root: {maxProperties: 1}',
      { a: 1, b: 1 },
      ['maxProperties / #Root/maxProperties: must not have more than 1 property'],
    ],
    [
      'all alternatives',
      'Root: {oneOf: [{properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}',
      { a: null },
      ['type /a #Root/oneOf/0/properties/a/type: must be string (closest alternative: alternative 1)'],
    ],
    [
      'a forbidden combination',
      'Root: {properties: {a: {}, b: {}}, not: {required: [a, b]}}',
      { a: 1, b: 1 },
      ['not / #Root/not: must not match the schema under not'],
    ],
    [
      'both branches of a condition',
      'Root: {properties: {kind: {}, n: {}}, if: {properties: {kind: {const: x}}}, then: {properties: {n: {type: string}}}, else: {properties: {n: {type: integer}}}}',
      { n: null },
      ['type /n #Root/then/properties/n/type: must be string'],
    ],
    [
      'that one alternative at most holds for a value that is complete',
      'Root: {oneOf: [{type: integer}, {type: number, minimum: 5}]}',
      7,
      [
        'oneOf / #Root/oneOf: must match only one of the alternatives, matches alternative 1 and alternative 2',
      ],
    ],
    [
      'that a property is never sent',
      'Root: {properties: {secret: {type: string, writeOnly: true}}}',
      { secret: 'x' },
      [
        'writeOnly /secret #Root/properties/secret/writeOnly: is documented as writeOnly, so no response has it',
      ],
    ],
    [
      'that a property is never sent, behind a reference',
      'Root: {properties: {secret: {$ref: "#/components/schemas/Secret"}}}\nSecret: {type: string, writeOnly: true}',
      { secret: 'x' },
      ['writeOnly /secret #Secret/writeOnly: is documented as writeOnly, so no response has it'],
    ],
    [
      'a condition that it meets',
      'Root: {properties: {kind: {}, n: {}}, if: {properties: {kind: {const: x}}}, then: {properties: {n: {type: string}}}}',
      { kind: 'x', n: 1 },
      ['type /n #Root/then/properties/n/type: must be string'],
    ],
    ['a listed value', 'Root: {const: {a: 1}}', { a: 2 }, ['const / #Root/const: must be {"a":1}']],
    [
      'that items are different',
      'Root: {uniqueItems: true}',
      [1, 1],
      ['uniqueItems / #Root/uniqueItems: must not have equal items (0 and 1)'],
    ],
    [
      'a number of items that match for certain',
      'Root: {contains: {properties: {kind: {const: a}}}, maxContains: 1}',
      [{ kind: 'a' }, { kind: 'a' }],
      ['maxContains / #Root/maxContains: must contain at most 1 matching item, contains 2'],
    ],
  ];
  it.each(rows)('%s', (_, schemas, value, expected) => {
    expect(judge(schemas, value)).toEqual(expected);
  });
});

describe('an undeclared property', () => {
  const rows: [string, string, Json, string[]][] = [
    ['is a fault', 'Root: {properties: {a: {}}}', { a: 1, b: 1 }, [undeclared('/b', 'Root')]],
    [
      'is a fault at any depth',
      'Root: {items: {properties: {a: {properties: {b: {}}}}}}',
      [{}, { a: { c: 1 } }],
      [undeclared('/1/a/c', 'Root/items/properties/a')],
    ],
    ['of a free-form object is none', 'Root: {type: object}', { a: 1 }, []],
    ['of an object without listed properties is none', 'Root: {type: object, properties: {}}', { a: 1 }, []],
    ['of an open object is none', 'Root: {properties: {a: {}}, additionalProperties: true}', { b: 1 }, []],
    [
      'of an object with a schema for the others is none',
      'Root: {properties: {a: {}}, additionalProperties: {type: integer}}',
      { b: 1 },
      [],
    ],
    [
      'that a pattern declares is none',
      'Root: {properties: {a: {}}, patternProperties: {"^x-": {}}}',
      { 'x-b': 1, c: 1 },
      [undeclared('/c', 'Root')],
    ],
    [
      'of a closed object is a fault of the document’s own keyword',
      'Root: {properties: {a: {}}, additionalProperties: false}',
      { b: 1 },
      ['additionalProperties /b #Root/additionalProperties: is not a declared property'],
    ],
    [
      'is none where another member of allOf declares it',
      'Root: {allOf: [{$ref: "#/components/schemas/A"}, {properties: {b: {}}}]}\nA: {properties: {a: {}}}',
      { a: 1, b: 1, c: 1 },
      [undeclared('/c', 'A')],
    ],
    [
      'is none where another schema of the same property declares it',
      'Root: {allOf: [{properties: {data: {properties: {a: {}}}}}, {properties: {data: {properties: {b: {}}}}}]}',
      { data: { a: 1, b: 1, c: 1 } },
      [undeclared('/data/c', 'Root/allOf/0/properties/data')],
    ],
    [
      'is none where what is counted does not declare it',
      'Root: {items: {properties: {a: {}, kind: {}}}, contains: {properties: {kind: {const: x}}}}',
      [{ a: 1, kind: 'x' }],
      [],
    ],
    [
      'of the alternative that its tag selects',
      'Root: {oneOf: [{properties: {k: {const: c}, meow: {}}}, {properties: {k: {const: d}, bark: {}}}]}',
      { k: 'c', bark: 1 },
      [undeclared('/bark', 'Root/oneOf/0')],
    ],
    [
      'is a fault where no alternative alone declares them all',
      'Root: {oneOf: [{properties: {meow: {}}}, {properties: {bark: {}}}]}',
      { meow: 1, bark: 1 },
      [undeclared('/bark', 'Root/oneOf/0')],
    ],
    [
      'is none where a free-form alternative is open',
      'Root: {anyOf: [{properties: {a: {}}}, {type: object}]}',
      { b: 1 },
      [],
    ],
    [
      'is a fault where alternatives only demand',
      'Root: {properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}',
      { c: 1 },
      [undeclared('/c', 'Root')],
    ],
    [
      'is none where a property that may still come brings it',
      'Root: {properties: {a: {}}, dependentSchemas: {a: {properties: {b: {}}}}}',
      { b: 1, c: 1 },
      [undeclared('/c', 'Root')],
    ],
    [
      'is none where either branch declares it',
      'Root: {properties: {k: {}}, if: {properties: {k: {const: 1}}}, then: {properties: {a: {}}}, else: {properties: {b: {}}}}',
      { b: 1 },
      [],
    ],
    [
      'is a fault in the branch that is certain',
      'Root: {properties: {k: {}}, if: {properties: {k: {const: 1}}}, then: {properties: {a: {}}}, else: {properties: {b: {}}}}',
      { k: 1, b: 1 },
      [undeclared('/b', 'Root')],
    ],
    [
      'is a fault in a circular schema',
      'Root: {properties: {next: {$ref: "#/components/schemas/Root"}}}',
      { next: { next: { a: 1 } } },
      [undeclared('/next/next/a', 'Root')],
    ],
    [
      'is reported beside other faults',
      'Root: {properties: {a: {type: string}}}',
      { a: 1, b: 1 },
      ['type /a #Root/properties/a/type: must be string', undeclared('/b', 'Root')],
    ],
  ];
  it.each(rows)('%s', (_, schemas, value, expected) => {
    expect(judge(schemas, value)).toEqual(expected);
  });

  it('of what was observed is none', () => {
    expect(issuesOf(toValidator('Root: {properties: {a: {}}}'), { b: 1 })).toEqual([]);
  });
});
