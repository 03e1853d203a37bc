import { longestEntry, type TrafficFormat } from './format.ts';
import { createHarScanner, type HarPiece } from './har-scanner.ts';
import { type TrafficEntry, toTrafficEntry } from './traffic-entry.ts';

/** HAR 1.2: one JSON object with the list `log.entries`. */
export const harFormat: TrafficFormat = {
  name: 'HAR',
  endings: ['har'],
  // A line of NDJSON is a whole entry: an object that goes on in the next line is none.
  isLike: (beginning) => /^\s*\{\s*(?:"log"\s*:|[\r\n])/.test(beginning),
  createReader(name) {
    const scanner = createHarScanner(longestEntry);
    return {
      read: (chunk) => toEntries(scanner.scan(chunk), name),
      end: () => toEntries(scanner.end(), name),
    };
  },
};

function* toEntries(pieces: Iterable<HarPiece>, name: string): Generator<TrafficEntry> {
  for (const piece of pieces) {
    const place = piece.entry === undefined ? name : `${name} entry ${piece.entry}`;
    if (piece.kind === 'value') {
      yield toTrafficEntry(piece.value, place, { source: 'traffic', label: place });
      continue;
    }
    const byte = piece.offset === undefined ? '' : `, byte ${piece.offset}`;
    yield { kind: 'damaged', reason: `${place}${byte}: ${piece.reason}` };
  }
}
