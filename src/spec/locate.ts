import type { SpecLocation } from '../finding.ts';
import type { SpecDocument, SpecFile, SpecPlace } from './document.ts';
import { pointerTokens } from './pointer.ts';
import { type Position, readPositions } from './positions.ts';

/** What is kept of a file's text: its nodes, and where its lines start. */
type Layout = { readonly root: Position; readonly lines: readonly number[] };

const layouts = new WeakMap<SpecFile, Layout>();

/**
 * Where a person finds a place of the document: the line and column of the key for a member of an object, of the item
 * for one of an array. A place that does not exist gets the location of its nearest ancestor. Never throws. The text
 * of a file is read for positions on the first call only.
 */
export function locate(document: SpecDocument, place: SpecPlace): SpecLocation {
  const file = document.files.get(place.uri);
  if (!file) return { file: place.uri, line: 1, column: 1, pointer: place.pointer };
  const { root, lines } = toLayout(file);
  let position = root;
  let offset = root.start;
  for (const token of pointerTokens(place.pointer)) {
    const child: ReturnType<Position['find']> = position.find(token);
    if (!child) break;
    offset = child.start;
    position = child.position;
  }
  const line = countUpTo(lines, offset);
  return { file: file.name, line, column: offset - (lines[line - 1] ?? 0) + 1, pointer: place.pointer };
}

function toLayout(file: SpecFile): Layout {
  const known = layouts.get(file);
  if (known) return known;
  const { text } = file;
  const lines = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.push(end + 1);
  const layout = { root: readPositions(text), lines };
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
