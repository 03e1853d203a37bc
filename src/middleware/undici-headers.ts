import type { HttpHeaders } from '../exchange/exchange.ts';

/** The headers of a dispatch: a flat list of names and values, pairs, or an object. */
export function toHeaders(headers: unknown): HttpHeaders {
  const read: Record<string, string | string[]> = {};
  for (const [name, value] of pairsOf(headers)) {
    const key = String(name).toLowerCase();
    const values = (Array.isArray(value) ? value : [value]).map(String);
    const all = [read[key] ?? [], values].flat();
    read[key] = all.length === 1 ? String(all[0]) : all;
  }
  return read;
}

function pairsOf(headers: unknown): [unknown, unknown][] {
  if (headers === null || typeof headers !== 'object') return [];
  const pairs: unknown[] =
    Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  if (pairs.every(Array.isArray)) return pairs.map(([name, value]) => [name, value]).filter(isGiven);
  return pairs.flatMap((name, index): [unknown, unknown][] =>
    index % 2 === 0 ? [[name, pairs[index + 1]]] : [],
  );
}

function isGiven(pair: unknown[]): pair is [unknown, unknown] {
  return pair[1] !== undefined && pair[1] !== null;
}
