import type { TrafficReader } from './format.ts';
import { formatByContent } from './formats.ts';
import { gunzip } from './gunzip.ts';
import type { TrafficSource } from './read-source.ts';
import type { TrafficEntry } from './traffic-entry.ts';

/** More is not needed to tell a format; a line is enough. */
const longestBeginning = 64;

/**
 * Reads recorded traffic of any size: the entries come in batches, each to be read before the next is asked for, and no
 * entry is kept. Never throws: what is damaged is told, and everything else is read.
 *
 * @example for await (const batch of readTraffic(openSource('session.har', { cwd, stdin }))) for (const entry of batch) …
 */
export async function* readTraffic(source: TrafficSource): AsyncGenerator<Iterable<TrafficEntry>> {
  let bytes = 0;
  let reader: TrafficReader | undefined = source.format?.createReader(source.name);
  let beginning: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of gunzip(source.open())) {
      bytes += chunk.length;
      if (reader) {
        yield reader.read(chunk);
        continue;
      }
      beginning = Buffer.concat([beginning, chunk]);
      reader = readerFor(beginning, source.name);
      if (reader) yield reader.read(beginning);
    }
    if (reader) yield reader.end();
    else if (beginning.length > 0) yield* readWhole(beginning, source.name);
  } catch (error) {
    if (reader) yield reader.end();
    const reason = error instanceof Error ? error.message : String(error);
    yield [{ kind: 'damaged', reason: `${source.name} cannot be read after byte ${bytes}: ${reason}` }];
  }
}

function readerFor(bytes: Uint8Array, name: string): TrafficReader | undefined {
  // TextDecoder leaves a byte order mark out.
  const text = new TextDecoder().decode(bytes.subarray(0, 4 * longestBeginning)).trimStart();
  if (text.length < longestBeginning && !text.includes('\n')) return undefined;
  return formatByContent(text).createReader(name);
}

function* readWhole(bytes: Uint8Array, name: string): Generator<Iterable<TrafficEntry>> {
  const reader = formatByContent(new TextDecoder().decode(bytes)).createReader(name);
  yield reader.read(bytes);
  yield reader.end();
}
