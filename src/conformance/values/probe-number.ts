import { numericFormats } from './format-values.ts';
import { type Probe, type Relation, replaced, type Subject } from './probe.ts';
import { allowedTypes, findKeyword, findNumber } from './schema-view.ts';

/** Every keyword that limits a number, and numbers that break programs although nothing forbids them. */
export function* probeNumber(subject: Subject<number>): Generator<Probe> {
  yield* probeLimits(subject);
  yield* probeMultiples(subject);
  yield* probeNumericFormats(subject);
  const at = findKeyword(subject.view, 'type')[0]?.at ?? subject.view.place;
  for (const value of [0, -1, 1, 2_147_483_647, 2_147_483_648, Number.MAX_SAFE_INTEGER, 0.1, 1e21])
    yield replaced(subject, {
      keyword: 'type',
      at: { uri: at.uri, pointer: at.pointer },
      relation: 'inside',
      name: String(value),
      value,
    });
}

function* probeLimits(subject: Subject): Generator<Probe> {
  const step = smallestStep(subject);
  for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const) {
    const limit = findNumber(subject.view, keyword);
    if (!limit) continue;
    const inward = keyword === 'minimum' || keyword === 'exclusiveMinimum' ? step : -step;
    const exclusive = isExclusive(subject, keyword);
    const values: [Relation, number][] = [
      ['inside', limit.value + inward],
      [exclusive ? 'outside' : 'on', limit.value],
      ['outside', limit.value - inward],
    ];
    for (const [relation, value] of values)
      yield replaced(subject, { keyword, at: limit.at, relation, name: String(value), value });
  }
}

/** OpenAPI 3.0 (JSON Schema draft 4) says with a boolean that the limit itself is outside. */
function isExclusive(subject: Subject, keyword: string): boolean {
  if (keyword.startsWith('exclusive')) return true;
  const flag = keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  return findKeyword(subject.view, flag).some((use) => use.value === true);
}

function smallestStep(subject: Subject): number {
  const multiple = findNumber(subject.view, 'multipleOf')?.value;
  if (multiple !== undefined) return multiple;
  return allowedTypes(subject.view).includes('number') ? 0.5 : 1;
}

function* probeMultiples(subject: Subject): Generator<Probe> {
  const step = findNumber(subject.view, 'multipleOf');
  if (!step) return;
  const base = findNumber(subject.view, 'minimum')?.value ?? 0;
  const first = Math.ceil(base / step.value) * step.value;
  const values: [Relation, number][] = [
    ['on', first],
    ['on', first + step.value],
    ['outside', first + step.value / 2],
    ['outside', first + 1],
  ];
  for (const [relation, value] of values)
    yield replaced(subject, {
      keyword: 'multipleOf',
      at: step.at,
      relation,
      name: String(value),
      value,
    });
}

function* probeNumericFormats(subject: Subject): Generator<Probe> {
  for (const use of findKeyword(subject.view, 'format')) {
    const range = typeof use.value === 'string' ? numericFormats[use.value] : undefined;
    if (!range) continue;
    const values: [Relation, number][] = [
      ...[range.minimum, range.maximum]
        // Beyond that a double is not the number itself.
        .filter((limit) => Math.abs(limit) <= Number.MAX_SAFE_INTEGER)
        .map((limit): [Relation, number] => ['on', limit]),
      ['outside', beyond(range.minimum, -1)],
      ['outside', beyond(range.maximum, 1)],
    ];
    for (const [relation, value] of values)
      yield replaced(subject, { keyword: 'format', at: use.at, relation, name: String(value), value });
  }
}

/** The next number that is surely outside of the range, as a double can hold it. */
function beyond(limit: number, direction: 1 | -1): number {
  return Math.abs(limit) <= Number.MAX_SAFE_INTEGER ? limit + direction : limit * 10;
}
