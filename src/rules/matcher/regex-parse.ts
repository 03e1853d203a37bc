import { anchors, lineEnd, lineStart } from './regex-anchor.ts';
import { type Cursor, readClass, readEscape, takePattern } from './regex-escape.ts';
import {
  anything,
  anythingButBreak,
  type CharSet,
  caselessSet,
  overlaps,
  type RegexNode,
  rangeSet,
  UnreadableRegex,
} from './regex-node.ts';

/** An expression and, where it takes less than it seems to, why no witness of it is sure. */
export type ParsedRegex = { readonly node: RegexNode; readonly inexact: string | undefined };

type Reader = Cursor & { inexact: string | undefined; depth: number };
type Flags = { readonly i: boolean; readonly s: boolean; readonly x: boolean };

/** Deeper groups would overflow the readers of the tree. */
const deepest = 200;
const empty: RegexNode = { kind: 'empty' };
/** Anchors of the end; the same objects for every expression. */
const ends: readonly (RegexNode | undefined)[] = [lineEnd, anchors.z, anchors.Z];
const possession = 'it does not give back what it has taken (possessive or atomic)';

/**
 * Reads a regular expression in what Java, Ruby, Oniguruma, Rust and ECMA-262 have in common.
 *
 * @throws UnreadableRegex with half a sentence about the expression
 */
export function parseRegex(pattern: string): ParsedRegex {
  const reader: Reader = { chars: [...pattern], at: 0, inexact: undefined, depth: 0 };
  const node = readChoice(reader, { i: false, s: false, x: false });
  if (!isAtEnd(reader)) throw new UnreadableRegex('it has a closing parenthesis too many');
  return { node, inexact: reader.inexact };
}

function readChoice(reader: Reader, flags: Flags): RegexNode {
  reader.depth += 1;
  if (reader.depth > deepest) throw new UnreadableRegex(`its groups are nested deeper than ${deepest}`);
  const options: RegexNode[] = [];
  let current = flags;
  do {
    const sequence = readSequence(reader, current);
    options.push(sequence.node);
    current = sequence.flags;
  } while (take(reader, '|'));
  reader.depth -= 1;
  return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
}

