import { samplePattern } from './pattern.ts';
import { deriveSeed } from './random.ts';
import { findKeyword, type SchemaView } from './schema-view.ts';

/** Names for undeclared members, such as `propertyNames` allows. */
export function inventNames(view: SchemaView, seed: number): string[] {
  const patterns = findKeyword(view, 'propertyNames').flatMap(({ value }) =>
    value !== null && typeof value === 'object' && 'pattern' in value ? [String(value.pattern)] : [],
  );
  const matching = patterns
    .flatMap((pattern) => samplePattern(pattern, deriveSeed(seed, view.place.pointer), 40))
    .sort((a, b) => a.length - b.length);
  return [...matching, ...Array.from({ length: 64 }, (_, index) => `key${index + 1}`)];
}
