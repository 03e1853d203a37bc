import fc from 'fast-check';
import type { Json } from '../../src/finding.ts';

type Schema = Json;

/** Names that meet each other often, and some that every object seems to have. */
const name = fc.constantFrom('a', 'a', 'b', 'b', 'c', 'c', '__proto__', 'constructor');

/** An object with these members as its own, also `__proto__`, as JSON.parse makes it. */
function toObject(members: readonly (readonly [string, Json])[]): { [key: string]: Json } {
  const object: { [key: string]: Json } = {};
  for (const [key, value] of members)
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

/** JSON values small enough to meet small schemas. */
export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, 0.3, -1, '', 'a', 'b', 'ab', '😀', 1e21),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map(toObject),
  ),
})).value;

const number = fc.constantFrom(0, 1, 2);
const as = <T extends Json>(keyword: string, arbitrary: fc.Arbitrary<T>) =>
  arbitrary.map((item) => ({ [keyword]: item }));

const assertion: fc.Arbitrary<{ [keyword: string]: Json }> = fc.oneof(
  as('type', fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string')),
  as('type', fc.constantFrom(['object', 'null'], ['array', 'object'], ['string', 'number'])),
  as('enum', fc.array(value, { maxLength: 3 })),
  as('const', value),
  as('multipleOf', fc.constantFrom(0.1, 1, 2, 0.3)),
  ...['minimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems'].map((keyword) =>
    as(keyword, number),
  ),
  ...['minProperties', 'maxProperties'].map((keyword) => as(keyword, number)),
  as('pattern', fc.constantFrom('^a', 'b$', '^.$')),
  fc.constant({ uniqueItems: true }),
  as('required', fc.array(name, { maxLength: 2 })),
  fc.tuple(name, name).map(([a, b]) => ({ dependentRequired: toObject([[a, [b]]]) })),
  as('format', fc.constantFrom('date', 'odd', 'hostname')),
);

const reference = fc.constantFrom('x', 'y', 'z').map((target) => ({ $ref: `#/$defs/${target}` }));

const schema: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => {
  const one = tie('schema');
  const list = fc.array(one, { minLength: 1, maxLength: 3 });
  const map = fc.array(fc.tuple(name, one), { maxLength: 3 }).map(toObject);
  const branches = fc.record(Object.fromEntries(['then', 'else'].map((keyword) => [keyword, one])), {
    requiredKeys: [],
  });
  const count = fc.record({ minContains: number, maxContains: number }, { requiredKeys: [] });
  const applicator: fc.Arbitrary<{ [keyword: string]: Json }> = fc.oneof(
    ...['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((keyword) => as(keyword, list)),
    ...['not', 'items', 'additionalProperties', 'propertyNames'].map((keyword) => as(keyword, one)),
    ...['unevaluatedProperties', 'unevaluatedItems'].map((keyword) => as(keyword, one)),
    ...['dependentSchemas', 'properties', 'properties'].map((keyword) => as(keyword, map)),
    ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'].map((keyword) =>
      as(keyword, fc.constant(false)),
    ),
    fc.tuple(one, branches).map(([test, rest]) => ({ if: test, ...rest })),
    fc.tuple(one, count).map(([contains, rest]) => ({ contains, ...rest })),
    fc
      .tuple(fc.constantFrom('^a', '[bc]', 'o'), one)
      .map(([pattern, below]) => ({ patternProperties: { [pattern]: below } })),
    reference,
  );
  const keywords = fc.array(fc.oneof(assertion, applicator), { maxLength: 4 });
  return {
    schema: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.boolean(),
      reference,
      keywords.map((found): Schema => Object.assign({}, ...found)),
    ),
  };
}).schema;

/** Schemas of draft 2020-12 with every kind of keyword, that refer to three others, also in circles. */
export const schemaFile = fc
  .record({ root: schema, x: schema, y: schema, z: schema })
  .map(({ root, x, y, z }) => ({ allOf: [root], $defs: { x, y, z } }));
