import { expect, it } from 'vitest';
import { decideVerdict, toExitCode } from '../../../src/gate/verdict.ts';

const error = { severity: 'error' } as const;
const warning = { severity: 'warning' } as const;
const unread = { reason: 'x' };

it.each([
  ['all checked', { findings: [], unchecked: [], checked: 1 }, { status: 'pass', reasons: [] }, 0],
  ['warnings', { findings: [warning], unchecked: [], checked: 1 }, { status: 'pass', reasons: [] }, 0],
  [
    'an error',
    { findings: [error, warning], unchecked: [], checked: 1 },
    { status: 'fail', reasons: ['1 error'] },
    1,
  ],
  [
    'nothing',
    { findings: [], unchecked: [], checked: 0 },
    { status: 'unchecked', reasons: ['nothing was checked'] },
    2,
  ],
  [
    'an error and something unchecked',
    { findings: [error, error], unchecked: [{ reason: 'x', count: 2 }, unread], checked: 1 },
    { status: 'unchecked', reasons: ['3 things could not be checked', '2 errors'] },
    2,
  ],
] as const)('decides on %s', (_, result, verdict, exitCode) => {
  expect(decideVerdict(result)).toEqual(verdict);
  expect(toExitCode(verdict.status)).toBe(exitCode);
});