/** Flags that are set inside hold up to the end of the group. */
function readSequence(reader: Reader, before: Flags): { node: RegexNode; flags: Flags } {
  const items: RegexNode[] = [];
  let flags = before;
  /** What a possessive repetition just before took: a greedy one takes the same where the next character differs. */
  let taken: CharSet | undefined;
  while (!isAtEnd(reader) && !'|)'.includes(peek(reader))) {
    if (flags.x && takePattern(reader, /^(?:\s+|#[^\n]*)/) !== undefined) continue;
    const set = takePattern(reader, /^\(\?[a-zA-Z]*(?:-[a-zA-Z]+)?\)/);
    if (set !== undefined) {
      flags = withFlags(flags, set.slice(2, -1));
      continue;
    }
    const atom = readAtom(reader, flags);
    const { node, possessive } = readQuantifier(reader, atom);
    // Before the end nothing is worth giving back.
    if (taken && ends.includes(node)) {
      items.push(node);
      continue;
    }
    if (taken && (node.kind !== 'set' || overlaps(taken, node.set))) reader.inexact = possession;
    taken = possessive && atom.kind === 'set' ? atom.set : undefined;
    if (possessive && !taken) reader.inexact = possession;
    if (node.kind !== 'empty') items.push(node);
  }
  // What follows the end of a group is not known here; nothing follows the end of the expression.
  if (taken && reader.depth > 1) reader.inexact = possession;
  const [first] = items;
  return { node: items.length > 1 ? { kind: 'sequence', items } : (first ?? empty), flags };
}

function readAtom(reader: Reader, flags: Flags): RegexNode {
  const char = peek(reader);
  reader.at += 1;
  switch (char) {
    case '(':
      return readGroup(reader, flags);
    case '[':
      return toSet(readClass(reader), flags);
    case '.':
      return { kind: 'set', set: flags.s ? anything : anythingButBreak };
    case '^':
      return lineStart;
    case '$':
      return lineEnd;
    case '\\':
      return readBackslash(reader, flags);
    case '*':
    case '+':
    case '?':
      throw new UnreadableRegex('it repeats nothing');
    default:
      return toSet(rangeSet(char.codePointAt(0) ?? 0), flags);
  }
}

function readBackslash(reader: Reader, flags: Flags): RegexNode {
  const quoted = takePattern(reader, /^Q.*?(?:\\E|$)/s);
  // `\Q…\E` of Java.
  if (quoted !== undefined) {
    const chars = [...quoted.slice(1).replace(/\\E$/, '')];
    return {
      kind: 'sequence',
      items: chars.map((char) => toSet(rangeSet(char.codePointAt(0) ?? 0), flags)),
    };
  }
  const set = readEscape(reader);
  if (set) return toSet(set, flags);
  const char = peek(reader);
  reader.at += 1;
  const anchor = Object.hasOwn(anchors, char) ? anchors[char] : undefined;
  if (anchor) return anchor;
  if (/[1-9k]/.test(char)) throw new UnreadableRegex('it refers back to a group');
  throw new UnreadableRegex(`it has \\${char}, which not every dialect knows`);
}

function readGroup(reader: Reader, flags: Flags): RegexNode {
  const opening = takePattern(reader, /^\?(?:[:>=!]|<[=!]|P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|#[^)]*)/);
  const scope = opening === undefined ? takePattern(reader, /^\?[a-zA-Z]*(?:-[a-zA-Z]+)?:/) : undefined;
  if (opening === undefined && scope === undefined && peek(reader) === '?')
    throw new UnreadableRegex('it has a group that not every dialect knows');
  if (opening === '?>') reader.inexact = possession;
  const inner = opening?.startsWith('?#')
    ? empty
    : readChoice(reader, scope === undefined ? flags : withFlags(flags, scope.slice(1, -1)));
  if (!take(reader, ')')) throw new UnreadableRegex('a group of it has no end');
  const look = opening === undefined ? undefined : /^\?(<?)([=!])$/.exec(opening);
  if (!look) return inner;
  return { kind: 'look', direction: look[1] ? 'behind' : 'ahead', negative: look[2] === '!', node: inner };
}

function readQuantifier(reader: Reader, atom: RegexNode): { node: RegexNode; possessive: boolean } {
  let node = atom;
  let possessive = false;
  for (;;) {
    const counted = takePattern(reader, /^(?:[*+?]|\{\d+(?:,\d*)?\}|\{,\d+\})/);
    if (counted === undefined) return { node, possessive };
    const { min, max } = boundsOf(counted);
    if (min > max) throw new UnreadableRegex(`its ${counted} ends before it begins`);
    node = { kind: 'repeat', node, min, max };
    // Lazy repetitions take the same texts.
    possessive = !take(reader, '?') && take(reader, '+');
  }
}

function boundsOf(counted: string): { min: number; max: number } {
  if (counted === '*') return { min: 0, max: Number.POSITIVE_INFINITY };
  if (counted === '+') return { min: 1, max: Number.POSITIVE_INFINITY };
  if (counted === '?') return { min: 0, max: 1 };
  const [min = '', max] = counted.slice(1, -1).split(',');
  const least = Number(min || '0');
  return { min: least, max: max === undefined ? least : max === '' ? Number.POSITIVE_INFINITY : Number(max) };
}

/** `m` lets the dot take line breaks in Ruby; elsewhere it changes the anchors, which are lenient anyway. */
function withFlags(flags: Flags, written: string): Flags {
  const [on = '', off = ''] = written.split('-');
  const unknown = /[^imsxu]/.exec(on + off)?.[0];
  if (unknown !== undefined)
    throw new UnreadableRegex(`it has the flag ${unknown}, which not every dialect knows`);
  const state = (flag: RegExp, before: boolean) => (before || flag.test(on)) && !flag.test(off);
  return { i: state(/i/, flags.i), s: state(/[sm]/, flags.s), x: state(/x/, flags.x) };
}

function toSet(set: CharSet, { i }: Flags): RegexNode {
  return { kind: 'set', set: i ? caselessSet(set) : set };
}

function isAtEnd({ chars, at }: Cursor): boolean {
  return at >= chars.length;
}

function peek({ chars, at }: Cursor): string {
  return chars[at] ?? '';
}

function take(reader: Reader, char: string): boolean {
  if (peek(reader) !== char) return false;
  reader.at += 1;
  return true;
}
