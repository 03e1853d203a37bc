import { joinPointer } from '../spec/pointer.ts';
import { isObject, type JsonObject } from './schema-keyword.ts';
import type { Keyword, ListedName } from './schema-node.ts';
import { addInside } from './validator-declared.ts';
import {
  addAll,
  addEvaluated,
  addFindings,
  addIssue,
  type Context,
  declare,
  type Evaluation,
} from './validator-evaluation.ts';
import { addSome } from './validator-limit.ts';

type ObjectKeyword = Extract<
  Keyword,
  {
    kind:
      | 'required'
      | 'dependentRequired'
      | 'dependentSchemas'
      | 'properties'
      | 'patternProperties'
      | 'additionalProperties'
      | 'propertyNames'
      | 'unevaluatedProperties';
  }
>;

/** Keywords about objects; values of other types meet them all. */
export function applyObjectKeyword(keyword: ObjectKeyword, context: Context): void {
  const { value, result } = context;
  if (!isObject(value)) return;
  const has = (name: string) => Object.hasOwn(value, name);
  switch (keyword.kind) {
    case 'required':
      addMissing(keyword.names, value, context, '/required', '');
      return;
    case 'dependentRequired':
      for (const [name, needs] of keyword.needs) {
        const at = joinPointer(`/${keyword.name}`, name);
        if (has(name)) addMissing(needs, value, context, at, `, because ${JSON.stringify(name)} is there`);
      }
      return;
    case 'dependentSchemas':
      for (const [name, node] of keyword.nodes) {
        if (has(name)) addAll(result, context.same(node));
        else if (keyword.partial) addPossible(context.same(node), context);
      }
      return;
    case 'properties':
      if (result.declared && keyword.nodes.size > 0) result.declared.by ??= context.node.at;
      for (const [name, node] of keyword.nodes) if (has(name)) applyTo(name, node, value, context);
      return;
    case 'patternProperties':
      for (const { regex, node } of keyword.patterns)
        for (const name of Object.keys(value)) if (regex.test(name)) applyTo(name, node, value, context);
      return;
    case 'additionalProperties':
      for (const name of Object.keys(value)) {
        const declared = keyword.names.has(name) || keyword.regexes.some((regex) => regex.test(name));
        if (!declared) applyTo(name, keyword.node, value, context);
      }
      return;
    case 'propertyNames':
      for (const name of Object.keys(value)) addNameIssues(context.inner(keyword.node, name, name), context);
      return;
    case 'unevaluatedProperties':
      for (const name of Object.keys(value))
        if (!result.all.names && !result.names.has(name)) applyTo(name, keyword.node, value, context);
      result.all = { ...result.all, names: true };
      if (result.declared) result.declared.allNames = true;
      return;
    default:
      keyword satisfies never;
  }
}

function applyTo(
  name: string,
  node: Parameters<Context['inner']>[0],
  value: JsonObject,
  context: Context,
): void {
  const { result } = context;
  const inner = context.inner(node, value[name] ?? null, name);
  addFindings(result, inner);
  result.names.add(name);
  result.declared?.names.add(name);
  if (result.declared && inner.declared) addInside(result.declared, name, inner.declared);
}

/** A property may still come if its schema can be met; what that one evaluates is then no stranger to the object. */
function addPossible(other: Evaluation, { result }: Context): void {
  if (other.issues.length > 0) return;
  addEvaluated(result, other);
  declare(result, other, { claims: false });
}

function addMissing(
  names: readonly ListedName[],
  value: JsonObject,
  context: Context,
  at: string,
  because: string,
): void {
  for (const { name, index } of names) {
    if (Object.hasOwn(value, name)) continue;
    const message = `must have the property ${JSON.stringify(name)}${because}`;
    const keyword = at.split('/')[1] ?? 'required';
    addIssue(context, keyword, { message, expected: name, at: `${at}/${index}`, actual: undefined });
  }
}

/** Such an issue points to the property; its value is the name. */
function addNameIssues(found: Evaluation, { result }: Context): void {
  const issues = found.issues.map((issue) => ({ ...issue, message: `has a name that ${issue.message}` }));
  addSome(result.issues, issues);
  addSome(result.unjudged, found.unjudged);
}
