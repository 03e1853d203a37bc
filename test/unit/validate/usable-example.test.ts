import { expect, it } from 'vitest';
import { usableExamples, whyUnusable } from '../../../src/validate/usable-example.ts';
import { onlyOperation, toContract } from '../contract/to-contract.ts';

const contract = toContract(`paths:
  /x:
    get:
      responses:
        '200':
          description: ok
          headers:
            X-Count: { schema: { type: integer }, examples: { bad: { value: many }, good: { value: 3 } } }
          content:
            application/json:
              schema: { type: object, required: [a], properties: { a: { type: string } } }
              examples:
                good: { value: { a: x } }
                wrong: { value: { a: 1 } }
                marked: { value: { a: x }, x-invalid: true }
                text: { x-serialized-value: '{"a":"y"}' }
                malformed: { x-serialized-value: '{' }
                outside: { externalValue: https://example.com/x }
            application/xml:
              schema: { type: object }
              examples: { any: { value: <a/> } }
            text/plain:
              schema: { pattern: '(' }
              examples: { unjudged: { value: x } }`);
const [response] = onlyOperation(contract).responses;
if (!response) throw new Error('there is a response');
const [json, xml, text] = response.content;
const [header] = response.headers;

it('tells why an example is not served', () => {
  const reasons = json?.examples.map((example) => [example.name, whyUnusable(contract, json, example)]);
  expect(reasons).toEqual([
    ['good', undefined],
    ['wrong', 'breaks its own schema: /a must be string'],
    ['marked', 'is marked x-invalid'],
    ['text', undefined],
    ['malformed', expect.stringMatching(/^cannot be read as application\/json: it /)],
    ['outside', undefined],
  ]);
});

it('what nothing proves wrong may be served', () => {
  const names = [json, xml, text, header].map(
    (owner) => owner && usableExamples(contract, owner).map(({ name }) => name),
  );
  expect(names).toEqual([['good', 'text', 'outside'], ['any'], ['unjudged'], ['good']]);
});
