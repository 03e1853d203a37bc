import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { type Probe, type Relation, replaced, type Subject } from './probe.ts';
import { isValid, sampleValue } from './sample.ts';
import { childOf, findKeyword, findNumber, type KeywordUse } from './schema-view.ts';

/** Lists with more matches are not made. */
const most = 50;

/** `contains` with `minContains` and `maxContains` (JSON Schema Validation §6.4.4): lists with so many matches. */
export function* probeContains(subject: Subject<readonly Json[]>): Generator<Probe> {
  for (const use of findKeyword(subject.view, 'contains')) {
    const place = childOf(subject.view, use.at);
    const least = findNumber(subject.view, 'minContains');
    const limit = findNumber(subject.view, 'maxContains');
    const match = sampleValue(subject.context, place);
    const other = findOther(subject, place);
    const counts: [KeywordUse, keyword: string, count: number, Relation][] = [
      [least ?? use, least ? 'minContains' : 'contains', (least?.value ?? 1) - 1, 'outside'],
      [least ?? use, least ? 'minContains' : 'contains', least?.value ?? 1, 'on'],
    ];
    if (limit)
      counts.push(
        [limit, 'maxContains', limit.value, 'on'],
        [limit, 'maxContains', limit.value + 1, 'outside'],
      );
    for (const [statement, keyword, count, relation] of counts) {
      if (count < 0 || count > most || match === undefined) continue;
      const matches = Array.from({ length: count }, () => match);
      const value = other === undefined ? matches : [other, ...matches];
      const name = `${count} items that match`;
      yield replaced(subject, { keyword, at: statement.at, relation, name, value });
    }
  }
}

/** An item that the list may have and that does not match. */
function findOther(
  { context, view, value }: Subject<readonly Json[]>,
  contains: SchemaPlace,
): Json | undefined {
  const items = findKeyword(view, 'items')[0];
  const place = items && typeof items.value === 'object' ? childOf(view, items.at) : undefined;
  const sample = place && sampleValue(context, place);
  const candidates: Json[] = [
    ...value,
    ...(sample === undefined ? [] : [sample]),
    'other',
    0,
    -1,
    1e6,
    true,
    {},
  ];
  return candidates.find(
    (candidate) =>
      !isValid(context.contract, contains, candidate) &&
      (!place || isValid(context.contract, place, candidate)),
  );
}
