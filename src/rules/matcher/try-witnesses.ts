import type { SchemaIssue } from '../../contract/contract.ts';
import type { Matcher, MatcherRule } from '../../exchange/matcher.ts';
import type { Json, Severity } from '../../finding.ts';
import { acceptsAll, type ValueForm } from './accepts.ts';
import { type RuleName, ruleName } from './rule-name.ts';
import { weigh } from './weigh.ts';
import { witnesses } from './witnesses.ts';

/** The rules of one place, and the value that the pact has there. */
export type Tried = Pick<Matcher, 'combine' | 'rules'> & {
  readonly example: Json;
  readonly form: ValueForm;
};

/** What the document says against a value at the place; of a text, about one of its parts. */
export type Judge<Issue extends SchemaIssue> = (witness: Json) => readonly Issue[];

/** A statement that a value breaks which the matcher accepts. */
export type Deviation<Issue extends SchemaIssue> = {
  readonly issue: Issue;
  readonly witness: Json;
  readonly severity: Severity;
  readonly name: RuleName;
};

export type Trial<Issue extends SchemaIssue> = {
  readonly deviations: readonly Deviation<Issue>[];
  /** Why some rule could not be tried; half a sentence about the matcher. */
  readonly reasons: readonly string[];
};

/** Every run takes the same witnesses: a finding must not come and go. */
const seed = 1;

/** Tries what the rules of a place accept. Of each broken statement the worst deviation, and of equals the first. */
export function tryWitnesses<Issue extends SchemaIssue>(tried: Tried, judge: Judge<Issue>): Trial<Issue> {
  const worst = new Map<string, Deviation<Issue>>();
  const reasons: string[] = [];
  for (const rule of tried.rules) {
    const name = ruleName(rule);
    const found = witnesses(rule, tried, seed);
    if (typeof found === 'string') {
      if (mayDeviate(tried, judge)) reasons.push(`the matcher ${rule.match}: ${found}`);
      continue;
    }
    if (name === undefined) continue;
    for (const deviation of deviationsOf({ name, rule, found }, tried, judge)) {
      const key = `${deviation.issue.at.uri}#${deviation.issue.at.pointer}`;
      const known = worst.get(key);
      if (!known || (known.severity === 'warning' && deviation.severity === 'error'))
        worst.set(key, deviation);
    }
  }
  return { deviations: [...worst.values()], reasons };
}

function* deviationsOf<Issue extends SchemaIssue>(
  { name, found }: { name: RuleName; rule: MatcherRule; found: readonly Json[] },
  { rules, combine, example, form }: Tried,
  judge: Judge<Issue>,
): Iterable<Deviation<Issue>> {
  for (const witness of found) {
    // With AND the other rules have a word in it.
    if (rules.length > 1 && acceptsAll(rules, combine, { example, value: witness, form }) !== true) continue;
    for (const issue of judge(witness)) {
      const severity = weigh(name, { keyword: issue.keyword, expected: issue.expected, witness });
      if (severity) yield { issue, witness, severity, name };
    }
  }
}

/** Values of every kind: where the document says nothing against them, it does not matter what the matcher accepts. */
const probes: readonly Json[] = ['', 'a', 'Z', '0', '-', 'any text', 'é', 'x'.repeat(5000)];

function mayDeviate<Issue extends SchemaIssue>({ example }: Tried, judge: Judge<Issue>): boolean {
  return typeof example !== 'string' || probes.some((probe) => judge(probe).length > 0);
}
