import { describe, expect, it } from 'vitest';
import type { CaseRequest, CredentialKind } from '../../../../src/conformance/plan/case.ts';
import { attachCredentials } from '../../../../src/conformance/request/attach-credentials.ts';
import { type Credentials, readCredentials } from '../../../../src/conformance/request/credentials.ts';
import { onlyOperation, toContract } from '../../contract/to-contract.ts';

const contract = toContract(`
paths: {/a: {get: {responses: {}, security: [{key: []}, {bearer: []}, {query: [], session: []}]}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    bearer: {type: http, scheme: Bearer}
    query: {type: apiKey, in: query, name: api key}
    session: {type: apiKey, in: cookie, name: sid}
`);
const operation = onlyOperation(contract);

const attach = (
  kind: CredentialKind,
  valid: Record<string, string>,
  expired: Record<string, string> = {},
) => {
  const request: CaseRequest = { method: 'GET', url: '/a', headers: [['Cookie', 'x=y']], credentials: kind };
  const credentials: Credentials = {
    valid: new Map(Object.entries(valid)),
    expired: new Map(Object.entries(expired)),
    other: new Map(),
  };
  return attachCredentials(request, operation, credentials);
};

describe('credentials of a request', () => {
  it.each<[CredentialKind, Record<string, string>, unknown]>([
    [
      'valid',
      { key: 'secret' },
      {
        url: '/a',
        headers: [
          ['Cookie', 'x=y'],
          ['X-Key', 'secret'],
        ],
      },
    ],
    [
      'valid',
      { bearer: 'Bearer t' },
      {
        url: '/a',
        headers: [
          ['Cookie', 'x=y'],
          ['Authorization', 'Bearer t'],
        ],
      },
    ],
    [
      'valid',
      { query: 'a&b', session: 's' },
      { url: '/a?api%20key=a%26b', headers: [['Cookie', 'x=y; sid=s']] },
    ],
    ['valid', {}, { url: '/a', headers: [['Cookie', 'x=y']] }],
    ['none', { key: 'secret' }, { url: '/a', headers: [['Cookie', 'x=y']] }],
    [
      'empty',
      { key: 'secret' },
      {
        url: '/a',
        headers: [
          ['Cookie', 'x=y'],
          ['X-Key', ''],
        ],
      },
    ],
    [
      'invalid',
      { bearer: 'Bearer t' },
      {
        url: '/a',
        headers: [
          ['Cookie', 'x=y'],
          ['Authorization', 'Bearer contract-kit-made-up-credential'],
        ],
      },
    ],
    [
      'invalid',
      {},
      {
        url: '/a',
        headers: [
          ['Cookie', 'x=y'],
          ['X-Key', 'contract-kit-made-up-credential'],
        ],
      },
    ],
    [
      'altered',
      { bearer: 'Bearer abc' },
      {
        url: '/a',
        headers: [
          ['Cookie', 'x=y'],
          ['Authorization', 'Bearer cba'],
        ],
      },
    ],
    ['altered', { key: 'aba' }, undefined],
    ['altered', {}, undefined],
    ['expired', { key: 'secret' }, undefined],
  ])('%s with %j', (kind, valid, expected) => {
    expect(attach(kind, valid)).toEqual(expected);
  });

  it('sends an expired one that was given', () => {
    expect(attach('expired', { key: 'new' }, { key: 'old' })?.headers).toContainEqual(['X-Key', 'old']);
  });

  it('finds them among header fields and in the environment, and leaves the other fields', () => {
    const { credentials, others } = readCredentials(contract, {
      headers: [
        { name: 'x-key', value: 'k' },
        { name: 'authorization', value: 'Basic dTpw' },
        { name: 'X-Trace', value: '1' },
      ],
      expiredHeaders: [{ name: 'X-Key', value: 'old' }],
      otherHeaders: [],
      secrets: (key) => (key === 'session' ? { valid: 's' } : {}),
    });
    expect([...credentials.valid]).toEqual([
      ['key', 'k'],
      ['session', 's'],
    ]);
    expect([...credentials.expired]).toEqual([['key', 'old']]);
    // Another word than Bearer: not the credential of the document.
    expect(others).toEqual([
      ['authorization', 'Basic dTpw'],
      ['X-Trace', '1'],
    ]);
  });
});
