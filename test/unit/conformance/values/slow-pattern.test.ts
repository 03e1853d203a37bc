import { describe, expect, it } from 'vitest';
import { mayTakeForever } from '../../../../src/conformance/values/slow-pattern.ts';
import { contractOf, planOf } from '../plan-of.ts';

const operation = '/paths/~1a/post/requestBody/content/application~1json/schema';

function takesForever(schema: unknown, value: string): boolean {
  const contract = contractOf(schema);
  const body = contract.operations[0]?.requestBody?.content[0]?.schema;
  expect(body?.pointer).toBe(operation);
  return body !== undefined && mayTakeForever(contract, body, { text: value });
}

const withPattern = (pattern: string) => ({
  type: 'object',
  properties: { text: { type: 'string', pattern } },
});

describe('patterns that backtrack', () => {
  it.each([
    ['^([a-z]+)+$', 20, true],
    ['^([a-z]+)+$', 21, false],
    ['^(a|b)*c$', 21, false],
    ['^.*-.*$', 300, true],
    ['^.*-.*$', 301, false],
    ['^[a-z]+$', 100_000, true],
    ['^[a-z]{1,9}$', 100_000, true],
  ])('%s is matched against %i characters: %s', (pattern, length, expected) => {
    expect(takesForever(withPattern(pattern), 'a'.repeat(length))).toBe(!expected);
  });

  it('end no plan', () => {
    const schema = {
      type: 'object',
      required: ['text'],
      properties: { text: { type: 'string', maxLength: 200, pattern: '^(([a-z0-9]|[^x])+\\.(json|yaml))$' } },
    };
    const { cases, dropped } = planOf(contractOf(schema));
    expect(cases.length).toBeGreaterThan(20);
    expect(dropped.map(({ reason }) => reason)).toContain(
      'not sent: a pattern of the document takes too long on a text of this length',
    );
  });
});
