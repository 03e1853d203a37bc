import type { SpecLocation } from '../finding.ts';

/**
 * Makes any text safe to print on one line of a terminal or a CI log: control, formatting and line-breaking characters
 * become visible escapes, and the openings of CI log commands (GitHub `::` and `##[`, Azure `##vso[`, TeamCity
 * `##teamcity[`) are broken. Longer texts are cut, with their length told.
 */
export function toPlainText(text: string, max = 600): string {
  const cut = text.length > max ? `${text.slice(0, max)}… (${text.length} characters)` : text;
  return cut
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escapeCharacter)
    .replace(/(?<![^ ])::/g, '\\u003a:')
    .replace(/##(?=\w*\[)/g, '#\\u0023');
}

/** How many columns a text takes: East Asian wide characters and emoji take two, combining marks none (UAX #11). */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return width;
}

/**
 * Breaks a plain text into lines of at most `width` columns, at spaces where that is possible. A line never starts with
 * `::`, also where a long word was broken there (such a line is wider).
 */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (displayWidth(line) + 1 + displayWidth(word) <= width && line !== '') {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  lines.push(line);
  return lines.map((each) => each.replace(/^::/, '\\u003a:'));
}

/** `file:line:column`, as editors and terminals understand it. */
export function placeOf(spec: SpecLocation): string {
  return `${spec.file}:${spec.line}:${spec.column}`;
}

function breakWord(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (displayWidth(piece) + displayWidth(character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  );
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
