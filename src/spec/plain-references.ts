import type { SpecFile } from './document.ts';

/** The whole of a `$ref` member whose value is a quoted fragment without escapes. */
const fragment = /\$ref["']?[ \t]*:[ \t]*(["'])(#[^"'\\\r\n]*)\1(?!\1)/y;
const escaped = /\\[ux]/;

const known = new WeakMap<SpecFile, ReadonlySet<string> | undefined>();

/**
 * Every distinct `$ref` of a file, when its text alone tells them and all of them are fragments; undefined when only a
 * walk can tell. Most documents are of one file and written so, and a search in a text is much faster than a walk.
 * Values that look like references are among them.
 */
export function readPlainReferences(file: SpecFile): ReadonlySet<string> | undefined {
  if (!known.has(file)) known.set(file, search(file.text));
  return known.get(file);
}

function search(text: string): ReadonlySet<string> | undefined {
  // An escape could hide the name.
  if (escaped.test(text)) return undefined;
  const references = new Set<string>();
  for (let index = text.indexOf('$ref'); index !== -1; index = text.indexOf('$ref', index + 4)) {
    fragment.lastIndex = index;
    const reference = fragment.exec(text)?.[2];
    if (reference === undefined) return undefined;
    references.add(reference);
  }
  return references;
}
