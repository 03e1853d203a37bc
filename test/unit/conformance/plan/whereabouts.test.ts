import { describe, expect, it } from 'vitest';
import { whyAstray } from '../../../../src/conformance/plan/whereabouts.ts';
import type { RequestDraft } from '../../../../src/conformance/request/draft.ts';
import { serialiseParameter } from '../../../../src/conformance/request/serialise-parameter.ts';
import { compileContract } from '../../../../src/contract/compile.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

const contract = compileContract(await loadSpec('test/documents/tasks.yaml', { cwd: process.cwd() }));
const operation = contract.operations.find(({ operationId }) => operationId === 'getTask');
const id = operation?.parameters[0];

describe('a path', () => {
  it.each(['', '.', '..', '../x', 'x/..', 'x/./y', '..\\x', '/', 'x//y', '\\'])(
    'never has %j in it',
    (value) => {
      expect(id && serialiseParameter(id, value)).toBeUndefined();
    },
  );

  it.each([
    ['...', '...'],
    ['a.b', 'a.b'],
    ['%2e%2e', '%252e%252e'],
    ['%2F', '%252F'],
    ['a b', 'a%20b'],
  ])('can have %j in it', (value, text) => {
    expect(id && serialiseParameter(id, value)).toBe(text);
  });

  it('has no slashes but those of the valid request', () => {
    const draft = (value: string): RequestDraft => {
      if (!operation || !id) throw new Error('the document has changed');
      const parameters = new Map([[id, value]]);
      return { operation, basePath: '', parameters, headers: [], credentials: 'valid' };
    };
    const reason = 'a slash in path parameter id can lead to another path';
    expect([
      whyAstray(draft('a'), draft('b')),
      whyAstray(draft('a'), draft('a/b')),
      whyAstray(draft('a'), draft('a\\b')),
      whyAstray(draft('a/b'), draft('a/b')),
    ]).toEqual([undefined, reason, reason, undefined]);
  });
});
