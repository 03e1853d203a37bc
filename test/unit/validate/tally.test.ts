import { expect, it } from 'vitest';
import type { Finding } from '../../../src/finding.ts';
import { createTally } from '../../../src/validate/tally.ts';

const finding = (exchange: number, fingerprint: string): Finding => ({
  rule: 'response-body-schema',
  severity: 'error',
  message: `in exchange ${exchange}`,
  fingerprint,
  at: { exchange, side: 'response', pointer: '' },
});

it('keeps the first of equals and counts the others', () => {
  const tally = createTally();
  for (let exchange = 0; exchange < 1000; exchange += 1) tally.addFinding(finding(exchange, 'aaaaaaaaaaaa'));
  tally.addFinding({ ...finding(1000, 'bbbbbbbbbbbb'), count: 3 });
  tally.addFinding(finding(1001, 'bbbbbbbbbbbb'));
  for (const reason of ['x', 'y', 'x']) tally.addUnchecked({ reason });
  for (const reason of ['z', 'z']) tally.addSkipped(reason);
  expect(tally.findings).toEqual([
    { ...finding(0, 'aaaaaaaaaaaa'), count: 1000 },
    { ...finding(1000, 'bbbbbbbbbbbb'), count: 4 },
  ]);
  expect(tally.unchecked).toEqual([
    { reason: 'x', count: 2 },
    { reason: 'y', count: 1 },
  ]);
  expect(tally.skipped).toEqual([{ reason: 'z', count: 2 }]);
});

it('keeps no more than a bounded number of rows, whatever the traffic varies, and counts all', () => {
  const tally = createTally();
  for (let index = 0; index < 5000; index += 1) {
    tally.addFinding(finding(index, index.toString(16).padStart(12, '0')));
    tally.addUnchecked({ reason: `reason ${index}` });
    tally.addSkipped(`reason ${index}`, 2);
  }
  const sum = (rows: readonly { readonly count?: number }[]) =>
    rows.reduce((total, { count = 1 }) => total + count, 0);
  expect([tally.findings.length, sum(tally.findings)]).toEqual([20, 5000]);
  expect([tally.unchecked.length, sum(tally.unchecked)]).toEqual([201, 5000]);
  expect([tally.skipped.length, sum(tally.skipped)]).toEqual([201, 10_000]);
});
