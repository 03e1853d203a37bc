import { describe, expect, it } from 'vitest';
import { toShellLines } from '../../../src/report/curl-lines.ts';
import { displayWidth, toPlainText, wrapText } from '../../../src/report/plain-text.ts';

describe('toPlainText', () => {
  it('makes control characters visible', () => {
    expect(toPlainText('a\u001b[31m\r\n\tb\u202e\u0000')).toBe('a\\u001b[31m\\r\\n\\tb\\u202e\\u0000');
  });

  it('cuts and tells the length', () => {
    expect(toPlainText('x'.repeat(10), 4)).toBe('xxxx… (10 characters)');
  });
});

describe('wrapText', () => {
  it('breaks at spaces, and within words that are too long', () => {
    expect(wrapText('one two three fourteen', 8)).toEqual(['one two', 'three', 'fourteen']);
    expect(wrapText('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
  });

  it('counts wide characters twice', () => {
    expect(displayWidth('图a')).toBe(3);
    expect(wrapText('图像搜索', 4)).toEqual(['图像', '搜索']);
  });

  it('starts no line with a log command', () => {
    expect(toPlainText('a::b ::error::x')).toBe('a::b \\u003a:error::x');
    expect(wrapText('abcde::error', 5)).toEqual(['abcde', '\\u003a:err', 'or']);
  });
});

describe('toShellLines', () => {
  it('breaks between arguments and keeps quoted ones whole', () => {
    const command = "curl -X PUT http://127.0.0.1/a -H 'A: b c' --data-raw '{\"a\": \"it'\\''s\"}'";
    const lines = toShellLines(command, 40);
    expect(lines).toEqual([
      'curl -X PUT http://127.0.0.1/a \\',
      "  -H 'A: b c' \\",
      "  --data-raw '{\"a\": \"it'\\''s\"}'",
    ]);
    expect(lines.join('\n').replaceAll(' \\\n  ', ' ')).toBe(command);
  });

  it('does not show what nobody pastes', () => {
    expect(toShellLines('x'.repeat(5000), 80)).toEqual([
      '(a command of 5000 characters, in the JSON report)',
    ]);
  });
});
