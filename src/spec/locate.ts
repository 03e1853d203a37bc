import type { SpecLocation } from '../finding.ts';
import type { SpecDocument, SpecFile, SpecPlace } from './document.ts';
import { pointerTokens } from './pointer.ts';
import { type Position, readPositions } from './positions.ts';

const positionsOfFile = new WeakMap<SpecFile, Position>();

/**
 * Where a person finds a place of the document: the line and column of the key for a member of an object, of the item
 * for one of an array. A place that does not exist gets the location of its nearest ancestor. Never throws. The text
 * of a file is read for positions on the first call only.
 */
export function locate(document: SpecDocument, place: SpecPlace): SpecLocation {
  const file = document.files.get(place.uri);
  if (!file) return { file: place.uri, line: 1, column: 1, pointer: place.pointer };
  let position = toPositions(file);
  let offset = position.start;
  for (const token of pointerTokens(place.pointer)) {
    const child: ReturnType<Position['find']> = position.find(token);
    if (!child) break;
    offset = child.start;
    position = child.position;
  }
  const line = file.text.slice(0, offset).split('\n').length;
  return {
    file: file.name,
    line,
    column: offset - file.text.lastIndexOf('\n', offset - 1),
    pointer: place.pointer,
  };
}

function toPositions(file: SpecFile): Position {
  const known = positionsOfFile.get(file);
  if (known) return known;
  const position = readPositions(file.text);
  positionsOfFile.set(file, position);
  return position;
}
