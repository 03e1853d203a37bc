import { describe, expect, it } from 'vitest';
import { reduceOriginal } from '../../../../src/conformance/run/reduce-original.ts';
import { compileContract } from '../../../../src/contract/compile.ts';
import { loadSpec } from '../../../../src/spec/load.ts';

const contract = compileContract(await loadSpec('test/documents/tasks.yaml', { cwd: process.cwd() }));
const put = contract.operations.find(({ operationId }) => operationId === 'replaceTask');
const schema = put?.requestBody?.content[0]?.schema;
const reduce = (original: Parameters<typeof reduceOriginal>[2]) =>
  schema && reduceOriginal(contract, schema, original);

describe('reduceOriginal', () => {
  it('leaves out what the request does not declare', () => {
    expect(
      reduce({ id: 'x', title: 'A', labels: ['a'], owner: { mail: 'a@b.cd', age: 7 }, done: true }),
    ).toEqual({
      title: 'A',
      labels: ['a'],
      owner: { mail: 'a@b.cd' },
    });
  });

  it('leaves out members that the request does not accept', () => {
    expect(reduce({ title: 'A', due: null, note: null, priority: 'unheard of' })).toEqual({
      title: 'A',
      note: null,
    });
  });

  it.each([
    ['what the request needs is missing', { id: 'x', done: true }],
    ['what the request needs is not accepted', { title: '' }],
    ['there is another shape around it', { data: { title: 'A' } }],
    ['it is no object', [{ title: 'A' }]],
    ['it is null', null],
  ])('gives nothing where %s', (_, original) => {
    expect(reduce(original)).toBeUndefined();
  });
});
