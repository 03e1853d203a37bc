import type { Json } from '../../finding.ts';
import { type FileNode, isObject } from './file-node.ts';

/**
 * The examples in place of the matchers that pact-ruby wrote into the values themselves before specification 2:
 * `Pact::Term`, `Pact::SomethingLike` and `Pact::ArrayLike`.
 */
export function unwrapRuby(node: FileNode): FileNode {
  if (!node.source.text.includes('"json_class"') || node.value === undefined) return node;
  return { ...node, value: unwrap(node.value) };
}

function unwrap(value: Json): Json {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isObject(value)) return value;
  const { json_class: name, data, contents, min } = value;
  if (name === 'Pact::Term' && isObject(data) && data.generate !== undefined) return unwrap(data.generate);
  if (name === 'Pact::SomethingLike' && contents !== undefined) return unwrap(contents);
  if (name === 'Pact::ArrayLike' && contents !== undefined) {
    const count = typeof min === 'number' && min >= 1 && min <= 1000 ? Math.trunc(min) : 1;
    return Array.from({ length: count }, () => unwrap(contents));
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unwrap(member)]));
}
