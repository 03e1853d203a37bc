import { longestEntry, type TrafficFormat } from './format.ts';
import { createLineSplitter, type Line } from './line-splitter.ts';
import { parseJson } from './parse-json.ts';
import { type TrafficEntry, toTrafficEntry } from './traffic-entry.ts';

/** NDJSON: a HAR entry a line; blank lines count as lines and hold nothing. */
export const ndjsonFormat: TrafficFormat = {
  name: 'NDJSON',
  endings: ['ndjson', 'jsonl'],
  isLike: (beginning) => /^\s*\{/.test(beginning),
  createReader(name) {
    const splitter = createLineSplitter(longestEntry);
    return {
      read: (chunk) => toEntries(splitter.split(chunk), name),
      end: () => toEntries(splitter.end(), name),
    };
  },
};

function* toEntries(lines: Iterable<Line>, name: string): Generator<TrafficEntry> {
  for (const { number, bytes } of lines) {
    if (bytes === undefined) {
      yield { kind: 'damaged', reason: `${name}:${number}: the line is longer than ${longestEntry} bytes` };
    } else if (!isBlank(bytes)) yield toEntry(bytes, name, number);
  }
}

function toEntry(bytes: Uint8Array, name: string, line: number): TrafficEntry {
  const parsed = parseJson(bytes);
  if (parsed.kind === 'value') {
    return toTrafficEntry(parsed.value, `${name}:${line}`, { source: 'traffic', label: name, line });
  }
  const column = parsed.offset === undefined ? '' : `:${parsed.offset + 1}`;
  return { kind: 'damaged', reason: `${name}:${line}${column}: the line is ${parsed.reason}` };
}

/** White space, or a byte order mark alone. */
function isBlank(bytes: Uint8Array): boolean {
  const [first] = bytes;
  if (first !== undefined && first > 0x20 && first !== 0xef) return false;
  return Buffer.from(bytes).toString('utf8').trim() === '';
}
