import type { Conditional, SchemaNode } from './schema-node.ts';
import { declareAlternatives } from './validator-alternatives.ts';
import { nothingDeclared } from './validator-declared.ts';
import {
  addAll,
  addEvaluated,
  addFindings,
  addIssue,
  type Context,
  declare,
  type Evaluation,
  emptyEvaluation,
} from './validator-evaluation.ts';
import { addSome } from './validator-limit.ts';

/** JSON Schema 2020-12 core §10.2.1.4. */
export function applyNot(node: SchemaNode, context: Context): void {
  const { issues, unjudged } = context.same(node);
  if (issues.length > 0) return;
  if (unjudged.length > 0) addSome(context.result.unjudged, unjudged);
  else addIssue(context, 'not', { message: 'must not match the schema under not', expected: null });
}

/**
 * JSON Schema 2020-12 core §10.2.2. Where it is open whether the condition holds (an incomplete value, an unknown format),
 * only what both branches refuse is wrong; under `not`, only what both accept is right.
 */
export function applyConditional(keyword: Conditional, context: Context): void {
  const { result } = context;
  const test = context.same(keyword.test);
  const possible = keyword.maybe ? context.same(keyword.maybe.node) : test;
  if (possible.issues.length === 0) {
    addEvaluated(result, possible);
    declare(result, possible, { claims: false });
  }
  const decided = test.issues.length === 0 && test.unjudged.length === 0;
  if (decided || possible.issues.length > 0) {
    addAll(result, branch(decided ? keyword.then : keyword.else, context));
    return;
  }
  const branches = [branch(keyword.then, context), branch(keyword.else, context)];
  const passing = branches.filter((outcome) => outcome.issues.length === 0);
  for (const outcome of passing.length > 0 ? passing : branches) addEvaluated(result, outcome);
  if (keyword.maybe?.undecided === 'both') {
    for (const outcome of branches) addFindings(result, outcome);
    return;
  }
  declareAlternatives(passing, context);
  const [closest] = branches.toSorted((a, b) => a.issues.length - b.issues.length);
  if (passing.length === 0 && closest) {
    addFindings(result, closest);
    return;
  }
  const certain = passing.filter((outcome) => outcome.unjudged.length === 0);
  if (keyword.maybe === undefined) {
    // Whichever branch applies, the value meets it; then only what is evaluated stays open.
    if (certain.length < branches.length || context.tracks) addSome(result.unjudged, test.unjudged);
  } else if (certain.length === 0) for (const outcome of passing) addSome(result.unjudged, outcome.unjudged);
}

function branch(node: SchemaNode | undefined, context: Context): Evaluation {
  return node ? context.same(node) : emptyEvaluation(context.result.declared && nothingDeclared());
}
