import type { Violation } from './violation.ts';

/** Under the 8 KiB that many clients and proxies allow for all headers together. */
const longest = 6000;

/** How many characters of a message or of one step of a location are shown. */
const longestText = 500;

/**
 * The value of `sl-violations`: a JSON array of `{location, severity, code, message}`, as Prism's users read it. Only
 * ASCII, so that any key of any language survives in a header, and bounded: what does not fit is counted in the last
 * entry. Always valid JSON.
 */
export function renderViolations(violations: readonly Violation[]): string {
  const entries: string[] = [];
  let length = 2;
  for (const violation of violations) {
    const entry = toAscii(JSON.stringify(toEntry(violation)));
    if (length + entry.length + 1 > longest) break;
    entries.push(entry);
    length += entry.length + 1;
  }
  const left = violations.length - entries.length;
  if (left > 0) entries.push(JSON.stringify(toRest(left)));
  return `[${entries.join(',')}]`;
}

function toEntry({ location, severity, code, message }: Violation): object {
  return { location: ['request', ...location.slice(0, 20).map(cut)], severity, code, message: cut(message) };
}

function toRest(left: number): object {
  const message = left === 1 ? 'one more violation' : `${left} more violations`;
  return { location: ['request'], severity: 'Information', code: 'truncated', message };
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

/** RFC 8259 §7: any character may be escaped. */
function toAscii(json: string): string {
  return json.replace(
    /[^\x20-\x7E]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
