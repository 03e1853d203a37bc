import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html, prose } from '../../../src/mock/docs/html.ts';

it('takes everything as text but what it made itself', () => {
  const inner = html`<b>${'<i>'}</b>`;
  expect(html`<p title="${`"'`}">${inner}${[1, '&']}${undefined}${false}</p>`.html).toBe(
    '<p title="&quot;&#39;"><b>&lt;i&gt;</b>1&amp;</p>',
  );
});

it('no text makes a tag, an attribute or a character that HTML has not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const made = html`${text}`.html;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(made).not.toMatch(/[<>"'\0-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

it('shows paragraphs and code of a description', () => {
  expect(prose('One `<a>` two\n\nthree')?.html).toBe('<p>One <code>&lt;a&gt;</code> two</p><p>three</p>');
  expect(prose('')).toBeUndefined();
  expect(prose(undefined)).toBeUndefined();
});
