/**
 * Spellings of a URL that mean the same (RFC 3986 §2.1, §2.3): `lower-hex` writes `%2f` for `%2F`; `encoded-path` and
 * `encoded-query` also encode a letter of each value; `plus` writes `+` for a blank in the query, as forms do; `reversed` turns
 * the order of the query parameters round.
 */
export type UrlSpelling = 'lower-hex' | 'encoded-path' | 'encoded-query' | 'plus' | 'reversed';

/** @example respellUrl({ path: '/a', search: '?q=b%20c' }, 'plus') // '/a?q=b+c' */
export function respellUrl(
  { path, search }: { path: string; search: string },
  spelling: UrlSpelling | undefined,
): string {
  switch (spelling) {
    case undefined:
      return path + search;
    case 'lower-hex':
      return lowerHex(path) + lowerHex(search);
    case 'encoded-path':
      // The values are encoded before they are put into the template: its own words belong to the router.
      return path + search;
    case 'encoded-query':
      return path + search.replace(/(?<==)[A-Za-z0-9]/g, encode);
    case 'plus':
      return path + search.replaceAll('%20', '+');
    case 'reversed':
      return path + reverse(search);
    default:
      return spelling satisfies never;
  }
}

function lowerHex(text: string): string {
  return text.replace(/%[\dA-Fa-f]{2}/g, (encoded) => encoded.toLowerCase());
}

/** Pairs of one name stay in their order: they are the items of a list. */
function reverse(search: string): string {
  if (search === '') return '';
  const byName = Map.groupBy(search.slice(1).split('&'), (pair) => pair.split('=', 1)[0]);
  return `?${[...byName.values()].reverse().flat().join('&')}`;
}

/** A path value with its first letter or digit encoded. */
export function encodeFirst(text: string): string {
  return text.replace(/(?<!%.?)[A-Za-z0-9]/, encode);
}

function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
