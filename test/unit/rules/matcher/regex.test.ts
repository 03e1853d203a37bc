import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../../src/rules/matcher/regex.ts';

function read(pattern: string) {
  const regex = compileRegex(pattern);
  if (regex.kind === 'unreadable') throw new Error(regex.reason);
  return regex;
}

describe('witnesses', () => {
  it.each([
    ['Success|Done', ['Success', 'Done']],
    ['a|b|c', ['a', 'b', 'c']],
    ['[AB]', ['A', 'B']],
    ['^(?:https?://)?x$', ['x', 'http://x', 'https://x']],
    ['(?i)ok', ['ok', 'oK', 'Ok', 'OK']],
    ['a{,3}', ['', 'a', 'aa', 'aaa']],
    ['\\Qa.b\\E', ['a.b']],
    ['(?x) a b # comment', ['ab']],
    ['(?<!a)[ab](?!b)', ['a', 'b']],
    ['(?=b)[abc]', ['b']],
    ['^$', ['']],
  ])('%s: all of them', (pattern, texts) => {
    expect(read(pattern).witnesses(1)).toEqual(texts);
  });

  it('name each of 2000 alternatives', () => {
    const words = Array.from({ length: 2000 }, (_, index) => `word${index}`);
    expect(read(words.join('|')).witnesses(1)).toEqual(words);
  });

  it('hold each alternative beside an endless one', () => {
    const found = read('[0-9]+|one|two|three').witnesses(1);
    expect(['one', 'two', 'three'].filter((word) => !found.includes(word))).toEqual([]);
  });

  it('are short and long', () => {
    const found = read('.+').witnesses(1);
    const lengths = typeof found === 'string' ? [] : found.map((text) => text.length);
    expect([Math.min(...lengths), Math.max(...lengths) > 1000]).toEqual([1, true]);
  });

  it.each(['a++a', '(?>a+)a', '(a++|b)c'])('%s: none, as it does not give back', (pattern) => {
    const reason = 'it does not give back what it has taken (possessive or atomic)';
    expect(read(pattern).witnesses(1)).toBe(reason);
  });

  it.each(['\\d++[a-z]', '[a-z]*+$', 'x?+'])('%s: as if it were greedy, which is the same', (pattern) => {
    expect(Array.isArray(read(pattern).witnesses(1))).toBe(true);
  });
});

describe('what dialects disagree about', () => {
  it.each([
    ['(a)\\1', 'it refers back to a group'],
    ['[a[bc]]', 'it has a class inside a class, which not every dialect reads alike'],
    ['[a-z&&[^b]]', 'it intersects classes, which not every dialect does'],
    ['\\h', 'it has \\h, which not every dialect knows'],
    ['(?(1)a|b)', 'it has a group that not every dialect knows'],
    ['(a', 'a group of it has no end'],
    ['a)', 'it has a closing parenthesis too many'],
    ['[a', 'a class of characters has no end'],
    ['*', 'it repeats nothing'],
    ['a{3,1}', 'its {3,1} ends before it begins'],
    ['\\', 'it ends with a backslash'],
    ['\\p{Nothing}', 'it names the unknown property Nothing'],
    ['(?q)a', 'it has the flag q, which not every dialect knows'],
    ['(x{1000}){1000}', 'its counted repetitions are too many'],
    ['('.repeat(300), 'its groups are nested deeper than 200'],
  ])('%s is unreadable', (pattern, reason) => {
    expect(compileRegex(pattern)).toEqual({ kind: 'unreadable', reason });
  });
});

it.each(['(a+)+$', '(a|a)*b', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
  '%s takes no more time than others',
  (pattern) => {
    const started = performance.now();
    const text = `${'a'.repeat(5000)}!`;
    expect(read(pattern).matches(text)).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  },
);
