import { placeIn } from '../../contract/compile-reference.ts';
import type { SchemaPlace } from '../../contract/contract.ts';
import { type Branch, listBranches } from '../../contract/decode-branches.ts';
import { isObject } from '../../contract/schema-keyword.ts';
import type { Json } from '../../finding.ts';
import type { SpecDocument, SpecPlace } from '../../spec/document.ts';
import { joinPointer } from '../../spec/pointer.ts';

/**
 * A field that a schema declares: its pointer in a value, `*` for every item or undeclared key, and every schema that
 * speaks of it. The whole value comes first, with an empty pointer.
 */
export type DeclaredField = {
  readonly pointer: string;
  readonly places: readonly SpecPlace[];
  /** The values that it is limited to, where it tells the outcome of the call (`x-outcome`). */
  readonly outcomes: readonly { readonly value: Json; readonly at: SpecPlace }[];
};

/** How deep fields are listed; a schema that contains itself ends at its second visit. */
const deepest = 8;

/** The fields that a schema declares, in the order of the document, through `$ref`, `allOf`, `anyOf` and `oneOf`. */
export function listFields(document: SpecDocument, schema: SchemaPlace): readonly DeclaredField[] {
  const fields = new Map<string, DeclaredField>();
  const visit = (starts: readonly SpecPlace[], pointer: string, above: ReadonlySet<string>): void => {
    const branches = listBranches(document, starts);
    const keys = branches.map(({ at }) => `${at.uri}#${at.pointer}`);
    // The places where nothing but the name stands count as well: a schema can be `true`.
    fields.set(pointer, {
      pointer,
      places: [...starts, ...branches.map(({ at }) => at)],
      outcomes: listValues(branches),
    });
    if (keys.some((key) => above.has(key)) || pointer.split('/').length > deepest) return;
    const inside = new Set([...above, ...keys]);
    const children = branches.flatMap(({ schema: owner, at }) => [...listChildren(owner, at)]);
    for (const [token, found] of Map.groupBy(children, ([token]) => token))
      visit(
        found.map(([, place]) => place),
        joinPointer(pointer, token),
        inside,
      );
  };
  visit([schema], '', new Set());
  return [...fields.values()];
}

function* listChildren(
  schema: { readonly [key: string]: Json },
  at: SpecPlace,
): Generator<[string, SpecPlace]> {
  const { properties, items, additionalProperties, patternProperties } = schema;
  for (const [name, property] of Object.entries(isObject(properties) ? properties : {})) {
    if (!isNever(property)) yield [name, placeIn(at, 'properties', name)];
  }
  for (const pattern of Object.keys(isObject(patternProperties) ? patternProperties : {}))
    yield ['*', placeIn(at, 'patternProperties', pattern)];
  if (isObject(items)) yield ['*', placeIn(at, 'items')];
  if (isObject(additionalProperties)) yield ['*', placeIn(at, 'additionalProperties')];
}

/** "Not included" is a statement about the object, not a field. */
function isNever(schema: Json): boolean {
  const not = isObject(schema) ? schema.not : undefined;
  return schema === false || not === true || (isObject(not) && Object.keys(not).length === 0);
}

function listValues(branches: readonly Branch[]): DeclaredField['outcomes'] {
  if (!branches.some(({ schema }) => schema['x-outcome'] === true)) return [];
  return branches.flatMap(({ schema, at }) => {
    const listed = Array.isArray(schema.enum) ? schema.enum : [];
    const values = listed.map((value, index) => ({ value, at: placeIn(at, 'enum', index) }));
    return schema.const === undefined
      ? values
      : [...values, { value: schema.const, at: placeIn(at, 'const') }];
  });
}
