import type { Contract, Example, MediaType, Operation, Parameter } from '../contract/contract.ts';
import { createResourceIndex } from '../contract/schema-resource.ts';
import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import { joinPointer } from '../spec/pointer.ts';
import { findAtPlace, resolveReference } from '../spec/resolve.ts';
import { type ObjectKind, shapes } from '../spec/shape.ts';
import { isObject, type JsonObject } from '../spec/walk.ts';
import { whyUnusable } from '../validate/usable-example.ts';

/** One operation as a document of its own, for Prism, with a list of the examples that stand in it as texts. */
export type OperationDocument = {
  readonly document: JsonObject;
  /** By their number in the marks. */
  readonly examples: readonly Example[];
};

const mark = '\uE000example ';

/** The example that a value out of Prism stands for. */
export function findMarked({ examples }: OperationDocument, value: Json | undefined): Example | undefined {
  return typeof value === 'string' && value.startsWith(mark)
    ? examples[Number(value.slice(mark.length))]
    : undefined;
}

/**
 * Cuts an operation out of its document. Prism gets what it needs to choose and to generate an answer and nothing it
 * could trip over: every file is joined into one, no URL is left to be fetched, examples are marks that are exchanged
 * for the real ones later, examples that break their schema are left out, and data that only looks like a reference
 * is none.
 */
