import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../../src/contract/contract.ts';
import { toContract } from '../../contract/to-contract.ts';
import { contractOf, planOf } from '../plan-of.ts';

const everyKey = ['key', 'date', 'token'];

/** What accepting each case would be, and what the case is; type confusion is looked at with the limits. */
function casesOf(contract: Contract, keyword: string): string[] {
  const { cases } = planOf(contract, {
    phases: ['negative'],
    credentials: { valid: everyKey, expired: ['key'], other: everyKey },
  });
  return cases
    .filter(({ intent }) => intent.keyword === keyword)
    .map(({ proof, expect: { kind }, intent }) => `${proof?.severity ?? kind} ${intent.description}`);
}

function guarded(security: unknown): Contract {
  return toContract(`
security: ${JSON.stringify(security)}
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    date: { type: apiKey, in: header, name: X-Date }
    token: { type: http, scheme: bearer }
paths:
  /a/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: n, in: query, schema: { type: integer }, example: 1 }
        - { name: X-A, in: header, required: true, schema: { type: string } }
      responses: { 200: { description: '' } }
`);
}

const anyScheme = [
  'error security: no credential',
  'error security: an empty credential',
  'error security: a made-up credential',
  'error security: a changed credential',
  'error security: half a credential',
  'error security: a credential with more behind it',
];

describe('negative cases', () => {
  it.each<[name: string, security: unknown, cases: string[]]>([
    [
      'a key',
      [{ key: [] }],
      [
        ...anyScheme,
        'warning security: a credential in another place',
        'error security: an expired credential',
        'error security: a credential of somebody else',
      ],
    ],
    [
      'a bearer token',
      [{ token: [] }],
      [
        ...anyScheme,
        'error security: a credential of another authentication scheme',
        'warning security: a credential in another place',
        'error security: a credential of somebody else',
      ],
    ],
    [
      'a key and a date',
      [{ key: [], date: [] }],
      [
        ...anyScheme,
        'warning security: a credential in another place',
        'error security: a part of the credential missing',
        'error security: a credential of somebody else',
      ],
    ],
    ['nothing that has to be there', [{ token: [] }, {}], []],
  ])('of an operation that is guarded by %s', (_name, security, cases) => {
    expect(casesOf(guarded(security), 'security')).toEqual(cases);
  });

  it('cut, spoil and re-encode a JSON body, and make odd ones of it', () => {
    const contract = contractOf({ type: 'object', required: ['a'], properties: { a: { type: 'string' } } });
    expect(casesOf(contract, 'content').filter((line) => line.includes('/body'))).toEqual([
      'error /body content: cut off in the middle',
      'error /body content: cut off after a quarter',
      'error /body content: last character missing',
      'error /body content: text after the end',
      'error /body content: a word after the end',
      'error /body content: two values',
      'error /body content: trailing comma',
      'error /body content: a comma too many',
      'error /body content: single quotes',
      'error /body content: names without quotes',
      'error /body content: no colon behind a name',
      'error /body content: unquoted text',
      'error /body content: a comment',
      'error /body content: an unknown escape',
      'error /body content: only blanks',
      'error /body content: an opening brace',
      'warning /body content: a line break in a text',
      'warning /body content: NaN',
      'warning /body content: Infinity',
      'answered /body content: a byte order mark',
      'answered /body content: a name twice',
      'answered /body content: a name twice, the last one null',
      'answered /body content: a lone surrogate',
      'answered /body content: an escaped NUL',
      'answered /body content: a number of 400 digits',
      'answered /body content: lists nested 500 deep',
      'answered /body content: a member nested 300 deep',
      'answered /body content: UTF-16',
      'answered /body content: a Latin-1 byte',
      'answered /body content: an overlong UTF-8 sequence',
    ]);
  });

  it('name another media type, none, and what is no media type', () => {
    expect(
      casesOf(contractOf({ type: 'string' }), 'content').filter((line) => line.includes('/header')),
    ).toEqual([
      'warning /header/content-type content: text/plain',
      'warning /header/content-type content: application/xml',
      'warning /header/content-type content: application/octet-stream',
      'warning /header/content-type content: application/x-www-form-urlencoded',
      'warning /header/content-type content: multipart/form-data',
      'warning /header/content-type content: application/vnd.contract-kit.undocumented+json',
      'warning /header/content-type content: json',
      'warning /header/content-type content: an empty Content-Type',
      'warning /header/content-type content: no Content-Type',
      'answered /header/content-type content: charset utf-16',
    ]);
  });

  it('expect an answer, whatever it is, to repeated and undeclared parameters and to odd path values', () => {
    const contract = guarded([]);
    expect(['path', 'query', 'headers'].flatMap((keyword) => casesOf(contract, keyword))).toEqual([
      'answered /path/id path: dots',
      'answered /path/id path: an encoded percent sign',
      'answered /path/id path: an encoded NUL',
      'answered /path/id path: an encoded question mark',
      'answered /path/id path: very long',
      'answered /query query: an undeclared query parameter',
      'answered /query/n query: twice',
      'answered /header/x-a headers: twice',
      'answered /header/accept headers: an Accept that no answer meets',
      'answered /header/accept headers: an Accept that is none',
    ]);
  });

  it('leave alone what the server ignores in a request', () => {
    const contract = contractOf({
      type: 'object',
      properties: { id: { type: 'integer', readOnly: true }, name: { type: 'boolean' } },
    });
    const { cases } = planOf(contract, { phases: ['negative'] });
    expect(cases.filter(({ proof }) => proof?.pointer === '/body/id')).toEqual([]);
    expect(cases.some(({ proof }) => proof?.pointer === '/body/name')).toBe(true);
  });

  it('cover every field of a schema that has too many for all of its cases', () => {
    const names = Array.from({ length: 120 }, (_, index) => `field${index}`);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 9 }])),
    };
    const plan = planOf(contractOf(schema), { phases: ['boundary', 'negative'] });
    const touched = (phase: string, keyword: string): number =>
      new Set(
        plan.cases
          .filter((one) => one.phase === phase && one.proof?.keyword === keyword)
          .map(({ proof }) => proof?.pointer),
      ).size;
    expect([touched('boundary', 'maxLength'), touched('negative', 'type')]).toEqual([120, 121]);
    expect(plan.cases.length).toBe(1000);
    expect(plan.dropped.map(({ reason }) => reason)).toContain(
      'not sent: more than 500 negative cases for one operation',
    );
  });
});
