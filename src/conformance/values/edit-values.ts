import type { Json } from '../../finding.ts';
import { pointerTokens } from '../../spec/pointer.ts';

/** What stands at some pointers of a value after the edit; `undefined` takes the member away. */
export type Edits = ReadonlyMap<string, Json | undefined>;

type Step = { readonly children: Map<string, Step>; edit?: { readonly value: Json | undefined } };

/**
 * The value with other ones at several pointers, made in one pass. An edit of a value wins over edits inside of it; a
 * pointer that leads nowhere adds the last member of its object, or nothing. The argument stays as it is.
 */
export function editValues(root: Json, edits: Edits): Json | undefined {
  const top: Step = { children: new Map() };
  for (const [pointer, value] of edits) {
    let step = top;
    for (const token of pointerTokens(pointer)) {
      const child: Step = step.children.get(token) ?? { children: new Map() };
      step.children.set(token, child);
      step = child;
    }
    step.edit = { value };
  }
  return editAt(root, top);
}

function editAt(node: Json, step: Step): Json | undefined {
  if (step.edit) return step.edit.value;
  if (step.children.size === 0 || node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) {
    const items: readonly Json[] = node;
    return items.flatMap((item, index) => {
      const child = step.children.get(String(index));
      const edited = child ? editAt(item, child) : item;
      return edited === undefined ? [] : [edited];
    });
  }
  const members: [string, Json][] = [];
  const rest = new Map(step.children);
  for (const [name, member] of Object.entries(node)) {
    const child = rest.get(name);
    rest.delete(name);
    const edited = child ? editAt(member, child) : member;
    if (edited !== undefined) members.push([name, edited]);
  }
  for (const [name, { edit }] of rest) if (edit?.value !== undefined) members.push([name, edit.value]);
  // Entries keep the order of the members, and `__proto__` stays an ordinary name.
  return Object.fromEntries(members);
}
