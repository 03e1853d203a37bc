import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import { findAtPlace } from '../spec/resolve.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import { type Compiling, type Found, followMap, placeIn, textOf, toTarget } from './compile-reference.ts';
import type { Example } from './contract.ts';

const credentials: ReadonlySet<Json | undefined> = new Set(['none', 'invalid', 'expired']);

/**
 * The examples of a parameter, header or media type (§4.8.19): those of `examples`, the one of `example`, and where
 * there is neither, those of the schema.
 */
export function compileExamples(compiling: Compiling, owner: Found): readonly Example[] {
  const examples = followMap(compiling, owner, 'examples').map(([name, found]) =>
    compileExample(compiling, name, found),
  );
  if (owner.value.example !== undefined)
    examples.push(toUnnamed(owner.value.example, placeIn(owner.at, 'example')));
  if (examples.length === 0 && owner.value.schema !== undefined)
    examples.push(...schemaExamples(compiling, placeIn(owner.at, 'schema'), owner.value.schema));
  return Object.freeze(examples);
}

/** An Example Object; `x-` fields say what a scenario needs and OpenAPI 3.1 cannot express. */
function compileExample({ problems }: Compiling, name: string, { value, at }: Found): Example {
  // OpenAPI 3.2 splits `value` into these two.
  const decoded = value.value ?? value.dataValue;
  const text = textOf(value, 'x-serialized-value') ?? textOf(value, 'serializedValue');
  if (value.externalValue !== undefined)
    problems.push({ reason: 'externalValue of an example is not read', at: placeIn(at, 'externalValue') });
  const summary = textOf(value, 'summary');
  return Object.freeze({
    at,
    name,
    ...(summary !== undefined && { summary }),
    ...(decoded !== undefined && { value: decoded }),
    ...(text !== undefined && { text }),
    invalid: value['x-invalid'] === true,
    credentials: credentials.has(value['x-credentials'])
      ? (value['x-credentials'] as Example['credentials'])
      : 'valid',
  });
}

function toUnnamed(value: Json, at: SpecPlace): Example {
  return Object.freeze({ at, name: '', value, invalid: false, credentials: 'valid' });
}

/** `example` (§4.8.24) and `examples` (JSON Schema 2020-12 §9.5) of a schema or of the one it refers to. */
function schemaExamples({ document }: Compiling, place: SpecPlace, start: Json): Example[] {
  const visited = new Set<Json>();
  let at = place;
  let schema: Json | undefined = start;
  while (isObject(schema) && !visited.has(schema)) {
    visited.add(schema);
    const found = ownExamples(schema, at);
    if (found.length > 0 || typeof schema.$ref !== 'string') return found;
    const target = toTarget(document, schema.$ref, at.uri);
    if (!target) return [];
    at = target;
    schema = findAtPlace(document, target);
  }
  return [];
}

function ownExamples({ examples, example }: JsonObject, at: SpecPlace): Example[] {
  const found: Example[] = [];
  if (Array.isArray(examples))
    for (const [index, value] of examples.entries())
      found.push(toUnnamed(value as Json, placeIn(at, 'examples', index)));
  if (example !== undefined) found.push(toUnnamed(example, placeIn(at, 'example')));
  return found;
}
