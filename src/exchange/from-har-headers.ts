import type { HttpHeaders } from './exchange.ts';

/**
 * The headers of a HAR message by lower-case name; undefined when there is no list. HTTP/2 pseudo fields (RFC 9113
 * §8.3) are no header fields: `:authority` becomes `host`, the others are left out.
 */
export function fromHarHeaders(list: unknown): HttpHeaders | undefined {
  if (!Array.isArray(list)) return undefined;
  const fields = new Map<string, string[]>();
  let authority: string | undefined;
  for (const field of list) {
    if (typeof field !== 'object' || field === null) continue;
    const { name, value } = field as { name?: unknown; value?: unknown };
    if (typeof name !== 'string' || name === '') continue;
    // A line break cannot stand in a value: Chromium joins the lines of a repeated field with it.
    const lines = value === undefined || value === null ? [''] : String(value).split(/\r?\n/);
    if (name === ':authority') authority = lines[0];
    if (name.startsWith(':')) continue;
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), ...lines]);
  }
  if (authority !== undefined && !fields.has('host')) fields.set('host', [authority]);
  // fromEntries defines own members, also for names such as `__proto__`.
  return Object.fromEntries([...fields].map(([name, lines]) => [name, fieldValue(lines)]));
}

function fieldValue(lines: readonly string[]): string | readonly string[] {
  return lines.length === 1 ? (lines[0] ?? '') : lines;
}
