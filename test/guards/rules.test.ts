import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type RuleId, ruleIds } from '../../src/finding.ts';
import { rules } from '../../src/rules/rules.ts';

/** Ids that speak about a run or about the document, not about one exchange. */
const otherIds: readonly RuleId[] = [
  'request-valid-refused',
  'request-invalid-accepted',
  'request-unauthenticated-accepted',
  'scenario-outcome-different',
  'response-server-error',
  'response-absent',
  'operation-not-idempotent',
  'request-refused-applied',
  'response-error-different',
  'response-media-type-different',
  'response-time-exceeded',
  'operation-not-repeatable',
  'resource-created-missing',
  'resource-deleted-found',
  'resource-value-different',
  'pact-interaction-different',
  'pact-state-missing',
  'document-structure-schema',
  'document-schema-unreadable',
  'document-example-schema',
  'document-clause-unknown',
];

/** What the rules share. */
const sharedFiles: readonly string[] = [
  'credential.ts',
  'describe-issue.ts',
  'excerpt.ts',
  'judge-media-type.ts',
  'judge-readable.ts',
  'judge-value.ts',
  'matcher',
  'parameter-words.ts',
  'redactor-of.ts',
  'rule.ts',
  'rules.ts',
  'schema-use.ts',
];

/** Rules without a twin on the other side, each with its reason. */
const withoutTwin: Readonly<Record<string, string>> = {
  'request-parameter-missing': 'a parameter is the request’s header: its twin is response-header-missing',
  'request-parameter-schema': 'its twin is response-header-schema',
  'request-parameter-unknown': 'its twin is response-header-unknown',
  'request-parameter-unreadable': 'a header has one style only; response-header-schema tells of it as well',
  'request-security-missing': 'responses carry no credentials',
  'response-body-unknown': 'a request body that nothing documents is ignored (OpenAPI 3.1 §4.8.10)',
  'response-header-missing': 'its twin is request-parameter-missing',
  'response-header-schema': 'its twin is request-parameter-schema',
  'response-header-unknown': 'its twin is request-parameter-unknown',
  'response-status-unknown': 'a request has no status; its path and method are operation-unknown',
};

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const ids = ruleIds.filter((id) => !otherIds.includes(id));

it('each id of an exchange is one rule of the default list', () => {
  expect(rules.map(({ id }) => id).sort()).toEqual([...ids].sort());
});

it('each rule is one file of its name, and what they share is listed', () => {
  const files = readdirSync(folder('src/rules')).sort();
  expect(files).toEqual([...ids.map((id) => `${id}.ts`), ...sharedFiles].sort());
});

it('a rule stands after those that it requires', () => {
  const early = rules.filter(({ requires = [] }, index) =>
    requires.some((id) => rules.findIndex((rule) => rule.id === id) >= index),
  );
  expect(early).toEqual([]);
});

it('each id tells the side of its rule', () => {
  const others = rules.filter(({ id, side }) => !id.startsWith(side)).map(({ id }) => id);
  expect(others).toEqual(['operation-unknown']);
});

describe.each(rules)('$id', ({ id, stances = ['observed', 'expected'] }) => {
  const cases = existsSync(folder(`test/rules/${id}`)) ? readdirSync(folder(`test/rules/${id}`)) : [];

  it('has a case that fires and a near miss', () => {
    expect(cases.some((name) => name.startsWith('fires-'))).toBe(true);
    expect(cases.some((name) => name.startsWith('silent-'))).toBe(true);
  });

  it('has a case for each stance that it serves', () => {
    const expected = cases.filter((name) => name.includes('-expected'));
    const firing = expected.filter((name) => name.startsWith('fires-'));
    expect(firing.length > 0).toBe(stances.includes('expected'));
    // The stance that a rule does not serve has a near miss.
    expect(expected.length > 0).toBe(true);
    const observed = cases.filter((name) => name.startsWith('fires-') && !name.includes('-expected'));
    expect(observed.length > 0).toBe(stances.includes('observed'));
  });
});

describe('twins', () => {
  const twinOf = (id: string) =>
    id.replace(/^(request|response)/, (side) => (side === 'request' ? 'response' : 'request'));
  const alone = rules.filter(({ id }) => twinOf(id) !== id && !rules.some((rule) => rule.id === twinOf(id)));

  it('a rule for requests has a twin for responses, or a reason', () => {
    expect(alone.map(({ id }) => id).sort()).toEqual(Object.keys(withoutTwin).sort());
  });
});
