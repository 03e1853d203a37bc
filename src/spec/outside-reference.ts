import type { Json } from '../finding.ts';

/**
 * True when any member named `$ref` leads out of its file. It looks at data too, so a walk of the real positions must
 * follow; most documents have none, and need no walk.
 */
export function hasOutsideReference(root: Json): boolean {
  const pending: Json[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') pending.push(item);
      continue;
    }
    for (const key in value) {
      const member: Json | undefined = (value as { readonly [key: string]: Json })[key];
      if (typeof member === 'object') pending.push(member);
      else if (key === '$ref' && typeof member === 'string' && !member.startsWith('#')) return true;
    }
  }
  return false;
}
