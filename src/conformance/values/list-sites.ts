import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { isValid, type SampleContext } from './sample.ts';
import {
  additionalPlace,
  branchesOf,
  childOf,
  declaredProperties,
  findKeyword,
  readSchema,
  type SchemaView,
} from './schema-view.ts';

/** One place in a value with the schema that holds there. */
export type Site = {
  /** Pointer into the value. */
  readonly pointer: string;
  /** The schema of the place: what a value there has to keep. */
  readonly place: SchemaPlace;
  /** That schema and the branches that the value is in, merged: what to make values from. */
  readonly view: SchemaView;
  readonly value: Json;
  readonly depth: number;
};

/** Values nested deeper are left alone. */
const maxDepth = 8;

/** More places are not looked at. */
const maxSites = 400;

/** The places of a valid value, each before those inside of it: members, the first two items, the first undeclared member. */
export function listSites(context: SampleContext, place: SchemaPlace, root: Json): readonly Site[] {
  const sites: Site[] = [];
  collect(context, { place, value: root, pointer: '', depth: 0 }, sites);
  return sites;
}

function collect(
  context: SampleContext,
  at: { place: SchemaPlace; value: Json; pointer: string; depth: number },
  sites: Site[],
): void {
  const { place, value, pointer, depth } = at;
  if (depth > maxDepth || sites.length >= maxSites) return;
  const view = viewOf(context, place, value);
  sites.push({ pointer, place, view, value, depth });
  if (value === null || typeof value !== 'object') return;
  const children = Array.isArray(value) ? itemsOf(view, value) : membersOf(view, value);
  for (const [token, child, member] of children)
    collect(
      context,
      { place: child, value: member, pointer: joinPointer(pointer, token), depth: depth + 1 },
      sites,
    );
}

/** The schema with the branches of `oneOf` and `anyOf` that the value is in. */
export function viewOf(context: SampleContext, place: SchemaPlace, value: Json): SchemaView {
  const view = readSchema(context.contract.document, place);
  const parts = [...view.parts];
  const seen = new Set<string>();
  const queue = [view];
  for (const next of queue)
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      const own = branchesOf(next, keyword).find((branch) => isValid(context.contract, branch, value));
      if (!own || seen.has(own.pointer) || seen.size > 8) continue;
      seen.add(own.pointer);
      const branch = readSchema(context.contract.document, own);
      parts.push(...branch.parts);
      queue.push(branch);
    }
  return { place: view.place, parts };
}

function itemsOf(view: SchemaView, items: readonly Json[]): [number, SchemaPlace, Json][] {
  const prefix = findKeyword(view, 'prefixItems')[0];
  const count = prefix && Array.isArray(prefix.value) ? prefix.value.length : 0;
  const rest = findKeyword(view, 'items')[0];
  return items.slice(0, count + 2).flatMap((item, index): [number, SchemaPlace, Json][] => {
    if (prefix && index < count) return [[index, childOf(view, prefix.at, index), item]];
    return rest ? [[index, childOf(view, rest.at), item]] : [];
  });
}

function membersOf(view: SchemaView, value: Json): [string, SchemaPlace, Json][] {
  const declared = declaredProperties(view);
  const additional = additionalPlace(view);
  let undeclared = 0;
  return Object.entries(value ?? {}).flatMap(([name, member]): [string, SchemaPlace, Json][] => {
    const own = declared.get(name);
    if (own) return [[name, own, member]];
    undeclared += 1;
    return additional && undeclared === 1 ? [[name, additional, member]] : [];
  });
}
