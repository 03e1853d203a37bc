import type { SchemaIssue } from '../../contract/contract.ts';
import { innerRules, isMembers, ruleName } from './rule-name.ts';
import type { Site } from './select.ts';
import { type Judge, type Trial, tryWitnesses } from './try-witnesses.ts';

/**
 * What `eachKey` accepts as names of members (Pact Specification 4): the object of the example with one more member, whose
 * value is that of the first.
 */
export function tryKeys<Issue extends SchemaIssue>(site: Site, judge: Judge<Issue>): readonly Trial<Issue>[] {
  const { example } = site;
  if (!isMembers(example)) return [];
  const [first] = Object.entries(example);
  if (!first) return [];
  const [name, value] = first;
  return site.rules
    .filter((rule) => ruleName(rule) === 'eachKey')
    .map((rule) =>
      tryWitnesses({ rules: innerRules(rule), combine: 'AND', example: name, form: 'text' }, (witness) =>
        typeof witness === 'string' && !Object.hasOwn(example, witness)
          ? judge({ ...example, [witness]: value })
          : [],
      ),
    );
}
