import { type FileNode, isAbsent, membersAt } from './file-node.ts';
import { readValues } from './read-headers.ts';

/**
 * Decoded names and values of the query: one encoded text in specification 1 and 2, a map of lists in 3 and 4.
 *
 * @throws KitError `pact-unreadable`
 */
export function readQuery(node: FileNode): Record<string, readonly string[]> {
  if (isAbsent(node)) return {};
  if (typeof node.value === 'string') return parseQuery(node.value);
  return Object.fromEntries(membersAt(node).map(([name, values]) => [name, readValues(values)]));
}

/** Pact reads it as a form does: `+` is a space (URL Standard, application/x-www-form-urlencoded parsing). */
function parseQuery(text: string): Record<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text))
    values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}
