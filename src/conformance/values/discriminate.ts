import type { Json } from '../../finding.ts';
import { resolveReference } from '../../spec/resolve.ts';
import { findKeyword, type SchemaView } from './schema-view.ts';

/** The member that tells the branches apart (OpenAPI 3.1 §4.8.25), and what it says for the branch of that number. */
export function discriminatorOf(
  view: SchemaView,
  index: number,
): { readonly name: string; readonly value: string } | undefined {
  const [use] = findKeyword(view, 'discriminator');
  const branch = branchReference(view, index);
  if (!isObject(use?.value) || typeof use.value.propertyName !== 'string' || branch === undefined)
    return undefined;
  const name = use.value.propertyName;
  for (const [key, target] of isObject(use.value.mapping) ? Object.entries(use.value.mapping) : [])
    if (typeof target === 'string' && isSame(view, target, branch)) return { name, value: key };
  const value = branch.split('/').at(-1);
  return value ? { name, value } : undefined;
}

/** The value with the member that says which branch it is, where the document has one and the value could have it. */
export function discriminate(view: SchemaView, index: number, value: Json): Json {
  const discriminator = discriminatorOf(view, index);
  if (!discriminator || !isObject(value)) return value;
  return { ...value, [discriminator.name]: discriminator.value };
}

function branchReference(view: SchemaView, index: number): string | undefined {
  for (const keyword of ['oneOf', 'anyOf'])
    for (const { value } of findKeyword(view, keyword)) {
      const branch: Json | undefined = Array.isArray(value) ? value[index] : undefined;
      if (isObject(branch) && typeof branch.$ref === 'string') return branch.$ref;
    }
  return undefined;
}

/** A mapping has a reference or the bare name of a schema. */
function isSame(view: SchemaView, target: string, branch: string): boolean {
  if (target === branch || branch.endsWith(`/${target}`)) return true;
  const [one, other] = [target, branch].map((reference) => resolveReference(reference, view.place.uri));
  return one !== undefined && one.uri === other?.uri && one.pointer === other.pointer;
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
