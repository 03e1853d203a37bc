import type { Json } from '../../finding.ts';
import { samplePattern } from './pattern.ts';
import { deriveSeed } from './random.ts';
import { findKeyword, type SchemaView } from './schema-view.ts';

/** Names for undeclared members, such as `propertyNames` allows. */
export function inventNames(view: SchemaView, seed: number): string[] {
  const rules = findKeyword(view, 'propertyNames').map(({ value }) => Object(value) as Record<string, Json>);
  const stated = rules.flatMap((rule) => (Array.isArray(rule.enum) ? rule.enum.map(String) : []));
  const patterns = [
    ...rules.flatMap((rule) => (typeof rule.pattern === 'string' ? [rule.pattern] : [])),
    ...findKeyword(view, 'patternProperties').flatMap(({ value }) => Object.keys(value ?? {})),
  ];
  const matching = patterns
    .flatMap((pattern) => samplePattern(pattern, deriveSeed(seed, view.place.pointer), 40))
    .sort((a, b) => a.length - b.length);
  const shortest = Math.max(0, ...rules.map((rule) => Number(rule.minLength ?? 0)));
  const invented = Array.from({ length: 64 }, (_, index) => `key${index + 1}`.padEnd(shortest, '-'));
  return [...stated, ...matching, ...invented];
}
