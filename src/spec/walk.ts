import type { Json } from '../finding.ts';
import type { SpecDocument, SpecPlace } from './document.ts';
import { joinPointer, pointerTokens } from './pointer.ts';
import { findAtPlace, resolveReference } from './resolve.ts';
import { type Field, type ObjectKind, shapes } from './shape.ts';

/** Any object of a document, read-only. */
export type JsonObject = { readonly [key: string]: Json };

export type Visitor = {
  /** Every OpenAPI and Schema Object, Reference Objects included, parents first. */
  object?(value: JsonObject, kind: ObjectKind, place: SpecPlace): void;
  /** Every `$ref`; `target` is undefined when it is no URI. */
  reference?(reference: { reference: string; target: SpecPlace | undefined; from: SpecPlace }): void;
  /** Every schema resource with an `$id`, by its absolute URI (JSON Schema 2020-12 §8.2.1). */
  resource?(uri: string): void;
};

type Task = { value: Json; kind: ObjectKind; place: SpecPlace; base: string };

/**
 * Visits every object of the entry document and, in the other files, the objects that a reference leads to. Only real
 * positions of objects count: an example that looks like a reference is none. What is not loaded is passed over.
 * An object that two references reach by different pointers may be visited twice.
 */
export function walkObjects(document: Pick<SpecDocument, 'uri' | 'files'>, visitor: Visitor): void {
  const entry = document.files.get(document.uri);
  if (!entry) return;
  const tasks: Task[] = [
    { value: entry.data, kind: 'openapi', place: { uri: entry.uri, pointer: '' }, base: entry.uri },
  ];
  const followed = new Set<string>();

  const follow = (target: SpecPlace, kind: ObjectKind) => {
    const key = `${kind} ${target.uri}#${target.pointer}`;
    if (followed.has(key)) return;
    followed.add(key);
    const file = document.files.get(target.uri);
    if (!file || (file === entry && kindAt(target.pointer) === kind)) return;
    const value = findAtPlace(document, target);
    if (value !== undefined) tasks.push({ value, kind, place: { ...target, uri: file.uri }, base: file.uri });
  };

  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const { value, kind, place } = task;
    if (!isObject(value)) continue;
    visitor.object?.(value, kind, place);
    let { base } = task;
    if (kind === 'schema' && typeof value.$id === 'string' && value.$id !== '') {
      base = resolveReference(value.$id, base)?.uri ?? base;
      visitor.resource?.(base);
    }
    if (typeof value.$ref === 'string') {
      const target = resolveReference(value.$ref, base);
      visitor.reference?.({ reference: value.$ref, target, from: place });
      if (target) follow(target, kind);
      // A Reference Object has no other fields (§4.8.23); a Path Item and a schema have.
      if (kind !== 'schema' && kind !== 'pathItem') continue;
    }
    pushFields(tasks, { ...task, value, base });
  }
}

function pushFields(tasks: Task[], owner: Task & { value: JsonObject }): void {
  const { fields, rest } = shapes[owner.kind];
  const found: Task[] = [];
  for (const key of Object.keys(owner.value)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : key.startsWith('x-') ? undefined : rest;
    const value = owner.value[key];
    if (!field || value === undefined || value === null || typeof value !== 'object') continue;
    const pointer = joinPointer(owner.place.pointer, key);
    const push = (item: Json, at: string) =>
      found.push({
        value: item,
        kind: field.kind,
        place: { uri: owner.place.uri, pointer: at },
        base: owner.base,
      });
    if (field.form === 'one' || (field.form === 'one-or-list' && !Array.isArray(value))) push(value, pointer);
    else if (Array.isArray(value))
      value.forEach((item: Json, index) => void push(item, `${pointer}/${index}`));
    else if (field.form === 'map')
      for (const [name, item] of Object.entries(value)) push(item, joinPointer(pointer, name));
  }
  // The stack is taken from its end: reversed, so that objects come in document order.
  for (let index = found.length - 1; index >= 0; index--) tasks.push(found[index] as Task);
}

/** The kind of the object at a pointer of an OpenAPI document, as its position alone tells. */
function kindAt(pointer: string): ObjectKind | undefined {
  let kind: ObjectKind = 'openapi';
  let inside: Field | undefined;
  for (const token of pointerTokens(pointer)) {
    if (inside) {
      kind = inside.kind;
      inside = undefined;
      continue;
    }
    const { fields, rest }: (typeof shapes)[ObjectKind] = shapes[kind];
    const field: Field | undefined = Object.hasOwn(fields, token) ? fields[token] : rest;
    if (!field || field.form === 'one-or-list') return undefined;
    if (field.form === 'one') kind = field.kind;
    else inside = field;
  }
  return inside ? undefined : kind;
}

/** True for a JSON object, which is neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
