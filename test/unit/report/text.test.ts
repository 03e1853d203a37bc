import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/finding.ts';
import { displayWidth } from '../../../src/report/plain-text.ts';
import { renderText } from '../../../src/report/text.ts';
import { emptyReport, exampleReport, hostileReport, hostileTexts } from './example-report.ts';

describe('renderText', () => {
  it('shows findings, what was not checked, the clause table and the verdict', async () => {
    await expect(renderText(exampleReport, { color: false, width: 80 })).toMatchFileSnapshot('example.txt');
  });

  it('leaves out counts and clauses when brief', async () => {
    const text = renderText(exampleReport, { color: false, width: 80, brief: true });
    await expect(text).toMatchFileSnapshot('example-brief.txt');
  });

  it('says of an empty report that nothing was checked', () => {
    expect(renderText(emptyReport, { color: false, width: 80, brief: true })).toBe(
      'UNCHECKED: nothing was checked\n',
    );
  });

  it('says in one line what was sent in place of what', () => {
    const findings: Finding[] = [
      { keyword: 'type', pointer: '/body/path', before: 'a.jpg', after: null },
      { keyword: 'required', pointer: '/body/path', before: 'a.jpg' },
      { keyword: 'additionalProperties', pointer: '/body/more', after: 'x'.repeat(300) },
    ].map((proof) => ({
      rule: 'request-invalid-accepted',
      severity: 'error',
      message: 'an invalid request was accepted',
      fingerprint: '000000000000',
      proof,
    }));
    const text = renderText({ ...emptyReport, findings }, { color: false, width: 200, brief: true });
    expect(text.split('\n').filter((line) => line.startsWith('    sent '))).toEqual([
      '    sent       null, instead of "a.jpg"',
      '    sent       nothing, instead of "a.jpg"',
      expect.stringMatching(/^ {4}sent {7}"x{80,130}… \(302 characters\), instead of nothing$/),
    ]);
  });

  it('differs in colour only', () => {
    const plain = renderText(exampleReport, { color: false, width: 80 });
    const colored = renderText(exampleReport, { color: true, width: 80 });
    expect(colored).not.toBe(plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are control characters
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it.each([60, 80, 120])('fits %i columns', (width) => {
    const lines = renderText(exampleReport, { color: false, width }).split('\n');
    // A quoted argument of the curl line cannot be broken, all others can.
    const tooWide = lines.filter((line) => displayWidth(line) > width && !line.includes('--data-raw'));
    expect(tooWide).toEqual([]);
  });

  it.each(hostileTexts.map((text) => [text.slice(0, 40), text]))('is not taken over by %j', (_, text) => {
    const rendered = renderText(hostileReport(text), { color: false, width: 80 });
    expect(rendered).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}|\u2028/u);
    expect(rendered.split('\n').filter((line) => /^\s*::|##\w*\[/.test(line))).toEqual([]);
    expect(rendered.length).toBeLessThan(40_000);
    expect(
      rendered.split('\n').filter((line) => displayWidth(line) > 80 && !/^ *('|curl|--data)/.test(line)),
    ).toEqual([]);
  });
});