export function toOperationDocument(contract: Contract, operation: Operation): OperationDocument {
  const { document } = contract;
  const index = createResourceIndex(document, () => undefined);
  const { marks, unusable, examples } = listExamples(contract, operation);
  const parts: Json[] = [];
  const numbers = new Map<string, number>();

  function copy(value: Json, kind: ObjectKind, place: SpecPlace): Json {
    if (!isObject(value)) return value;
    if (typeof value.$ref === 'string') return copyReference(value, kind, place);
    if (kind === 'example') return markOf(place) ?? value;
    return copyMembers(value, kind, place);
  }

  function copyReference(value: JsonObject, kind: ObjectKind, place: SpecPlace): Json {
    const { $ref, ...beside } = value;
    const others = kind === 'schema' || kind === 'pathItem' ? copyMembers(beside, kind, place) : {};
    const target = findTarget(String($ref), kind, place);
    return target ? { ...others, $ref: refer(target, kind) } : others;
  }

  function findTarget(reference: string, kind: ObjectKind, place: SpecPlace): SpecPlace | undefined {
    if (kind !== 'schema') return resolveReference(reference, place.uri);
    const found = index.find(reference, index.resourceOf(place).uri);
    return typeof found === 'string' ? undefined : found.place;
  }

  function refer(target: SpecPlace, kind: ObjectKind): string {
    const key = `${kind} ${target.uri}#${target.pointer}`;
    const known = numbers.get(key);
    if (known !== undefined) return `#/x-parts/${known}`;
    const number = parts.length;
    numbers.set(key, number);
    // Its place is taken before it is copied: it may refer to itself.
    parts.push(null);
    parts[number] = copy(findAtPlace(document, target) ?? {}, kind, target);
    return `#/x-parts/${number}`;
  }

  function copyMembers(value: JsonObject, kind: ObjectKind, place: SpecPlace): JsonObject {
    const { fields, rest } = shapes[kind];
    const members: Record<string, Json> = {};
    for (const [key, member] of Object.entries(value)) {
      const at = { uri: place.uri, pointer: joinPointer(place.pointer, key) };
      const field = Object.hasOwn(fields, key) ? fields[key] : key.startsWith('x-') ? undefined : rest;
      if (kind === 'schema' && identifiers.has(key)) continue;
      if (kind === 'schema' && key === '$dynamicRef') {
        const target = findTarget(String(member), kind, place);
        if (target) members.$ref ??= refer(target, kind);
      } else if (field === undefined) {
        const data = copyData(key, member, { kind, at });
        if (data !== undefined) members[key] = data;
      } else if (field.form === 'one' || (field.form === 'one-or-list' && !Array.isArray(member)))
        members[key] = copy(member, field.kind, at);
      else members[key] = copyEach(member, field.kind, at);
    }
    return members;
  }

  function copyEach(value: Json, kind: ObjectKind, place: SpecPlace): Json {
    if (Array.isArray(value))
      return value.map((item: Json, at) => copy(item, kind, { ...place, pointer: `${place.pointer}/${at}` }));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, item]): [string, SpecPlace, Json] => [
          name,
          { ...place, pointer: joinPointer(place.pointer, name) },
          item,
        ])
        .filter(
          ([name, at, item]) =>
            !(kind === 'example' && unusable.has(targetOf(item, at))) &&
            !(kind === 'header' && /^content-type$/i.test(name)),
        )
        .map(([name, at, item]) => [name, copy(item, kind, at)]),
    );
  }

  function copyData(
    key: string,
    value: Json,
    { kind, at }: { kind: ObjectKind; at: SpecPlace },
  ): Json | undefined {
    const place = `${at.uri}#${at.pointer}`;
    if (key === 'example' && (kind === 'mediaType' || kind === 'header'))
      return unusable.has(place) ? undefined : (marks.get(place) ?? value);
    if (kind !== 'schema') return value;
    if (key === 'example' && unusable.has(place)) return undefined;
    if (key === 'examples' && Array.isArray(value)) {
      const left = value.filter((_, number) => !unusable.has(`${place}/${number}`));
      return left.length === 0 || looksReferring(left) ? undefined : left;
    }
    return looksReferring(value) ? undefined : value;
  }

  function markOf({ uri, pointer }: SpecPlace): Json | undefined {
    const text = marks.get(`${uri}#${pointer}`);
    return text === undefined ? undefined : { value: text };
  }

  /** Where an example really stands. */
  function targetOf(item: Json, at: SpecPlace): string {
    const target = isObject(item) && typeof item.$ref === 'string' ? resolveReference(item.$ref, at.uri) : at;
    return target ? `${target.uri}#${target.pointer}` : '';
  }

  const { openapi, jsonSchemaDialect } = document.root;
  const value = findAtPlace(document, operation.at);
  const { responses = {}, callbacks, requestBody, deprecated } = isObject(value) ? value : {};
  const needed: JsonObject = {
    responses,
    ...(deprecated !== undefined && { deprecated }),
    // The request body tells Prism how to read what the URL of a callback is taken from.
    ...(callbacks !== undefined && { callbacks, ...(requestBody !== undefined && { requestBody }) }),
  };
  const path = { [operation.method.toLowerCase()]: copy(needed, 'operation', operation.at) };
  return {
    document: {
      openapi: openapi ?? '3.1.0',
      info: { title: '', version: '' },
      ...(jsonSchemaDialect !== undefined && { jsonSchemaDialect }),
      paths: { '/': path },
      'x-parts': parts,
    },
    examples,
  };
}

/** They would give parts of the copy addresses that they do not have there. */
const identifiers: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicAnchor', '$schema', '$comment']);

/** Data that looks like a reference, which Prism would follow. */
function looksReferring(value: Json): boolean {
  return JSON.stringify(value)?.includes('"$ref"') === true;
}

type Listed = {
  readonly examples: readonly Example[];
  /** By place. */
  readonly marks: ReadonlyMap<string, string>;
  readonly unusable: ReadonlySet<string>;
};

function listExamples(contract: Contract, { responses }: Operation): Listed {
  const owners: readonly (MediaType | Parameter)[] = responses.flatMap(({ content, headers }) => [
    ...content,
    ...headers,
  ]);
  const examples: Example[] = [];
  const marks = new Map<string, string>();
  const unusable = new Set<string>();
  for (const owner of owners) {
    for (const example of owner.examples) {
      const place = `${example.at.uri}#${example.at.pointer}`;
      if (whyUnusable(contract, owner, example) !== undefined) unusable.add(place);
      else if (example.value !== undefined || example.text !== undefined) {
        marks.set(place, `${mark}${examples.length}`);
        examples.push(example);
      }
    }
  }
  return { examples, marks, unusable };
}
