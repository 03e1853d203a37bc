import type { Json } from '../finding.ts';

/**
 * JSON as XML, the way Prism writes it: members become elements, items repeat theirs, everything stands in `xml`. A
 * document that wants another form gives an example with the exact text.
 */
export function serialiseXml(value: Json): string {
  return element('xml', value);
}

function element(name: string, value: Json | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: Json) => element(name, item)).join('');
  if (value === null || value === '') return `<${name}></${name}>`;
  return `<${name}>${typeof value === 'object' ? members(value as { [key: string]: Json }) : escapeText(String(value))}</${name}>`;
}

function members(value: { readonly [key: string]: Json }): string {
  return Object.entries(value)
    .map(([name, item]) => element(toName(name), item))
    .join('');
}

/** Any key becomes a name that XML allows (XML 1.0 §2.3). */
function toName(key: string): string {
  const name = key.replace(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`;
}

function escapeText(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll("'", '&apos;')
      .replaceAll('"', '&quot;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 §2.2 has no way to write these
      .replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F]/g, '\uFFFD')
  );
}
