import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import { locateInJson } from '../../spec/locate.ts';
import { joinPointer } from '../../spec/pointer.ts';

/** A value of a pact file with its place, so that whoever does not understand it can say where it stands. */
export type FileNode = {
  readonly source: { readonly name: string; readonly text: string };
  readonly pointer: string;
  /** Undefined where the file has nothing at the pointer. */
  readonly value: Json | undefined;
};

type JsonObject = { readonly [key: string]: Json };

/** The member of an object or the item of an array; only own members count. */
export function childOf(node: FileNode, token: string | number): FileNode {
  const { value } = node;
  const has = value !== null && typeof value === 'object' && Object.hasOwn(value, token);
  return {
    source: node.source,
    pointer: joinPointer(node.pointer, token),
    // An own member, as asked in the line above.
    value: has ? (value as JsonObject)[token] : undefined,
  };
}

/** Whether the file says nothing there; pact-ruby and pact-net write `null` for what is not given. */
export function isAbsent({ value }: FileNode): boolean {
  return value === undefined || value === null;
}

/** @throws KitError `pact-unreadable` */
export function objectAt(node: FileNode): JsonObject {
  if (isObject(node.value)) return node.value;
  throw unreadable(node, 'an object');
}

/** @throws KitError `pact-unreadable` */
export function membersAt(node: FileNode): (readonly [string, FileNode])[] {
  return Object.keys(objectAt(node)).map((key) => [key, childOf(node, key)]);
}

/** @throws KitError `pact-unreadable` */
export function itemsAt(node: FileNode): FileNode[] {
  if (Array.isArray(node.value)) return node.value.map((_, index) => childOf(node, index));
  throw unreadable(node, 'an array');
}

/** @throws KitError `pact-unreadable` */
export function stringAt(node: FileNode, expected = 'a string'): string {
  if (typeof node.value === 'string') return node.value;
  throw unreadable(node, expected);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fault of a node, told with file, line and column. What was found is named by its kind: it can be a secret. */
export function unreadable(node: FileNode, expected: string): KitError {
  const { file, line, column } = locateInJson(node.source, node.pointer);
  const where = node.pointer === '' ? '' : ` at ${node.pointer}`;
  return new KitError(
    'pact-unreadable',
    `cannot read the pact ${file}:${line}:${column}: found ${describe(node.value)}${where}, expected ${expected}`,
  );
}

function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
