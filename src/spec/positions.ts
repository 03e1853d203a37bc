import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { maxDepth } from './parse.ts';

/** One node of a file's text; offsets count from 0 in UTF-16 units. */
export type Position = {
  readonly start: number;
  /** The member with this key or the item with this index: where its key or itself starts, and its node. */
  find(token: string): { start: number; position: Position } | undefined;
};

type Node = {
  start: number;
  children: Map<string, { start: number; node: Node }>;
  /** Anchored maps that `<<` brings in; a key of the map itself comes first. */
  merged: Node[];
};

/**
 * The positions in a text of JSON or YAML. Aliases lead to what they stand for. Text that does not parse has its
 * start only.
 */
export function readPositions(text: string): Position {
  try {
    return toPosition(readNodes(text));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { start: 0, find: () => undefined };
  }
}

function toPosition(node: Node): Position {
  return {
    start: node.start,
    find(token) {
      const child = findChild(node, token);
      return child && { start: child.start, position: toPosition(child.node) };
    },
  };
}

function findChild(node: Node, token: string): { start: number; node: Node } | undefined {
  const own = node.children.get(token);
  if (own) return own;
  for (const merged of node.merged) {
    const found = findChild(merged, token);
    if (found) return found;
  }
  return undefined;
}

type Open = {
  node: Node;
  kind: 'document' | 'sequence' | 'mapping';
  key: { name: string; start: number } | undefined;
};

function readNodes(text: string): Node {
  const root: Node = { start: 0, children: new Map(), merged: [] };
  const anchors = new Map<string, Node>();
  const open: Open[] = [];
  let offset = 0;

  for (const event of parseEvents(text, { maxDepth })) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ node: root, kind: 'document', key: undefined });
      continue;
    }
    const parent = open.at(-1);
    if (!parent) continue;
    offset = startOf(event) ?? offset;
    if (parent.kind === 'mapping' && !parent.key) {
      // A key that is no scalar is refused when the file is loaded.
      parent.key = { name: event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '', start: offset };
      if (event.type !== EVENT_ID.SEQUENCE && event.type !== EVENT_ID.MAPPING) continue;
    }
    const anchor = event.anchorStart === -1 ? undefined : text.slice(event.anchorStart, event.anchorEnd);
    const node: Node =
      event.type === EVENT_ID.ALIAS
        ? (anchors.get(anchor ?? '') ?? { start: offset, children: new Map(), merged: [] })
        : { start: offset, children: new Map(), merged: [] };
    if (anchor !== undefined) anchors.set(anchor, node);
    attach(parent, node, offset);
    if (event.type === EVENT_ID.SEQUENCE) open.push({ node, kind: 'sequence', key: undefined });
    if (event.type === EVENT_ID.MAPPING) open.push({ node, kind: 'mapping', key: undefined });
  }
  return root;
}

function attach(parent: Open, node: Node, offset: number): void {
  const { children, merged } = parent.node;
  if (parent.kind === 'sequence') children.set(String(children.size), { start: offset, node });
  else if (parent.kind === 'mapping' && parent.key) {
    const { name, start } = parent.key;
    parent.key = undefined;
    if (name === '<<') merged.push(node, ...[...node.children.values()].map((child) => child.node));
    // In JSON, and in quotes, it is a name like any other.
    children.set(name, { start, node });
  } else if (parent.kind === 'document') {
    parent.node.start = offset;
    parent.node.children = node.children;
    parent.node.merged = node.merged;
  }
}

function startOf(event: Exclude<Event, { type: 1 | 6 }>): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event.type !== EVENT_ID.SCALAR) return event.start;
  return event.valueStart === -1 ? undefined : event.valueStart - (isQuoted(event) ? 1 : 0);
}

function isQuoted({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}
