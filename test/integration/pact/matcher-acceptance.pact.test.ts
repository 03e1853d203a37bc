import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PactV4 } from '@pact-foundation/pact';
import { afterAll, expect, it } from 'vitest';
import type { MatcherRule } from '../../../src/exchange/matcher.ts';
import type { Json } from '../../../src/finding.ts';
import { accepts } from '../../../src/rules/matcher/accepts.ts';
import { witnesses } from '../../../src/rules/matcher/witnesses.ts';

const dir = mkdtempSync(join(tmpdir(), 'matcher-acceptance-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A rule, the example that the pact has, and values to send. */
type Row = { readonly rule: MatcherRule; readonly example: Json; readonly values: readonly Json[] };

const regex = (pattern: string): MatcherRule => ({ match: 'regex', regex: pattern });

const rows: readonly Row[] = [
  { rule: regex('Success|Done'), example: 'Done', values: ['Success', 'xDonex', 'Fail', 5, true, null] },
  { rule: regex('^E\\.\\d+$'), example: 'E.1', values: ['E.12', 'E.', 'xE.1', 'E.1x'] },
  { rule: regex('\\A[a-z]{2,3}\\z'), example: 'ab', values: ['abc', 'abcd', 'a', 'AB'] },
  { rule: regex('^(?i:ok)$'), example: 'ok', values: ['OK', 'oK', 'no'] },
  { rule: regex('^\\w+$'), example: 'a', values: ['Zürich', 'a b', '_'] },
  { rule: regex('^(?!no)[a-z]+(?<!x)$'), example: 'yes', values: ['no', 'nox', 'yex', 'abc'] },
  { rule: regex('^[[:alpha:]]+$'), example: 'a', values: ['ab', 'a1'] },
  { rule: regex('^\\d++[a-z]$'), example: '1a', values: ['12b', 'a'] },
  { rule: regex('^\\p{Lu}\\h?$'), example: 'A', values: [] },
  { rule: regex('^\\d+$'), example: 5, values: [12, '12', 1.5] },
  { rule: regex('^a$'), example: 'a', values: ['b\na', 'ab'] },
  { rule: { match: 'type' }, example: 'a', values: ['', 'b', 1, null, true, ['a'], {}] },
  { rule: { match: 'type' }, example: 1, values: [2, 1.5, '1', null] },
  { rule: { match: 'type' }, example: true, values: [false, 'true', 0] },
  { rule: { match: 'type' }, example: null, values: [null, ''] },
  { rule: { match: 'type', min: 2 }, example: ['a', 'b'], values: [['x', 'y', 'z'], ['x'], []] },
  {
    rule: { match: 'type', max: 2 },
    example: ['a'],
    values: [
      ['x', 'y'],
      ['x', 'y', 'z'],
    ],
  },
  { rule: { match: 'type', min: 1, max: 2 }, example: ['a'], values: [[], ['x'], ['x', 'y', 'z']] },
  { rule: { match: 'integer' }, example: 1, values: [2, -5, 1.5, '1', null] },
  { rule: { match: 'decimal' }, example: 1.5, values: [2.25, -0.5, '1.5', true] },
  { rule: { match: 'number' }, example: 1.5, values: [2, -0.5, '1.5', null] },
  { rule: { match: 'boolean' }, example: true, values: [false, 'true', 'yes', 1] },
  { rule: { match: 'null' }, example: null, values: [null, 0, ''] },
  { rule: { match: 'include', value: 'abc' }, example: 'abc', values: ['xabcx', 'ab', 5] },
  { rule: { match: 'equality' }, example: 'a', values: ['a', 'b'] },
  { rule: { match: 'notEmpty' }, example: 'a', values: ['b', ''] },
  { rule: { match: 'semver' }, example: '1.0.0', values: ['1.2.3-a.1+b', '1.2', '01.2.3', 'v1.2.3'] },
  {
    rule: { match: 'date', format: 'yyyy-MM-dd' },
    example: '2024-01-31',
    values: ['2024-02-29', '2023-02-29', '2024-2-3', '2024-13-01', '31.01.2024', ''],
  },
  {
    rule: { match: 'time', format: 'HH:mm:ss' },
    example: '10:00:00',
    values: ['23:59:59', '24:00:00', '9:05:07'],
  },
  {
    rule: { match: 'datetime', format: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX" },
    example: '2024-01-31T10:00:00.000Z',
    values: ['2024-01-31T10:00:00.123+01:00', '2024-01-31T10:00:00.123+0100', '2024-01-31T10:00:00Z'],
  },
  {
    rule: { match: 'datetime', format: 'EEE, d MMM yyyy HH:mm:ss Z' },
    example: 'Wed, 4 Jul 2001 12:08:56 -0700',
    values: ['Thu, 31 Jan 2024 00:00:00 +0100', 'Thu, 31 Xxx 2024 00:00:00 +0100'],
  },
];

/** The rule in the form that Pact's library reads from a template. */
function toTemplate({ match, ...rest }: MatcherRule, value: Json): object {
  return { 'pact:matcher:type': match, ...rest, value };
}

/** What the mock server of Pact says to each value: whether it matched the interaction. */
async function askPact({ rule, example, values }: Row, toRequest: 'body' | 'query'): Promise<boolean[]> {
  const pact = new PactV4({ consumer: 'kit', provider: 'any', dir, logLevel: 'error' });
  const matched: boolean[] = [];
  const template = toTemplate(rule, example);
  const asked = pact
    .addInteraction()
    .uponReceiving(`${JSON.stringify(rule)} in the ${toRequest}`)
    .withRequest('POST', '/', (request) =>
      toRequest === 'body'
        ? request.headers({ 'Content-Type': 'application/json' }).jsonBody({ value: template })
        : request.query({ value: template as never }),
    )
    .willRespondWith(200)
    .executeTest(async ({ url }) => {
      for (const value of values) {
        const target = toRequest === 'body' ? url : `${url}/?value=${encodeURIComponent(String(value))}`;
        const response = await fetch(target, {
          method: 'POST',
          ...(toRequest === 'body' && {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ value }),
          }),
        });
        await response.arrayBuffer();
        matched.push(response.status === 200);
      }
    });
  // A value that does not match fails the interaction, which is no fault of this test.
  await asked.catch((error: unknown) => error);
  return matched;
}

it.each(rows.filter(({ values }) => values.length > 0))(
  'body: $rule.match $rule.regex $rule.format',
  async (row) => {
    const { rule, example } = row;
    const found = witnesses(rule, { example, form: 'json' }, 1);
    const few = typeof found === 'string' ? [] : found.filter((value) => JSON.stringify(value).length < 200);
    const values = [...row.values, ...few.slice(0, 8)];
    const ours = values.map((value) => [value, accepts(rule, { example, value, form: 'json' })]);
    const theirs = await askPact({ rule, example, values }, 'body');
    expect(ours).toEqual(values.map((value, index) => [value, theirs[index]]));
  },
);

const texts: readonly Row[] = [
  { rule: { match: 'integer' }, example: '1', values: ['12', '1.5', 'x'] },
  { rule: { match: 'number' }, example: '1', values: ['12', '1.5', '-3', 'x'] },
  { rule: { match: 'boolean' }, example: 'true', values: ['false', 'yes'] },
  { rule: { match: 'type' }, example: 'a', values: ['b', '1'] },
  { rule: regex('^[a-c]+$'), example: 'a', values: ['abc', 'd'] },
  { rule: { match: 'include', value: 'b' }, example: 'b', values: ['abc', 'd'] },
  {
    rule: { match: 'date', format: 'yyyy-MM-dd' },
    example: '2024-01-31',
    values: ['2024-02-30', '2024-02-28'],
  },
];

it.each(texts)('query: $rule.match', async (row) => {
  const { rule, example, values } = row;
  const ours = values.map((value) => [value, accepts(rule, { example, value, form: 'text' })]);
  const theirs = await askPact(row, 'query');
  expect(ours).toEqual(values.map((value, index) => [value, theirs[index]]));
});
