import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/spec/locate.ts';
import { toDocument } from './to-document.ts';

const yaml = `# comment
openapi: 3.1.0
paths:
  /a/{b}:
    get: &op
      "quoted ~ key": 1
      tags: [one, two]
      list:
        - name: x
        -   - deep
    put: *op
    post:
      <<: *op
      own:
flow: {a: {b: 1}, c: [1, {d: 2}]}
last: |
  text
`;

const json = '{\n\t"openapi": "3.1.0",\n\t"paths": {\n\t\t"/x": { "get": [ 1, {"k": "v"} ] }\n\t}\n}';

const document = toDocument({ 'api.yaml': yaml, 'x.json': json, 'bad.yaml': 'a: 1' });

describe('locate', () => {
  it.each([
    ['', 2, 1],
    ['/openapi', 2, 1],
    ['/paths', 3, 1],
    ['/paths/~1a~1{b}', 4, 3],
    ['/paths/~1a~1{b}/get/quoted ~0 key', 6, 7],
    ['/paths/~1a~1{b}/get/tags/1', 7, 19],
    ['/paths/~1a~1{b}/get/list/0', 9, 11],
    ['/paths/~1a~1{b}/get/list/0/name', 9, 11],
    ['/paths/~1a~1{b}/get/list/1/0', 10, 15],
    ['/paths/~1a~1{b}/put', 11, 5],
    ['/paths/~1a~1{b}/put/tags', 7, 7],
    ['/paths/~1a~1{b}/post/list', 8, 7],
    ['/paths/~1a~1{b}/post/own', 14, 7],
    ['/flow/a/b', 15, 12],
    ['/flow/c/1/d', 15, 27],
    ['/last', 16, 1],
    ['/paths/~1a~1{b}/get/none/here', 5, 5],
    ['/paths/~1a~1{b}/get/list/7', 8, 7],
    ['/none', 2, 1],
  ])('%s is at line %i, column %i', (pointer, line, column) => {
    expect(locate(document, { uri: document.uri, pointer })).toEqual({
      file: 'api.yaml',
      line,
      column,
      pointer,
    });
  });

  it.each([
    ['/openapi', 2, 2],
    ['/paths/~1x/get', 4, 11],
    ['/paths/~1x/get/0', 4, 20],
    ['/paths/~1x/get/1/k', 4, 24],
  ])('JSON: %s is at line %i, column %i', (pointer, line, column) => {
    expect(locate(document, { uri: 'file:///api/x.json', pointer })).toEqual({
      file: 'x.json',
      line,
      column,
      pointer,
    });
  });

  it('gives the start of a file that it cannot read, and the name of one it does not know', () => {
    const broken = { ...document, files: new Map([['u', { uri: 'u', name: 'u', text: 'a: [', data: {} }]]) };
    expect(locate(broken, { uri: 'u', pointer: '/a' })).toEqual({
      file: 'u',
      line: 1,
      column: 1,
      pointer: '/a',
    });
    expect(locate(broken, { uri: 'v', pointer: '/a' })).toEqual({
      file: 'v',
      line: 1,
      column: 1,
      pointer: '/a',
    });
  });
});
