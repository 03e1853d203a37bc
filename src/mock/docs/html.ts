/** A piece of a page that is safe to put into it. */
export type Html = { readonly html: string };

type Part = Html | string | number | undefined | false | readonly Part[];

/**
 * Builds a piece of a page. Everything that is put in is text, whatever it looks like; only pieces that were built here
 * stay as they are, and nothing at all comes of `undefined` and `false`.
 *
 * @example html`<p>${description}</p>`
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((whole, string, index) => whole + toMarkup(parts[index - 1]) + string) };
}

function toMarkup(part: Part): string {
  if (part === undefined || part === false) return '';
  if (isList(part)) return part.map(toMarkup).join('');
  return typeof part === 'object' ? part.html : escapeHtml(String(part));
}

/** `Array.isArray` does not narrow a read-only list. */
function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

/** Text for elements and for quoted attributes; characters that HTML does not allow are replaced. */
function escapeHtml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: HTML has no way to write these
      .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/g, '\uFFFD')
      // Marks that turn the direction of a text around could make a line read as another one.
      .replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '')
  );
}

/** A description: paragraphs, and `code` in backticks. All other Markdown stays as it was written. */
export function prose(text: string | undefined): Html | undefined {
  if (!text) return undefined;
  const paragraphs = text.trim().split(/\n\s*\n/);
  return html`${paragraphs.map((paragraph) => html`<p>${withCode(paragraph)}</p>`)}`;
}

function withCode(text: string): readonly Html[] {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`));
}
