import type { SpecPlace } from '../spec/document.ts';
import { findAtPointer, joinPointer } from '../spec/pointer.ts';
import { isObject, type JsonObject } from './schema-keyword.ts';
import type { ResourceIndex } from './schema-resource.ts';

/** The keyword that frees a property from `required` in a direction (OpenAPI 3.0.3 §4.7.24.2, 3.1 by JSON Schema §9.4). */
export const exemptingKeyword = { request: 'readOnly', response: 'writeOnly' } as const;

type Follow = (place: SpecPlace, reference: string) => SpecPlace | undefined;

/**
 * Finds the properties of an object schema that are `readOnly` (or `writeOnly`): its own and those of the schemas that it is
 * composed of with `$ref` and `allOf`. The flag itself may stand behind `$ref` and `allOf` of the property.
 */
export function createExemptions(
  index: Pick<ResourceIndex, 'data'>,
  keyword: 'readOnly' | 'writeOnly',
  follow: Follow,
): (place: SpecPlace) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();

  return (place) => {
    const key = `${place.uri}#${place.pointer}`;
    const found = known.get(key) ?? collect(place);
    known.set(key, found);
    return found;
  };

  function collect(place: SpecPlace): ReadonlySet<string> {
    const names = new Set<string>();
    for (const part of composition(place)) {
      const properties = part.schema.properties;
      if (!isObject(properties)) continue;
      for (const name of Object.keys(properties)) {
        const property = { uri: part.at.uri, pointer: joinPointer(part.at.pointer, 'properties', name) };
        if (composition(property).some(({ schema }) => schema[keyword] === true)) names.add(name);
      }
    }
    return names;
  }

  /** The schema with everything it refers to and all members of its `allOf`, each once. */
  function composition(start: SpecPlace): { at: SpecPlace; schema: JsonObject }[] {
    const parts: { at: SpecPlace; schema: JsonObject }[] = [];
    const seen = new Set<string>();
    const waiting = [start];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const key = `${at.uri}#${at.pointer}`;
      const schema = findAtPointer(index.data(at.uri) ?? null, at.pointer);
      if (seen.has(key) || !isObject(schema)) continue;
      seen.add(key);
      parts.push({ at, schema });
      const reference = schema.$ref;
      const target = typeof reference === 'string' ? follow(at, reference) : undefined;
      if (target) waiting.push(target);
      const allOf = schema.allOf;
      const { uri, pointer } = at;
      if (Array.isArray(allOf))
        for (const item of allOf.keys()) waiting.push({ uri, pointer: joinPointer(pointer, 'allOf', item) });
    }
    return parts;
  }
}
