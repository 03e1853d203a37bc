import type { SpecLocation } from '../finding.ts';
import type { SpecDocument, SpecFile, SpecPlace } from './document.ts';
import { readJsonPositions } from './json-positions.ts';
import { pointerTokens } from './pointer.ts';
import { type Position, readPositions } from './positions.ts';

/** A text with its name for people. */
type NamedText = Pick<SpecFile, 'name' | 'text'>;

/** What is kept of a file's text: its nodes, and where its lines start. */
type Layout = { readonly root: Position; readonly lines: readonly number[] };

const layouts = new WeakMap<NamedText, Layout>();

/**
 * Where a person finds a place of the document: the line and column of the key for a member of an object, of the item
 * for one of an array. A place that does not exist gets the location of its nearest ancestor. Never throws. The text
 * of a file is read for positions on the first call only.
 */
export function locate(document: SpecDocument, place: SpecPlace): SpecLocation {
  const file = document.files.get(place.uri);
  if (!file) return { file: place.uri, line: 1, column: 1, pointer: place.pointer };
  return locateIn(file, place.pointer, readPositions);
}

/** `locate` in a JSON text that is no part of a document and of any size. It is scanned again for another `file` only. */
export function locateInJson(file: NamedText, pointer: string): SpecLocation {
  return locateIn(file, pointer, readJsonPositions);
}

function locateIn(file: NamedText, pointer: string, read: (text: string) => Position): SpecLocation {
  const { root, lines } = toLayout(file, read);
  let position = root;
  let offset = root.start;
  for (const token of pointerTokens(pointer)) {
    const child: ReturnType<Position['find']> = position.find(token);
    if (!child) break;
    offset = child.start;
    position = child.position;
  }
  const line = countUpTo(lines, offset);
  return { file: file.name, line, column: offset - (lines[line - 1] ?? 0) + 1, pointer };
}

function toLayout(file: NamedText, read: (text: string) => Position): Layout {
  const known = layouts.get(file);
  if (known) return known;
  const { text } = file;
  const lines = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.push(end + 1);
  const layout = { root: read(text), lines };
  layouts.set(file, layout);
  return layout;
}

/** How many of the ascending numbers are not above a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
