import { expect, it } from 'vitest';
import { renderLiveFinding } from '../../../src/cli/live-finding.ts';
import type { Finding } from '../../../src/finding.ts';

const finding: Finding = {
  rule: 'response-status-unknown',
  severity: 'error',
  message: 'response status: received 500, documented 200',
  operation: 'GET /pets',
  spec: { file: 'pets.yaml', line: 7, column: 3, pointer: '/paths/~1pets/get' },
  fingerprint: '0123456789ab',
};

it('is one line with everything that leads to the fault', () => {
  expect(renderLiveFinding(finding)).toBe(
    'error response-status-unknown GET /pets: response status: received 500, documented 200 (pets.yaml:7:3)\n',
  );
});

it('does without an operation and a place', () => {
  const { rule, severity, message, fingerprint } = finding;
  expect(renderLiveFinding({ rule, severity, message, fingerprint })).toBe(
    'error response-status-unknown: response status: received 500, documented 200\n',
  );
});

it('commands neither the terminal nor a CI log', () => {
  const hostile = '\u001b[2J\n::error::x ##[group] \u202e';
  const line = renderLiveFinding({
    ...finding,
    message: hostile,
    operation: `GET ${hostile}`,
    spec: { file: hostile, line: 1, column: 1, pointer: '' },
  });
  expect(line).toBe(
    'error response-status-unknown GET \\u001b[2J\\n::error::x #\\u0023[group] \\u202e: \\u001b[2J\\n::error::x #\\u0023[group] \\u202e (\\u001b[2J\\n::error::x #\\u0023[group] \\u202e:1:1)\n',
  );
});
