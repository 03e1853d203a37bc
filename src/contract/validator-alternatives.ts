import type { Json } from '../finding.ts';
import type { Alternatives } from './schema-node.ts';
import { explainAlternatives } from './validator-closest.ts';
import { addAlternatives } from './validator-declared.ts';
import { addEvaluated, addIssue, type Context, declare, type Evaluation } from './validator-evaluation.ts';
import { addSome } from './validator-limit.ts';
import { listed } from './validator-message.ts';

/** JSON Schema 2020-12 core §10.2.1.2. */
export function applyAnyOf(keyword: Alternatives, context: Context): void {
  const { result } = context;
  const outcomes = keyword.branches.map((branch) => context.same(branch.node));
  const passing = outcomes.filter(passes);
  if (passing.length === 0) {
    explain(keyword, outcomes, context);
    return;
  }
  declareAlternatives(passing, context);
  const certain = passing.filter((outcome) => outcome.unjudged.length === 0);
  for (const outcome of certain) addEvaluated(result, outcome);
  if (keyword.exclusive && isScalar(context.value)) refuseSeveral(keyword, outcomes, context);
  for (const outcome of passing) {
    const more = addEvaluated(result, outcome);
    // With one alternative certainly met, another matters only for the properties and items that it evaluates.
    if (certain.length === 0 || (more && context.tracks)) addSome(result.unjudged, outcome.unjudged);
  }
}

/** JSON Schema 2020-12 core §10.2.1.3. */
export function applyOneOf(keyword: Alternatives, context: Context): void {
  const { result } = context;
  const outcomes = keyword.branches.map((branch) => context.same(branch.node));
  const passing = outcomes.filter(passes);
  if (passing.length === 0) {
    explain(keyword, outcomes, context);
    return;
  }
  declareAlternatives(passing, context);
  for (const outcome of passing) addEvaluated(result, outcome);
  if (!refuseSeveral(keyword, outcomes, context))
    for (const outcome of passing) addSome(result.unjudged, outcome.unjudged);
}

/** True where more than one alternative holds for certain. */
function refuseSeveral(keyword: Alternatives, outcomes: readonly Evaluation[], context: Context): boolean {
  const certain = keyword.branches.filter((_, index) => {
    const outcome = outcomes[index];
    return outcome !== undefined && passes(outcome) && outcome.unjudged.length === 0;
  });
  if (certain.length < 2) return false;
  const names = certain.map((branch) => branch.name);
  const message = `must match only one of the alternatives, matches ${listed(names, 'and')}`;
  addIssue(context, keyword.name, { message, expected: names });
  return true;
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

function explain(keyword: Alternatives, outcomes: readonly Evaluation[], context: Context): void {
  // What any alternative evaluates is not reported as undeclared on top.
  for (const outcome of outcomes) {
    addEvaluated(context.result, outcome);
    declare(context.result, outcome, { claims: false });
  }
  explainAlternatives(keyword, outcomes, context);
}

/** A value may meet any of the schemas that it does not break. */
export function declareAlternatives(passing: readonly Evaluation[], { result }: Context): void {
  const declared = passing.map((outcome) => outcome.declared).filter((one) => one !== undefined);
  if (result.declared) addAlternatives(result.declared, declared);
}

function passes(outcome: Evaluation): boolean {
  return outcome.issues.length === 0;
}
