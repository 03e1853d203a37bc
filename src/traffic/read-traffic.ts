import type { Exchange } from '../exchange/exchange.ts';
import { fromHarEntry } from '../exchange/from-har.ts';
import { findJsonError } from '../spec/json-error.ts';
import { fromLines } from './from-lines.ts';
import type { TrafficSource } from './read-source.ts';

/**
 * One recorded call. `skipped` is no HTTP call (a `data:` URL in a browser's recording); `damaged` cannot be read, which
 * is never a pass. Reasons are sentences without a full stop and name the place.
 */
export type TrafficEntry =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'damaged'; readonly reason: string };

const longestLine = 64 * 1024 * 1024;

/**
 * Reads recorded traffic: a HAR 1.2 file as a whole, NDJSON line by line in constant memory. Never throws: what is
 * damaged is told, and everything else is read.
 *
 * @example for await (const entry of readTraffic(openSource('session.har', { cwd, stdin }))) …
 */
export async function* readTraffic(source: TrafficSource): AsyncGenerator<TrafficEntry> {
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source.open()) {
      bytes += chunk.length;
      yield chunk;
    }
  };
  try {
    yield* source.format === 'har' ? readHar(counted(), source.name) : readLines(counted(), source.name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    yield { kind: 'damaged', reason: `${source.name} cannot be read after byte ${bytes}: ${reason}` };
  }
}

async function* readLines(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<TrafficEntry> {
  for await (const line of fromLines(chunks, longestLine)) {
    const place = `${name}:${line.number}`;
    if (line.bytes === undefined) {
      yield { kind: 'damaged', reason: `${place}: the line is longer than ${longestLine} bytes` };
      continue;
    }
    const text = decode(line.bytes);
    if (text === undefined) {
      yield { kind: 'damaged', reason: `${place}: the line is not UTF-8` };
      continue;
    }
    if (text.trim() === '') continue;
    const entry = parse(text);
    if (entry === undefined) {
      const { offset, reason } = findJsonError(text);
      yield { kind: 'damaged', reason: `${place}:${offset + 1}: the line is not JSON, ${reason}` };
    } else {
      yield toEntry(entry.value, place, { source: 'traffic', label: name, line: line.number });
    }
  }
}

async function* readHar(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<TrafficEntry> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const text = decode(Buffer.concat(parts));
  const file = text === undefined ? undefined : parse(text);
  if (file === undefined) {
    const reason = text === undefined ? `${name} is not UTF-8` : describeError(text, name);
    yield { kind: 'damaged', reason };
    return;
  }
  const entries = entriesOf(file.value);
  if (entries === undefined) {
    yield { kind: 'damaged', reason: `${name} is no HAR file: it has no list log.entries` };
    return;
  }
  for (const [index, entry] of entries.entries()) {
    const place = `${name} entry ${index + 1}`;
    yield toEntry(entry, place, { source: 'traffic', label: place });
  }
}

function toEntry(value: unknown, place: string, origin: Exchange['origin']): TrafficEntry {
  const entry = fromHarEntry(value, origin);
  switch (entry.kind) {
    case 'exchange':
      return { kind: 'exchange', exchange: entry.exchange };
    case 'not-http':
      return { kind: 'skipped', reason: entry.reason };
    case 'unreadable':
      return { kind: 'damaged', reason: `${place}: ${entry.reason}` };
    default:
      return entry satisfies never;
  }
}

function entriesOf(file: unknown): readonly unknown[] | undefined {
  const log = isRecord(file) && isRecord(file.log) ? file.log : {};
  return Array.isArray(log.entries) ? log.entries : undefined;
}

/** UTF-8, with or without a byte order mark; undefined for anything else. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** In an object, so that the JSON value `null` is not taken for a failure. */
function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function describeError(text: string, name: string): string {
  const { offset, reason } = findJsonError(text);
  const before = text.slice(0, offset).split('\n');
  return `${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: the file is not JSON, ${reason}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
