import type { Json } from '../finding.ts';
import type { SchemaIssue, Unjudged } from './contract.ts';
import type { SchemaNode } from './schema-node.ts';
import { evaluate } from './validator-evaluate.ts';
import type { Evaluation } from './validator-evaluation.ts';

/** What the compiled code said: `open` where it met something that it cannot judge, a reason where it broke off. */
export type Compiled = boolean | 'open' | { readonly reason: string };

/** The verdict of the walking evaluation; undefined where it cannot tell. */
export function judge(node: SchemaNode, value: Json): boolean | undefined {
  const { issues, unjudged } = evaluate(node, value, 'verdict');
  return issues.length > 0 ? false : unjudged.length > 0 ? undefined : true;
}

/** True where the walking evaluation finds everything judged and right. */
export function isRight(node: SchemaNode, value: Json): boolean {
  const evaluation = attempt(node, value);
  return 'issues' in evaluation && evaluation.issues.length === 0 && evaluation.unjudged.length === 0;
}

/** Why a value is wrong; empty where it is right or where that is not proven. */
export function explain(node: SchemaNode, value: Json, verdict: Compiled): readonly SchemaIssue[] {
  if (verdict === true || typeof verdict === 'object') return [];
  const evaluation = attempt(node, value);
  const issues = 'issues' in evaluation ? unique(evaluation.issues) : [];
  if (issues.length > 0 || verdict === 'open') return issues;
  // Refused for certain, but too deep to be walked.
  return [{ keyword: 'schema', pointer: '', at: node.at, message: 'must match the schema', expected: null }];
}

/** What could not be judged about a value. */
export function toUnjudged(node: SchemaNode, value: Json, verdict: Compiled): readonly Unjudged[] {
  if (verdict === true) return [];
  const evaluation = typeof verdict === 'object' ? verdict : attempt(node, value);
  if ('unjudged' in evaluation) return unique(evaluation.unjudged);
  return verdict === false ? [] : [{ reason: evaluation.reason, at: node.at, pointer: '' }];
}

/** Why a value could not be judged, from what was thrown. */
export function reasonWithout(error: unknown): string {
  if (error instanceof RangeError) return 'the value is nested too deeply to be judged';
  return `the value cannot be judged: ${error instanceof Error ? error.message : String(error)}`;
}

function attempt(node: SchemaNode, value: Json): Evaluation | { readonly reason: string } {
  try {
    return evaluate(node, value, 'explanation');
  } catch (error) {
    return { reason: reasonWithout(error) };
  }
}

/** The same statement can be reached in several ways; once is enough. */
function unique<T extends SchemaIssue | Unjudged>(found: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const item of found) {
    const key = JSON.stringify([item.at.uri, item.at.pointer, item.pointer]);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}
