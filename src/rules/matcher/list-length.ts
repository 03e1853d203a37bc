import type { SchemaIssue } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { isList, lengthsOf, ruleName } from './rule-name.ts';
import type { Site } from './select.ts';
import type { Deviation, Judge } from './try-witnesses.ts';

/** Longer lists are not tried. */
const longest = 1000;

/**
 * A list that a type matcher demands to be longer than documented (`min` above `maxItems`) or shorter (`max` below
 * `minItems`): no documented list is accepted. That a list may also be shorter or longer than documented is customary.
 */
export function tryLengths<Issue extends SchemaIssue>(
  site: Site,
  judge: Judge<Issue>,
): readonly Deviation<Issue>[] {
  const { example, rules, pointer } = site;
  if (!isList(example) || example.length === 0) return [];
  const tryLength = (length: number, keyword: string): readonly Deviation<Issue>[] => {
    if (length === 0 || length > longest) return [];
    const witness = Array.from({ length }, (_, index): Json => example[index % example.length] ?? null);
    return judge(witness)
      .filter((issue) => issue.keyword === keyword && issue.pointer === pointer)
      .map((issue) => ({ issue, witness, severity: 'error', name: 'type' }));
  };
  return rules
    .filter((rule) => ruleName(rule) === 'type')
    .map(lengthsOf)
    .flatMap(({ min, max }) => [...tryLength(min, 'maxItems'), ...tryLength(max, 'minItems')]);
}
