import { describe, expect, it } from 'vitest';
import { findClause, listClauseProblems, readClauses } from '../../../src/spec/read-clauses.ts';
import { toDocument } from './to-document.ts';

const clause = (id: string, more = '') => `{id: ${id}, text: T, source: S, strength: documented${more}}`;

const document = toDocument({
  'api.yaml': `openapi: 3.1.0
info: {title: T, version: '1', x-clause: ${clause('info')}}
paths:
  /a:
    put:
      x-clause: [${clause('op')}, ${clause('op.id', ', on: /operationId, accepts: any')}]
      operationId: run
      requestBody: {$ref: 'other.yaml#/body'}
      responses:
        '200':
          description: d
          content:
            application/json:
              examples:
                one:
                  value: {x-clause: ${clause('never')}, error_code: E}
                  x-clause: ${clause('example.code', ', on: /value/error_code')}
components:
  schemas:
    A:
      required: [p, q]
      properties:
        p: {type: string, x-clause: ${clause('p')}}
        x-clause: {type: object}
      x-clause:
        - ${clause('p.required', ', on: /required/0')}
        - ${clause('p.again', ', on: /required/0')}
`,
  'other.yaml': `body:
  required: true
  x-clause: ${clause('body')}
  content: {}
unused: {x-clause: ${clause('unused')}}
`,
});
const clauses = readClauses(document);

describe('readClauses', () => {
  it('reads those of objects that the document uses, in its order', () => {
    expect(clauses.map(({ id }) => id)).toEqual([
      'info',
      'op',
      'op.id',
      'body',
      'example.code',
      'p.required',
      'p.again',
      'p',
    ]);
    expect(clauses[2]).toEqual({
      id: 'op.id',
      strength: 'documented',
      text: 'T',
      source: 'S',
      owner: { uri: 'file:///api/api.yaml', pointer: '/paths/~1a/put' },
      on: '/operationId',
      accepts: 'any',
    });
    expect(listClauseProblems(document)).toEqual([]);
  });

  it('tells what is wrong with the others', () => {
    const broken = toDocument({
      'api.yaml': `openapi: 3.1.0
info:
  x-clause:
    - text
    - {text: T}
    - {id: a}
    - {id: b, text: T}
    - {id: c, text: T, source: S, strength: maybe}
    - {id: d, text: T, source: S, strength: assumed, on: title}
    - {id: e, text: T, source: S, strength: assumed, on: /none}
    - {id: f, text: T, source: S, strength: assumed, accepts: all}
    - {id: g, text: T, source: S, strength: assumed}
    - {id: g, text: T, source: S, strength: assumed}
    - {id: g, text: U, source: S, strength: assumed}
`,
    });
    expect(listClauseProblems(broken).map(({ reason, at }) => [at.pointer, reason])).toEqual([
      ['/info/x-clause/0', 'an x-clause is an object or a list of objects'],
      ['/info/x-clause/1', 'a clause has an id, which is a text'],
      ['/info/x-clause/2', 'clause a has a text, which is the documented sentence'],
      ['/info/x-clause/3', 'clause b has a source, which is a text'],
      ['/info/x-clause/4', 'clause c has a strength, which is documented or assumed'],
      ['/info/x-clause/5', 'clause d has on: "title", which is no JSON pointer'],
      ['/info/x-clause/6', 'clause e is on /none, which its owner does not have'],
      ['/info/x-clause/7', 'clause f has accepts: "all", which can only be any'],
      ['/info/x-clause/10', 'clause g stands elsewhere with another text or strength'],
    ]);
    expect(readClauses(broken).map(({ id }) => id)).toEqual(['g', 'g', 'g']);
  });
});

describe('findClause', () => {
  it.each([
    ['/info', 'info'],
    ['/info/title', 'info'],
    ['/paths/~1a/put', 'op'],
    ['/paths/~1a/put/operationId', 'op.id'],
    ['/paths/~1a/put/operationIdentity', 'op'],
    ['/components/schemas/A/required/0', 'p.required'],
    ['/components/schemas/A/required/1', undefined],
    ['/components/schemas/A/properties/p/type', 'p'],
    ['/components/schemas/A', undefined],
    ['/paths/~1a/put/responses/200/content/application~1json/examples/one/value/error_code', 'example.code'],
    ['/paths/~1a/put/responses/200/content/application~1json/examples/one', 'op'],
  ])('%s belongs to %s', (pointer, id) => {
    expect(findClause(clauses, { uri: document.uri, pointer })?.id).toBe(id);
  });

  it('looks in the same file only', () => {
    expect(findClause(clauses, { uri: 'file:///api/other.yaml', pointer: '/body/required' })?.id).toBe(
      'body',
    );
    expect(findClause(clauses, { uri: 'file:///api/none.yaml', pointer: '/info' })).toBeUndefined();
  });
});
