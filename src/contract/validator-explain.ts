import type { Json } from '../finding.ts';
import type { SchemaIssue, Unjudged } from './contract.ts';
import type { SchemaNode } from './schema-node.ts';
import { findUndeclared } from './validator-declared.ts';
import { evaluate } from './validator-evaluate.ts';

/** What the compiled code said: `open` where it met something that it cannot judge, a reason where it broke off. */
export type Compiled = boolean | 'open' | { readonly reason: string };

/** A schema and what counts besides it: with `closes`, undeclared properties are wrong (stance `expected`). */
export type Subject = { readonly node: SchemaNode; readonly closes: boolean };

/** The verdict of the walking evaluation; undefined where it cannot tell. */
export function judge(subject: Subject, value: Json): boolean | undefined {
  const { issues, unjudged } = find(subject, value, 'verdict');
  return issues.length > 0 ? false : unjudged.length > 0 ? undefined : true;
}

/** True where the walking evaluation finds everything judged and right. */
export function isRight(subject: Subject, value: Json): boolean {
  const found = attempt(subject, value);
  return 'issues' in found && found.issues.length === 0 && found.unjudged.length === 0;
}

/** Why a value is wrong; empty where it is right or where that is not proven. */
export function explain(subject: Subject, value: Json, verdict: Compiled): readonly SchemaIssue[] {
  if (verdict === true || typeof verdict === 'object') return [];
  const found = attempt(subject, value);
  const issues = 'issues' in found ? unique(found.issues) : [];
  if (issues.length > 0 || verdict === 'open') return issues;
  // Refused for certain, but too deep to be walked.
  const { at } = subject.node;
  return [{ keyword: 'schema', pointer: '', at, message: 'must match the schema', expected: null }];
}

/** What could not be judged about a value. */
export function toUnjudged(subject: Subject, value: Json, verdict: Compiled): readonly Unjudged[] {
  if (verdict === true) return [];
  const found = typeof verdict === 'object' ? verdict : attempt(subject, value);
  if ('unjudged' in found) return unique(found.unjudged);
  return verdict === false ? [] : [{ reason: found.reason, at: subject.node.at, pointer: '' }];
}

/** Why a value could not be judged, from what was thrown. */
export function reasonWithout(error: unknown): string {
  if (error instanceof RangeError) return 'the value is nested too deeply to be judged';
  return `the value cannot be judged: ${error instanceof Error ? error.message : String(error)}`;
}

function attempt(subject: Subject, value: Json): Found | { readonly reason: string } {
  try {
    return find(subject, value, 'explanation');
  } catch (error) {
    return { reason: reasonWithout(error) };
  }
}

type Found = { readonly issues: readonly SchemaIssue[]; readonly unjudged: readonly Unjudged[] };

function find({ node, closes }: Subject, value: Json, goal: 'verdict' | 'explanation'): Found {
  const { issues, unjudged, declared } = evaluate(node, value, { goal, closes });
  if (!declared) return { issues, unjudged };
  return { issues: [...issues, ...findUndeclared(declared, value)], unjudged };
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
