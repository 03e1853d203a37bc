/** Pairs of pacts, and whether a verification of the one is a verification of the other. */
export type ContentPair = {
  readonly name: string;
  readonly isSame: boolean;
  readonly texts: readonly [string, string];
};

/** Both are of the same consumer and provider, which the texts leave out. */
export const contentPairs: readonly ContentPair[] = [
  pair(
    'the order of keys',
    true,
    '"interactions":[{"description":"a","request":{}}]',
    '"interactions":[{"request":{},"description":"a"}]',
  ),
  pair(
    'white space',
    true,
    '"interactions":[{"description":"a"}]',
    ' "interactions" : [ {\n"description":\t"a"} ]',
  ),
  pair(
    'the order of interactions',
    true,
    '"interactions":[{"description":"a"},{"description":"b"}]',
    '"interactions":[{"description":"b"},{"description":"a"}]',
  ),
  pair(
    'the order of messages',
    true,
    '"messages":[{"description":"a"},{"description":"b"}]',
    '"messages":[{"description":"b"},{"description":"a"}]',
  ),
  pair(
    'the library',
    true,
    '"interactions":[],"metadata":{"pactRust":{"ffi":"1"}}',
    '"interactions":[],"metadata":{"pactRust":{"ffi":"2"}}',
  ),
  pair(
    'something beside the interactions',
    true,
    '"interactions":[],"comments":"a"',
    '"interactions":[],"comments":"b"',
  ),
  pair(
    'an escape',
    true,
    '"interactions":[{"description":"\\u0041é"}]',
    '"interactions":[{"description":"A\\u00e9"}]',
  ),
  pair(
    'another way to write a number',
    true,
    '"interactions":[{"value":1.50}]',
    '"interactions":[{"value":15e-1}]',
  ),
  pair(
    'the place of the specification',
    true,
    '"interactions":[],"metadata":{"pactSpecification":{"version":"3.0.0"}}',
    '"interactions":[],"metadata":{"pactSpecificationVersion":"3.0.0"}',
  ),
  pair(
    'the version of the specification',
    false,
    '"interactions":[],"metadata":{"pactSpecification":{"version":"3.0.0"}}',
    '"interactions":[],"metadata":{"pactSpecification":{"version":"4.0"}}',
  ),
  pair('a point', false, '"interactions":[{"value":1}]', '"interactions":[{"value":1.0}]'),
  pair(
    'the last digit of a long number',
    false,
    '"interactions":[{"value":9007199254740993}]',
    '"interactions":[{"value":9007199254740992}]',
  ),
  pair('a text and a number', false, '"interactions":[{"value":1}]', '"interactions":[{"value":"1"}]'),
  pair(
    'the order in an array',
    false,
    '"interactions":[{"value":[1,2]}]',
    '"interactions":[{"value":[2,1]}]',
  ),
  pair('null and nothing', false, '"interactions":[{"value":null}]', '"interactions":[{}]'),
  pair(
    'another description',
    false,
    '"interactions":[{"description":"a"}]',
    '"interactions":[{"description":"b"}]',
  ),
  pair(
    'an interaction twice',
    false,
    '"interactions":[{"description":"a"}]',
    '"interactions":[{"description":"a"},{"description":"a"}]',
  ),
  pair('interactions and messages', false, '"interactions":[]', '"messages":[]'),
  pair(
    'the order of messages beside interactions',
    false,
    '"interactions":[],"messages":[{"a":1},{"b":1}]',
    '"interactions":[],"messages":[{"b":1},{"a":1}]',
  ),
];

function pair(name: string, isSame: boolean, one: string, other: string): ContentPair {
  return { name, isSame, texts: [one, other] };
}
