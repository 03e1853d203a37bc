import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from './document.ts';
import { findAtPointer } from './pointer.ts';

/**
 * The place that a `$ref` names, seen from the file it stands in (RFC 3986 §5, fragment as a JSON pointer).
 * Nothing is looked up: use `findAtPlace` for the value. Undefined when the reference is no URI at all.
 */
export function resolveReference(reference: string, baseUri: string): SpecPlace | undefined {
  try {
    // The file itself, by far the most frequent case.
    if (reference.startsWith('#')) return { uri: baseUri, pointer: decodeURIComponent(reference.slice(1)) };
    const url = new URL(reference, baseUri);
    const pointer = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    return { uri: url.href, pointer };
  } catch {
    return undefined;
  }
}

/** The value at a place of the document, or undefined when the file is not loaded or has nothing there. */
export function findAtPlace(document: Pick<SpecDocument, 'files'>, place: SpecPlace): Json | undefined {
  const file = document.files.get(place.uri);
  return file && findAtPointer(file.data, place.pointer);
}
