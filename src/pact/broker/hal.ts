import type { Json } from '../../finding.ts';

/** One link of a HAL document (draft-kelly-json-hal §5). */
export type HalLink = { readonly href: string; readonly name?: string };

/** The links of a relation, in their order; none where the document has no such relation. */
export function listLinks(document: Json, relation: string): HalLink[] {
  const links = memberOf(memberOf(document, '_links'), relation);
  return (Array.isArray(links) ? links : [links]).flatMap((link) => {
    const href = memberOf(link, 'href');
    const name = memberOf(link, 'name');
    if (typeof href !== 'string') return [];
    return [{ href, ...(typeof name === 'string' && { name }) }];
  });
}

/** `{pacticipant}` in a link becomes the value of that name, encoded (RFC 6570, level 1). */
export function expandLink(href: string, values: Readonly<Record<string, string>>): string {
  return href.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** A member of an object; undefined for whatever is no object, or has no such member. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as { readonly [name: string]: Json })[name] : undefined;
}

/** The items of an array; none for whatever is no array. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
