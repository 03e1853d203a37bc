import { formatValues } from './format-values.ts';
import { samplePattern } from './pattern.ts';
import { type Probe, replaced, type Subject } from './probe.ts';
import { deriveSeed } from './random.ts';
import { withLength } from './sample-string.ts';
import { findKeyword, findNumber } from './schema-view.ts';
import { longestFor } from './slow-pattern.ts';

/** Longer texts are not made: they would look at the limits of gateways, which nobody asked about. */
const longest = 100_000;

/** Every keyword that limits a string, and the texts that break programs although nothing forbids them. */
export function* probeString(subject: Subject<string>): Generator<Probe> {
  yield* probeLengths(subject);
  yield* probePatterns(subject);
  yield* probeFormats(subject);
  yield* probeTexts(subject);
}

function* probeLengths(subject: Subject<string>): Generator<Probe> {
  const limits = [
    ['minLength', [-1, 0, 1]],
    ['maxLength', [-1, 0, 1]],
  ] as const;
  for (const [keyword, steps] of limits) {
    const limit = findNumber(subject.view, keyword);
    if (!limit || limit.value > longest) continue;
    for (const step of steps) {
      const length = limit.value + step;
      if (length < 0) continue;
      const outside = keyword === 'minLength' ? step < 0 : step > 0;
      for (const value of textsOfLength(subject, length))
        yield replaced(subject, {
          keyword,
          at: limit.at,
          relation: step === 0 ? 'on' : outside ? 'outside' : 'inside',
          name: `${length} characters`,
          value,
        });
    }
    // A character outside the basic plane counts once (RFC 8259 §8.2 strings, JSON Schema Validation §6.3.1).
    if (keyword === 'minLength' && limit.value > 1)
      yield replaced(subject, {
        keyword,
        at: limit.at,
        relation: 'outside',
        name: `${limit.value - 1} characters of two code units`,
        value: withLength('😀', limit.value - 1),
      });
    if (keyword === 'maxLength' && limit.value > 0)
      yield replaced(subject, {
        keyword,
        at: limit.at,
        relation: 'on',
        name: `${limit.value} characters of two code units`,
        value: withLength('😀', limit.value),
      });
  }
}

/** The value in that length; where a pattern holds too, also what the pattern gives in that length. */
function textsOfLength(subject: Subject<string>, length: number): string[] {
  const padded = withLength(subject.value, length);
  const patterns = findKeyword(subject.view, 'pattern');
  if (patterns.length === 0) return [padded];
  const seed = deriveSeed(subject.context.seed, `${subject.pointer}:${length}`);
  const matching = patterns
    .flatMap((use) => (typeof use.value === 'string' ? samplePattern(use.value, seed, 60) : []))
    .find((text) => [...text].length === length);
  const repeated = withLength([...subject.value].at(-1) ?? 'a', length);
  const continued = [...(subject.value + repeated)].slice(0, length).join('');
  return [matching ?? continued];
}

function* probePatterns(subject: Subject<string>): Generator<Probe> {
  for (const use of findKeyword(subject.view, 'pattern')) {
    if (typeof use.value !== 'string') continue;
    const seed = deriveSeed(subject.context.seed, use.at.pointer);
    for (const [index, value] of samplePattern(use.value, seed, 12).slice(0, 3).entries())
      yield replaced(subject, {
        keyword: 'pattern',
        at: use.at,
        relation: 'on',
        name: `match ${index + 1}`,
        value,
      });
    const longer = growBeyond(use.value, subject.value);
    for (const [name, value] of [...misfits(subject.value), ...longer])
      yield replaced(subject, { keyword: 'pattern', at: use.at, relation: 'outside', name, value });
  }
}

/** Longer texts that still match belong to a pattern that does not limit the length. */
const longestGrown = 300;

/** The value with its last character repeated until the pattern takes it no more: one character too long. */
function growBeyond(pattern: string, value: string): [name: string, value: string][] {
  const expression = compilePattern(pattern);
  const last = [...value].at(-1);
  const longest = Math.min(longestGrown, longestFor(pattern));
  if (value.length > longest || !expression?.test(value) || last === undefined) return [];
  for (let text = value + last; text.length <= longest; text += last)
    if (!expression.test(text)) return [['one character more than fits', text]];
  return [];
}

function compilePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    // What the engine cannot read either is told by lint.
    return undefined;
  }
}

function misfits(value: string): [name: string, value: string][] {
  return [
    ['blank in front', ` ${value}`],
    ['other characters', `${value}!%`],
    ['upper case', value.toUpperCase()],
    ['line break at the end', `${value}\n`],
    ['empty', ''],
    ['twice', `${value} ${value}`],
  ];
}

function* probeFormats(subject: Subject): Generator<Probe> {
  for (const use of findKeyword(subject.view, 'format')) {
    const values = typeof use.value === 'string' ? formatValues[use.value] : undefined;
    for (const relation of ['on', 'outside'] as const)
      for (const [index, value] of (relation === 'on' ? values?.valid : values?.invalid)?.entries() ?? [])
        yield replaced(subject, {
          keyword: 'format',
          at: use.at,
          relation,
          name: relation === 'on' ? `right ${index + 1}` : `wrong ${index + 1}`,
          value,
        });
  }
}

/** Texts that only a schema forbids: valid wherever it does not. */
function* probeTexts(subject: Subject): Generator<Probe> {
  const at = findKeyword(subject.view, 'type')[0]?.at ?? subject.view.place;
  const texts: [name: string, value: string][] = [
    ['empty text', ''],
    ['one character', 'x'],
    ['blanks', '  '],
    ['accents and other scripts', 'Größe-图像-صورة'],
    ['a character of two code units', 'image-😀.jpg'],
    ['quotes and markup', `"';--<b>&amp;\\{{1}}\${1}`],
    ['control characters', 'line\nbreak\ttab\u0007'],
    ['the word null', 'null'],
    ['digits only', '0123456789'],
    ['256 characters', 'x'.repeat(256)],
    ['1024 characters', 'x'.repeat(1024)],
    ['5000 characters', 'x'.repeat(5000)],
  ];
  for (const [name, value] of texts)
    yield replaced(subject, {
      keyword: 'type',
      at: { uri: at.uri, pointer: at.pointer },
      relation: 'inside',
      name,
      value,
    });
}
