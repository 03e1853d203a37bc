import type { Json } from '../../finding.ts';
import { pointerTokens } from '../../spec/pointer.ts';

/** The value with another one at the pointer; `undefined` takes the member away. The argument stays as it is. */
export function editValue(root: Json, pointer: string, value: Json | undefined): Json | undefined {
  return editAt(root, pointerTokens(pointer), value);
}

function editAt(node: Json, tokens: readonly string[], value: Json | undefined): Json | undefined {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(node)) {
    const items: readonly Json[] = node;
    const index = Number(token);
    const item = rest.length === 0 ? value : editAt(items[index] ?? null, rest, value);
    if (index >= items.length) return item === undefined ? items : [...items, item];
    return items.flatMap((old, at) => (at !== index ? [old] : item === undefined ? [] : [item]));
  }
  const members = node !== null && typeof node === 'object' ? Object.entries(node) : [];
  const old = members.find(([name]) => name === token)?.[1];
  // A member that starts with item 0 is a list.
  const member = rest.length === 0 ? value : editAt(old ?? (rest[0] === '0' ? [] : {}), rest, value);
  // Entries keep the order of the members, and `__proto__` stays an ordinary name.
  const edited = members.flatMap(([name, entry]): [string, Json][] =>
    name !== token ? [[name, entry]] : member === undefined ? [] : [[name, member]],
  );
  if (old === undefined && member !== undefined) edited.push([token, member]);
  return Object.fromEntries(edited);
}
