import { type FileNode, isAbsent, itemsAt, membersAt, unreadable } from './file-node.ts';

/**
 * Header fields by lower-case name: a text each in specification 1 and 2, a text or a list in 3 and 4. A comma in a
 * value stays there: only the document can tell whether it separates.
 *
 * @throws KitError `pact-unreadable`
 */
export function readHeaders(node: FileNode): Record<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of isAbsent(node) ? [] : membersAt(node)) {
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), ...readValues(value)]);
  }
  return Object.fromEntries(fields);
}

/**
 * One text, or a list of texts; a bare number or truth value stands for its text, `null` in a list for an empty one.
 *
 * @throws KitError `pact-unreadable`
 */
export function readValues(node: FileNode): string[] {
  return Array.isArray(node.value) ? itemsAt(node).map((item) => readValue(item, '')) : [readValue(node)];
}

function readValue(node: FileNode, empty?: string): string {
  const { value } = node;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null && empty !== undefined) return empty;
  throw unreadable(node, 'a string or a list of strings');
}
