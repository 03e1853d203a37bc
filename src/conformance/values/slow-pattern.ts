import type { Contract, SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPlace, resolveReference } from '../../spec/resolve.ts';

/**
 * How long a text may be that is matched against a pattern: backtracking takes time that grows exponentially where
 * repetitions are nested, and by a power of the length where several stand in a row.
 */
export function longestFor(pattern: string): number {
  if (/\)(?:[*+]|\{\d*,)/.test(pattern)) return 20;
  return (pattern.match(/[*+]|\{\d+,\}/g) ?? []).length > 1 ? 300 : Number.POSITIVE_INFINITY;
}

const limits = new WeakMap<Contract, Map<string, number>>();

/** Whether judging the value could take seconds or for ever, because of a long text and a pattern somewhere in the schema. */
export function mayTakeForever(contract: Contract, place: SchemaPlace, value: Json): boolean {
  const known = limits.get(contract) ?? new Map<string, number>();
  limits.set(contract, known);
  const key = `${place.uri}#${place.pointer}`;
  const limit = known.get(key) ?? strictest(contract, place);
  known.set(key, limit);
  return limit < Number.POSITIVE_INFINITY && longestText(value) > limit;
}

/** The shortest limit of all patterns that the schema or what it refers to has. */
function strictest(contract: Contract, start: SchemaPlace): number {
  const seen = new Set<string>();
  const open: { value: Json | undefined; uri: string }[] = [
    { value: findAtPlace(contract.document, start), uri: start.uri },
  ];
  let limit = Number.POSITIVE_INFINITY;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, uri } = next;
    if (value === null || typeof value !== 'object') continue;
    for (const [name, member] of Object.entries(value)) {
      if (name === 'pattern' && typeof member === 'string') limit = Math.min(limit, longestFor(member));
      if (name === 'patternProperties' && member !== null && typeof member === 'object')
        for (const pattern of Object.keys(member)) limit = Math.min(limit, longestFor(pattern));
      const target =
        name === '$ref' && typeof member === 'string' ? resolveReference(member, uri) : undefined;
      if (!target) open.push({ value: member, uri });
      else if (!seen.has(`${target.uri}#${target.pointer}`)) {
        seen.add(`${target.uri}#${target.pointer}`);
        open.push({ value: findAtPlace(contract.document, target), uri: target.uri });
      }
    }
  }
  return limit;
}

function longestText(value: Json): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 0;
  return Object.entries(value).reduce(
    (longest, [name, member]) => Math.max(longest, name.length, longestText(member)),
    0,
  );
}
