import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { Edits } from './edit-values.ts';
import type { Site } from './list-sites.ts';
import { isValid, type SampleContext, sampleValue } from './sample.ts';
import { withLength } from './sample-string.ts';
import {
  additionalPlace,
  allowedTypes,
  declaredProperties,
  findKeyword,
  findNumber,
  readSchema,
} from './schema-view.ts';
import { specialNames } from './special-texts.ts';

/** What is sent where the document sets no limit: below what servers take by default (RFC 9110 §15.5.14 lets them refuse). */
const sane = { depth: 30, items: 1000, characters: 65_537, bytes: 80_000 };

/** Some edits of a value that make it odd as a whole. */
export type Structure = { readonly name: string; readonly edits: Edits };

/** Odd member names, deep values, long texts and long lists: what a program reads before it looks at any field. */
export function* listStructures(context: SampleContext, sites: readonly Site[]): Generator<Structure> {
  const [first, ...others] = specialNames;
  if (first) yield* namesEverywhere(context, sites, first);
  const deep = sites.flatMap((site) => deepEdit(context, site) ?? []);
  const long = sites.flatMap((site) => longText(context, site) ?? []);
  const lists = sites.flatMap((site) => longList(context, site) ?? []);
  const count = Math.max(deep.length, long.length, lists.length, others.length);
  for (let index = 0; index < count; index += 1) {
    for (const kind of [deep, long, lists]) {
      const structure = kind[index];
      if (structure) yield structure;
    }
    const names = others[index];
    if (names) yield* namesEverywhere(context, sites, names);
  }
}

/** The names as undeclared members of every object that may have some. */
function* namesEverywhere(
  context: SampleContext,
  sites: readonly Site[],
  [name, members]: (typeof specialNames)[number],
): Generator<Structure> {
  const edits = new Map<string, Json>();
  for (const site of sites) {
    const sample = undeclaredSample(context, site);
    if (sample === undefined) continue;
    for (const member of members) edits.set(joinPointer(site.pointer, member), sample);
  }
  if (edits.size > 0) yield { name, edits };
}

/** A value for an undeclared member; undefined where the site is no object or takes none. */
function undeclaredSample(context: SampleContext, { view, value }: Site): Json | undefined {
  if (!isObject(value)) return undefined;
  if (findKeyword(view, 'additionalProperties').some((use) => use.value === false)) return undefined;
  const additional = additionalPlace(view);
  if (!additional) return 'text';
  const declared = declaredProperties(view);
  return Object.entries(value).find(([name]) => !declared.has(name))?.[1] ?? sampleValue(context, additional);
}

/** A value inside of values, as deep as is sane: along a schema that refers to itself, or where anything is allowed. */
function deepEdit(context: SampleContext, site: Site): Structure | undefined {
  const { contract } = context;
  const name = `a value ${sane.depth} levels deep`;
  for (const [member, isList] of selfReferences(context, site)) {
    let value = site.value;
    for (let depth = 0; depth < sane.depth; depth += 1)
      value = { ...(site.value as object), [member]: isList ? [value] : value };
    if (isValid(contract, site.place, value)) return { name, edits: new Map([[site.pointer, value]]) };
  }
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const value: Json = JSON.parse(`${open.repeat(sane.depth)}1${close.repeat(sane.depth)}`);
    if (isValid(contract, site.place, value)) return { name, edits: new Map([[site.pointer, value]]) };
    const sample = isObject(site.value) ? { ...site.value, deep: value } : undefined;
    if (sample && isValid(contract, site.place, sample))
      return { name, edits: new Map([[site.pointer, sample]]) };
  }
  return undefined;
}

/** The members of an object whose schema is that of the object itself, or a list of it. */
function selfReferences(context: SampleContext, { view, value }: Site): [string, boolean][] {
  if (!isObject(value)) return [];
  const own = new Set(
    view.parts.flatMap(({ at, schema }) => ('properties' in schema ? [`${at.uri}#${at.pointer}`] : [])),
  );
  return [...declaredProperties(view)].flatMap(([name, place]): [string, boolean][] => {
    const child = readSchema(context.contract.document, place);
    if (child.parts.some(({ at }) => own.has(`${at.uri}#${at.pointer}`))) return [[name, false]];
    const items = findKeyword(child, 'items')[0];
    if (!items) return [];
    const item = readSchema(context.contract.document, { ...place, ...items.at });
    return item.parts.some(({ at }) => own.has(`${at.uri}#${at.pointer}`)) ? [[name, true]] : [];
  });
}

/** Where the document sets a limit, the values at it are looked at elsewhere. */
function longText(context: SampleContext, { view, place, pointer, value }: Site): Structure | undefined {
  if (!allowedTypes(view).includes('string') || findNumber(view, 'maxLength')) return undefined;
  const text = withLength(typeof value === 'string' ? value : 'text', sane.characters);
  if (!isValid(context.contract, place, text)) return undefined;
  return { name: `${sane.characters} characters`, edits: new Map([[pointer, text]]) };
}

function longList(context: SampleContext, { view, place, pointer, value }: Site): Structure | undefined {
  const [item] = isList(value) ? value : [];
  if (item === undefined || findNumber(view, 'maxItems')) return undefined;
  const size = JSON.stringify(item).length + 8;
  const count = Math.min(sane.items, Math.floor(sane.bytes / size));
  const same = Array.from({ length: count }, () => item);
  const different = same.map((one, index) =>
    typeof one === 'string' ? `${one}${index}` : typeof one === 'number' ? one + index : one,
  );
  const items = [same, different].find((one) => isValid(context.contract, place, one));
  return items && { name: `${count} items`, edits: new Map([[pointer, items]]) };
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
