import type { RegexNode } from './regex-node.ts';

/** Texts that an expression takes as a whole, looks and anchors aside; `complete` where there are no others. */
export type Samples = { readonly texts: readonly string[]; readonly complete: boolean };

const mostComplete = 2048;
const mostSampled = 48;
const longestText = 1500;
/** Repetitions beyond the least: a few, and enough to pass a limit of the document. */
const extraCounts: readonly number[] = [1, 2, 7, 40, 300, 1100];

/**
 * Lists the texts of an expression where it has at most 2048; of others some, in which every alternative, every kind of
 * character and several lengths occur. `seed` turns the order in which parts are put together.
 */
export function sampleRegex(node: RegexNode, seed: number): Samples {
  const all = enumerate(node);
  if (all) return { texts: all, complete: true };
  return { texts: unique(sample(node, seed)), complete: false };
}

function enumerate(node: RegexNode): readonly string[] | undefined {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
    case 'look':
      return [''];
    case 'set':
      return node.set.exact ? node.set.members.map(toText) : undefined;
    case 'sequence':
      return node.items.reduce<readonly string[] | undefined>(
        (before, item) => join(before, before && enumerate(item)),
        [''],
      );
    case 'choice': {
      const lists = node.options.map(enumerate);
      const texts = lists.every((list) => list !== undefined) ? unique(lists.flat()) : undefined;
      return texts && texts.length <= mostComplete ? texts : undefined;
    }
    case 'repeat':
      return enumerateRepeat(node);
    default:
      return node satisfies never;
  }
}

function enumerateRepeat({ node, min, max }: Extract<RegexNode, { kind: 'repeat' }>) {
  if (max > mostComplete) return undefined;
  const once = enumerate(node);
  let texts: readonly string[] | undefined = [''];
  const all: string[] = min === 0 ? [''] : [];
  for (let count = 1; count <= max && texts; count += 1) {
    texts = join(texts, once);
    if (texts && count >= min) all.push(...texts);
    if (all.length > mostComplete) return undefined;
  }
  return texts && unique(all);
}

function join(
  heads: readonly string[] | undefined,
  tails: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!heads || !tails || heads.length * tails.length > mostComplete) return undefined;
  const texts = heads.flatMap((head) => tails.map((tail) => head + tail));
  return (texts[0]?.length ?? 0) > longestText ? undefined : unique(texts);
}

function sample(node: RegexNode, seed: number): readonly string[] {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
    case 'look':
      return [''];
    case 'set':
      return thin(node.set.members.map(toText));
    case 'sequence':
      return sampleSequence(node.items, seed);
    case 'choice':
      // The first text of every alternative before the second of any.
      return interleave(node.options.map((option) => sample(option, seed)));
    case 'repeat':
      return sampleRepeat(node, seed);
    default:
      return node satisfies never;
  }
}

/** Every text of every part occurs once at least. */
function sampleSequence(items: readonly RegexNode[], seed: number): readonly string[] {
  const lists = items.map((item) => sample(item, seed));
  const longest = Math.max(...lists.map((list) => list.length));
  const texts = Array.from({ length: longest }, (_, round) =>
    lists.map((list, part) => pick(list, round < list.length ? round : round + part * seed)).join(''),
  );
  return short(texts);
}

function sampleRepeat(
  { node, min, max }: Extract<RegexNode, { kind: 'repeat' }>,
  seed: number,
): readonly string[] {
  const once = sample(node, seed);
  const least = Math.max(min, 1);
  const counts = extraCounts.map((extra) => min + extra).filter((count) => count > least && count < max);
  if (max !== Number.POSITIVE_INFINITY && max > least) counts.push(Math.min(max, longestText));
  const texts = max < 1 ? [''] : once.map((text, start) => build(once, start, least, text));
  for (const [round, count] of counts.entries())
    texts.push(build(once, round * (1 + seed), count), build(once, round + 1, count));
  return short(min === 0 ? [texts[0] ?? '', '', ...texts.slice(1)] : texts);
}

/** A text of so many parts; the first may be given. */
function build(parts: readonly string[], start: number, count: number, first?: string): string {
  let text = first ?? pick(parts, start);
  for (let index = 1; index < count && text.length <= longestText; index += 1)
    text += pick(parts, start + index);
  return text;
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}

function interleave(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(...lists.map((list) => list.length));
  const texts: string[] = [];
  for (let round = 0; round < longest; round += 1)
    for (const list of lists) if (round < list.length) texts.push(list[round] ?? '');
  return unique(texts).slice(0, Math.max(mostSampled, lists.length));
}

/** Of many members the first, the last, and some between. */
function thin(texts: readonly string[]): readonly string[] {
  if (texts.length <= 16) return texts;
  const stride = (texts.length - 1) / 15;
  return unique(Array.from({ length: 16 }, (_, index) => texts[Math.round(index * stride)] ?? ''));
}

function short(texts: readonly string[]): readonly string[] {
  const fitting = unique(texts.filter((text) => text.length <= longestText));
  return fitting.slice(0, Math.max(mostSampled, 1));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function toText(char: number): string {
  return String.fromCodePoint(char);
}
