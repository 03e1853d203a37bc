import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { type Probe, replaced, type Subject } from './probe.ts';
import { isValid, sampleValue } from './sample.ts';
import { allowedTypes, findKeyword, hasType, type JsonType } from './schema-view.ts';

/** One value of each type, as far from the other types as can be. */
const typicalValues: readonly (readonly [type: JsonType, value: Json])[] = [
  ['null', null],
  ['boolean', true],
  ['integer', 12345],
  ['number', 1.5],
  ['string', 'text'],
  ['array', []],
  ['array', ['text']],
  ['object', {}],
  ['object', { key: 'text' }],
];

/** Type confusion: a value of every type, allowed or not, and the two scalars that look like another type. */
export function* probeTypes(subject: Subject): Generator<Probe> {
  const at = placeOfType(subject);
  const allowed = allowedTypes(subject.view);
  const emptied = new Set<string>();
  for (const [type, value] of typicalValues) {
    // Without `type` the other keywords decide what belongs.
    const fits =
      allowed.includes(type) &&
      (hasType(subject.view) || isValid(subject.context.contract, subject.view.place, value));
    // An allowed type is looked at with a value that fits the other keywords too.
    const chosen = fits && type !== 'null' && hasType(subject.view) ? typedSample(subject, type) : value;
    if (chosen === undefined || JSON.stringify(chosen) === JSON.stringify(subject.value)) continue;
    const name = emptied.has(type) ? `filled ${type}` : type;
    emptied.add(type);
    if (fits && hasType(subject.view) && name !== type) continue;
    yield replaced(subject, { keyword: 'type', at, relation: fits ? 'on' : 'outside', name, value: chosen });
  }
  if (!hasType(subject.view)) return;
  for (const [type, name, value] of lookalikes(subject.value))
    if (!allowed.includes(type))
      yield replaced(subject, { keyword: 'type', at, relation: 'outside', name, value });
}

/** What programs that convert types by themselves take for the value. */
function* lookalikes(value: Json): Generator<[type: JsonType, name: string, value: Json]> {
  if (value !== null && typeof value !== 'string')
    yield [
      'string',
      'the value as a string',
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ];
  if (typeof value === 'boolean') yield ['integer', 'the value as a number', Number(value)];
  if (Array.isArray(value)) {
    const [only]: readonly Json[] = value;
    if (only !== undefined) yield [typeOf(only), 'an item without its list', only];
  } else yield ['array', 'the value in a list', [value]];
}

function typedSample(subject: Subject, type: JsonType): Json | undefined {
  if (subject.value !== null && typeOf(subject.value) === type) return undefined;
  const value = sampleValue(subject.context, subject.view.place);
  return value !== undefined && typeOf(value) === type ? value : undefined;
}

function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'object') return 'object';
  return typeof value === 'string' ? 'string' : 'boolean';
}

function placeOfType(subject: Subject): Probe['at'] {
  const stated = findKeyword(subject.view, 'type')[0]?.at;
  const { uri, pointer } = subject.view.place;
  return stated ?? { uri, pointer };
}

/** `enum` and `const`: every documented value (the first twenty), and values close to them that are not documented. */
export function* probeChoices(subject: Subject): Generator<Probe> {
  for (const keyword of ['enum', 'const'] as const)
    for (const use of findKeyword(subject.view, keyword)) {
      const choices: readonly Json[] =
        keyword === 'enum' && Array.isArray(use.value) ? use.value : [use.value];
      for (const [index, value] of choices.slice(0, 20).entries())
        yield replaced(subject, {
          keyword,
          at: keyword === 'enum' ? { ...use.at, pointer: joinPointer(use.at.pointer, index) } : use.at,
          relation: 'on',
          name: `value ${index + 1}`,
          value,
        });
      for (const [name, value] of nearMisses(choices))
        yield replaced(subject, { keyword, at: use.at, relation: 'outside', name, value });
    }
}

function nearMisses(choices: readonly Json[]): [name: string, value: Json][] {
  const first = choices.find((choice) => typeof choice === 'string');
  if (first !== undefined) {
    const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
    const title = first.slice(0, 1).toUpperCase() + first.slice(1).toLowerCase();
    const misses: [name: string, value: Json][] = [
      ['another text', `${first}-undocumented`],
      ['another case', other],
      ['another first letter', title],
      ['a blank behind', `${first} `],
      ['a part of it', first.slice(0, -1)],
      ['empty text', ''],
    ];
    return misses.filter(([, value]) => !choices.includes(value));
  }
  const numbers = choices.filter((choice) => typeof choice === 'number');
  const [number] = numbers;
  if (number === undefined) return [];
  return [
    ['another number', Math.max(...numbers) + 1],
    ['as a string', String(number)],
  ];
}
