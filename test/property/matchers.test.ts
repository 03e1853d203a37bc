import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatcherRule } from '../../src/exchange/matcher.ts';
import type { Json } from '../../src/finding.ts';
import { accepts, type ValueForm } from '../../src/rules/matcher/accepts.ts';
import { compileRegex } from '../../src/rules/matcher/regex.ts';
import { witnesses } from '../../src/rules/matcher/witnesses.ts';

const letter = fc.constantFrom(
  'a',
  'b',
  'Z',
  '0',
  '7',
  '_',
  ' ',
  'é',
  '\\.',
  '\\d',
  '\\w',
  '\\s',
  '\\D',
  '.',
);
const charClass = fc.constantFrom('[ab]', '[^a]', '[0-9a-f]', '[\\w-]', '[[:alpha:]]', '\\p{L}');

const count = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{2,}?');

function alternatives(atom: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const part = fc.tuple(atom, count).map(([text, times]) => text + times);
  const sequence = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  return fc.array(sequence, { minLength: 1, maxLength: 3 }).map((options) => options.join('|'));
}

const flat = fc.oneof(letter, charClass);
/** Expressions that ECMA-262 reads alike, so that its engine can judge ours. */
const pattern = alternatives(
  fc.oneof(
    flat,
    flat,
    alternatives(flat).map((inner) => `(?:${inner})`),
  ),
);

const toEcma = (text: string) =>
  new RegExp(`^(?:${text.replaceAll('[[:alpha:]]', '\\p{L}').replaceAll('[\\w-]', '[\\w\\-]')})$`, 'u');

describe('regular expressions', () => {
  it('match whole texts as ECMA-262 does', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'Z', '0', '7', '_', ' ', '.', '-'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(pattern, text, (source, value) => {
        const regex = compileRegex(source);
        expect(regex.kind === 'regex' && regex.matches(value)).toBe(toEcma(source).test(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('have witnesses that ECMA-262 accepts as well', () => {
    fc.assert(
      fc.property(pattern, fc.nat(5), (source, seed) => {
        const regex = compileRegex(source);
        const found = regex.kind === 'regex' ? regex.witnesses(seed) : [];
        // A long witness of a bad expression is a burden for an engine that goes back.
        const short = typeof found === 'string' ? [] : found.filter((text) => text.length < 12);
        expect(short.filter((text) => !toEcma(source).test(text))).toEqual([]);
        expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('never throw, whatever they are, and answer in time', () => {
    const unit = fc.constantFrom(...'()[]{}|*+?\\^$.-,:=!<>#&Qab019'.split(''), '(?', '(?<', '\\p{', 'é');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (source) => {
        const regex = compileRegex(source);
        if (regex.kind === 'unreadable') {
          expect(regex.reason).not.toBe('');
          return;
        }
        expect(Array.isArray(regex.witnesses(1)) || typeof regex.witnesses(1) === 'string').toBe(true);
        expect([true, false, undefined]).toContain(regex.matches('ab01'.repeat(20)));
      }),
      { numRuns: 3000 },
    );
  });
});

const rule: fc.Arbitrary<MatcherRule> = fc.oneof(
  pattern.map((regex): MatcherRule => ({ match: 'regex', regex })),
  fc
    .constantFrom('type', 'integer', 'decimal', 'number', 'boolean', 'null', 'semver', 'notEmpty', 'equality')
    .map((match): MatcherRule => ({ match })),
  fc.string().map((value): MatcherRule => ({ match: 'include', value })),
  fc.record({
    match: fc.constantFrom('date', 'time', 'datetime'),
    format: fc.oneof(
      fc.constantFrom(
        'yyyy-MM-dd',
        'HH:mm',
        "EEE, d MMM yyyy 'at' h:mm a",
        "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        'D',
      ),
      fc.string({ unit: fc.constantFrom(..."yMdHhmsSEaXZ-: 'T".split('')), maxLength: 12 }),
    ),
  }),
  fc
    .constantFrom('success', 'clientError', 'nonError')
    .map((status): MatcherRule => ({ match: 'statusCode', status })),
);

describe('witnesses', () => {
  it('are accepted by the rule that they are of', () => {
    const example: fc.Arbitrary<Json> = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean());
    const form = fc.constantFrom<ValueForm>('json', 'text');
    fc.assert(
      fc.property(rule, example, form, fc.nat(9), (given, value, kind, seed) => {
        const compared = { example: kind === 'text' ? String(value) : value, form: kind };
        const found = witnesses(given, compared, seed);
        if (typeof found === 'string') return;
        const refused = found.filter((witness) => accepts(given, { ...compared, value: witness }) !== true);
        expect(refused).toEqual([]);
        expect(witnesses(given, compared, seed)).toEqual(found);
      }),
      { numRuns: 500 },
    );
  });
});
