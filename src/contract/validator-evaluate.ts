import type { Json } from '../finding.ts';
import { joinPointer } from '../spec/pointer.ts';
import { holds } from './schema-judge.ts';
import type { Keyword, SchemaNode } from './schema-node.ts';
import { applyAnyOf, applyOneOf } from './validator-alternatives.ts';
import { applyArrayKeyword } from './validator-array.ts';
import { applyConditional, applyNot } from './validator-condition.ts';
import { nothingDeclared } from './validator-declared.ts';
import {
  addAll,
  addIssue,
  addUnjudged,
  type Context,
  type Evaluation,
  emptyEvaluation,
} from './validator-evaluation.ts';
import { describeAssertion } from './validator-message.ts';
import { applyObjectKeyword } from './validator-object.ts';

type EvaluationOptions = {
  /** With `verdict` it stops at the first issue. */
  readonly goal: 'verdict' | 'explanation';
  /** Collects which properties are declared. */
  readonly closes: boolean;
};

/**
 * Evaluates a schema by walking it, keyword by keyword, with three outcomes: right, wrong, not fully judged. It explains
 * what the compiled validator refuses, and decides where that one cannot.
 */
export function evaluate(node: SchemaNode, value: Json, { goal, closes }: EvaluationOptions): Evaluation {
  return walk(node, value, '', false);

  function walk(node: SchemaNode, value: Json, pointer: string, tracked: boolean): Evaluation {
    const result = emptyEvaluation(closes ? nothingDeclared() : undefined);
    const tracks = tracked || node.keywords.some(({ kind }) => kind.startsWith('unevaluated'));
    const context: Context = {
      node,
      value,
      pointer,
      tracks,
      result,
      same: (other) => walk(other, value, pointer, tracks),
      inner: (other, child, key) => walk(other, child, joinPointer(pointer, key), false),
    };
    for (const keyword of node.keywords) {
      applyKeyword(keyword, context);
      if (goal === 'verdict' && result.issues.length > 0) break;
    }
    return result;
  }
}

function applyKeyword(keyword: Keyword, context: Context): void {
  const { value, result } = context;
  switch (keyword.kind) {
    case 'never':
    case 'type':
    case 'enum':
    case 'limit':
    case 'pattern':
    case 'format':
    case 'uniqueItems':
    case 'unjudged': {
      const verdict = holds(keyword, value);
      // `false` is a schema and no keyword of one.
      const at = keyword.kind === 'never' && keyword.name !== 'writeOnly' ? { at: '' } : {};
      if (verdict === false) addIssue(context, keyword.name, { ...describeAssertion(keyword, value), ...at });
      else if (verdict === undefined) addUnjudged(context, keyword, reasonOf(keyword));
      return;
    }
    case 'problem':
      addUnjudged(context, keyword, keyword.reason);
      return;
    case 'ref':
      addAll(result, context.same(keyword.node));
      return;
    case 'allOf':
      for (const node of keyword.nodes) addAll(result, context.same(node));
      return;
    case 'anyOf':
      applyAnyOf(keyword, context);
      return;
    case 'oneOf':
      applyOneOf(keyword, context);
      return;
    case 'not':
      applyNot(keyword.node, context);
      return;
    case 'if':
      applyConditional(keyword, context);
      return;
    case 'required':
    case 'dependentRequired':
    case 'dependentSchemas':
    case 'properties':
    case 'patternProperties':
    case 'additionalProperties':
    case 'propertyNames':
    case 'unevaluatedProperties':
      applyObjectKeyword(keyword, context);
      return;
    case 'prefixItems':
    case 'items':
    case 'contains':
    case 'unevaluatedItems':
      applyArrayKeyword(keyword, context);
      return;
    default:
      keyword satisfies never;
  }
}

function reasonOf(keyword: Keyword): string {
  if ('reason' in keyword) return keyword.reason;
  return `${keyword.name} is not judged for numbers beyond the range of doubles`;
}
