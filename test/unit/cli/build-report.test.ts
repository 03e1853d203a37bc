import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/cli/build-report.ts';
import type { Operation } from '../../../src/contract/contract.ts';
import type { Finding } from '../../../src/finding.ts';

const uri = 'file:///api.yaml';
const key = 'GET /a';
// Only key and place of an operation are read.
const operation = { key, at: { uri, pointer: '/paths/~1a/get' } } as unknown as Operation;
const clause = (id: string, pointer: string, text = `text of ${id}`) =>
  ({ id, strength: 'documented', text, source: `source of ${id}`, owner: { uri, pointer }, on: '' }) as const;
const contract = {
  title: 'A',
  version: '1',
  digest: 'sha256:0',
  operations: [operation],
  clauses: [
    clause('inside', '/paths/~1a/get/responses/200'),
    clause('beside', '/paths/~1a/getter'),
    clause('inside', '/components/x', 'said again elsewhere'),
  ],
};
const finding = (exchange: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'response-body-schema',
  severity: 'error',
  message: `received ${exchange}`,
  operation: key,
  fingerprint: 'aaaaaaaaaaaa',
  at: { exchange, side: 'response', pointer: '/body' },
  ...more,
});

describe('buildReport', () => {
  it('sorts, collapses, counts, and adds what the document says', () => {
    const report = buildReport({
      contract,
      findings: [
        finding(9, { severity: 'warning', fingerprint: 'bbbbbbbbbbbb', operation: 'GET /b' }),
        finding(2, { count: 4 }),
        finding(1, { clause: 'inside' }),
      ],
      unchecked: [
        { reason: 'z' },
        { reason: 'a', at: { exchange: 1, side: 'request', pointer: '' } },
        { reason: 'a', at: { exchange: 2, side: 'request', pointer: '' } },
      ],
      skipped: [{ reason: 'no server of the document: http://b', count: 3 }],
      coverage: {
        operations: [
          { operation: 'GET /b', exchanges: 1, statuses: [] },
          { operation: key, exchanges: 2, statuses: [] },
        ],
        clauses: [
          { id: 'inside', strength: 'documented', state: 'proven', by: ['traffic', 'probe'] },
          { id: 'beside', strength: 'documented', state: 'unexercised', by: [], reason: 'why' },
        ],
      },
      exchanges: 5,
      checked: 2,
    });
    expect(report).toEqual({
      version: 1,
      contract: { title: 'A', version: '1', digest: 'sha256:0' },
      verdict: { status: 'unchecked', reasons: ['3 things could not be checked', '1 error'] },
      summary: {
        exchanges: 5,
        checked: 2,
        errors: 1,
        warnings: 1,
        unchecked: [
          { reason: 'a', count: 2, at: { exchange: 1, side: 'request', pointer: '' } },
          { reason: 'z', count: 1 },
        ],
        skipped: [{ reason: 'no server of the document: http://b', count: 3 }],
      },
      findings: [
        finding(1, { clause: 'inside', statement: 'text of inside', count: 5 }),
        finding(9, { severity: 'warning', fingerprint: 'bbbbbbbbbbbb', operation: 'GET /b' }),
      ],
      coverage: {
        operations: [
          { operation: key, exchanges: 2, statuses: [] },
          { operation: 'GET /b', exchanges: 1, statuses: [] },
        ],
        clauses: [
          {
            id: 'beside',
            strength: 'documented',
            state: 'unexercised',
            by: [],
            reason: 'why',
            text: 'text of beside',
            source: 'source of beside',
          },
          {
            id: 'inside',
            strength: 'documented',
            state: 'proven',
            by: ['probe', 'traffic'],
            text: 'text of inside',
            source: 'source of inside',
            operation: key,
          },
        ],
      },
    });
  });
});
