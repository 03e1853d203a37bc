import { expect, it } from 'vitest';
import { findCommonResponse, findUnmatchedResponse } from '../../../src/validate/common-response.ts';
import { toContract } from '../contract/to-contract.ts';

const nothing = (examples = '') =>
  `{ description: nothing, content: { application/json: { schema: { $ref: '#/components/schemas/Error' }, examples: { first: { value: {} }${examples} } } } }`;
const components = 'components: { schemas: { Error: { type: object }, Other: { type: string } } }';
const paths = (responses: Record<string, string>) =>
  toContract(
    `paths:\n${Object.entries(responses)
      .map(([name, documented]) => `  ${name}: { get: { responses: { ${documented} } } }`)
      .join('\n')}\n${components}`,
  );

const unmatched = (contract: ReturnType<typeof paths>, method: string, path: string) => {
  const found = findUnmatchedResponse(contract, contract.match(method, path));
  return found && [found.operation.path, found.code, found.exampleKey];
};

it('a 404 that all operations document is that of an unknown path', () => {
  const contract = paths({ '/a': `'404': ${nothing()}`, '/b': `'404': ${nothing()}` });
  expect(unmatched(contract, 'GET', '/nothing')).toEqual(['/a', 404, undefined]);
});

it('an example says which one it is, also for a wrong method', () => {
  const contract = paths({
    '/a': `'404': ${nothing()}`,
    '/b': `'404': ${nothing(', path-unknown: { value: {} }, method-unknown: { value: {} }')}`,
  });
  expect(unmatched(contract, 'GET', '/nothing')).toEqual(['/b', 404, 'path-unknown']);
  expect(unmatched(contract, 'PUT', '/a')).toEqual(['/b', 404, 'method-unknown']);
});

it('a 404 that speaks of some operations only is not', () => {
  const some = paths({ '/a': `'404': ${nothing()}`, '/b': "'200': { description: ok }" });
  expect(unmatched(some, 'GET', '/nothing')).toBeUndefined();
  const other = nothing().replace('schemas/Error', 'schemas/Other');
  expect(
    unmatched(paths({ '/a': `'404': ${nothing()}`, '/b': `'404': ${other}` }), 'GET', '/nothing'),
  ).toBeUndefined();
});

it('a wrong method is the 405 of its path, and a 404 only where the document says so', () => {
  const contract = paths({
    '/a': `'404': ${nothing()}, '405': ${nothing()}`,
    '/b': `'404': ${nothing()}`,
  });
  expect(unmatched(contract, 'PUT', '/a')).toEqual(['/a', 405, undefined]);
  expect(unmatched(contract, 'PUT', '/b')).toBeUndefined();
});

it('a request that has an operation has no such response', () => {
  const contract = paths({ '/a': `'404': ${nothing()}` });
  expect(findUnmatchedResponse(contract, contract.match('GET', '/a'))).toBeUndefined();
  expect(findCommonResponse(contract.document, [], { code: 404 })).toBeUndefined();
});
