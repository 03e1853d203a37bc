import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { editValues } from './edit-values.ts';
import { listSites, type Site } from './list-sites.ts';
import { isValid, type SampleContext, sampleValue } from './sample.ts';
import { declaredProperties, findKeyword, readSchema } from './schema-view.ts';

/** Optional members are added so many levels deep, and not more of them than this in all. */
const limits = { levels: 3, members: 250 };

/**
 * A valid value with every optional member that it can have: what is there stays as it is. A member that makes the
 * value invalid, because it excludes another or asks for one, is left out.
 */
export function addOptionalMembers(context: SampleContext, place: SchemaPlace, root: Json): Json {
  let filled = root;
  let count = 0;
  for (let level = 0; level < limits.levels; level += 1) {
    const missing = listSites(context, place, filled).flatMap((site) => missingMembers(context, site));
    const wanted = missing.slice(0, limits.members - count);
    if (wanted.length === 0) return filled;
    count += wanted.length;
    filled = addMembers(context, { place, root: filled, members: wanted });
  }
  return filled;
}

function missingMembers(context: SampleContext, { view, value, pointer }: Site): [string, Json][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return [...declaredProperties(view)].flatMap(([name, place]): [string, Json][] => {
    if (Object.hasOwn(value, name) || isReadOnly(context, place)) return [];
    const sample = sampleValue(context, place);
    return sample === undefined ? [] : [[joinPointer(pointer, name), sample]];
  });
}

/** A server may refuse what only itself may set (OpenAPI 3.1 §4.8.24, JSON Schema Validation §9.4). */
function isReadOnly(context: SampleContext, place: SchemaPlace): boolean {
  return findKeyword(readSchema(context.contract.document, place), 'readOnly').some(
    ({ value }) => value === true,
  );
}

/** All of them at once where that is valid, otherwise half by half. */
function addMembers(
  context: SampleContext,
  from: { place: SchemaPlace; root: Json; members: readonly [string, Json][] },
): Json {
  const { place, root, members } = from;
  const all = editValues(root, new Map(members));
  if (all !== undefined && isValid(context.contract, place, all)) return all;
  if (members.length <= 1) return root;
  const middle = Math.ceil(members.length / 2);
  const first = addMembers(context, { place, root, members: members.slice(0, middle) });
  return addMembers(context, { place, root: first, members: members.slice(middle) });
}
