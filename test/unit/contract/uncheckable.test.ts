import { expect, it } from 'vitest';
import { listUncheckable } from '../../../src/contract/uncheckable.ts';
import { createValidators } from '../../../src/contract/validator.ts';
import { toDocument } from '../spec/to-document.ts';

it('lists what no value can be judged by, each place once', () => {
  const document = toDocument({
    'api.yaml': `openapi: 3.0.3
components:
  schemas:
    Good: {type: string, format: date}
    Broken: {properties: {a: {$ref: '#/components/schemas/Bad'}}}
    Bad: {type: obj}
    Odd: {properties: {id: {type: string, format: snowflake}, kind: {const: a}}}`,
  });
  const schemas = ['Good', 'Broken', 'Bad', 'Odd'].map((name) => ({
    uri: document.uri,
    pointer: `/components/schemas/${name}`,
    dialect: 'openapi-3.0' as const,
  }));
  const at = (pointer: string) => ({ uri: document.uri, pointer: `/components/schemas/${pointer}` });
  expect(listUncheckable(createValidators(document), schemas)).toEqual([
    { kind: 'schema', reason: 'type must name types of JSON, received "obj"', at: at('Bad/type') },
    { kind: 'statement', reason: 'OpenAPI 3.0 has no keyword const', at: at('Odd/properties/kind/const') },
    { kind: 'statement', reason: 'the format "snowflake" is unknown', at: at('Odd/properties/id/format') },
  ]);
});
