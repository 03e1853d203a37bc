import type { Json } from '../finding.ts';
import type { SchemaIssue, Unjudged } from './contract.ts';
import type { Keyword, SchemaNode } from './schema-node.ts';
import { addDeclared, type Declared } from './validator-declared.ts';
import { addSome } from './validator-limit.ts';

/**
 * What one schema says of one value: wrong with any issue, otherwise not fully judged with any `unjudged`, otherwise right;
 * and which properties and items it evaluated (JSON Schema 2020-12 core §11).
 */
export type Evaluation = {
  readonly issues: SchemaIssue[];
  readonly unjudged: Unjudged[];
  readonly names: Set<string>;
  readonly indexes: Set<number>;
  all: { names: boolean; items: boolean };
  /** Kept only where the properties of objects must be declared. */
  readonly declared: Declared | undefined;
};

/** One keyword at work on one value; what it finds goes into `result`. */
export type Context = {
  readonly node: SchemaNode;
  readonly value: Json;
  readonly pointer: string;
  /** Someone uses which properties and items are evaluated. */
  readonly tracks: boolean;
  readonly result: Evaluation;
  /** Another schema for the same value. */
  same(node: SchemaNode): Evaluation;
  /** A schema for a value inside the value. */
  inner(node: SchemaNode, value: Json, key: string | number): Evaluation;
};

export function emptyEvaluation(declared?: Declared): Evaluation {
  return {
    issues: [],
    unjudged: [],
    names: new Set(),
    indexes: new Set(),
    all: { names: false, items: false },
    declared,
  };
}

/** Takes over everything that another schema found. */
export function addAll(result: Evaluation, other: Evaluation): void {
  addFindings(result, other);
  addEvaluated(result, other);
  declare(result, other);
}

/** Takes over issues and what was not judged. */
export function addFindings(result: Evaluation, other: Evaluation): void {
  addSome(result.issues, other.issues);
  addSome(result.unjudged, other.unjudged);
}

/** Takes over which properties and items were evaluated; true when any was not known before. */
export function addEvaluated(result: Evaluation, other: Evaluation): boolean {
  const before = sizeOf(result);
  for (const name of other.names) result.names.add(name);
  for (const index of other.indexes) result.indexes.add(index);
  result.all = { names: result.all.names || other.all.names, items: result.all.items || other.all.items };
  return sizeOf(result) !== before;
}

/** Takes over which properties are declared; `claims: false` where that closes no object. */
export function declare(result: Evaluation, other: Evaluation, claims?: { claims: boolean }): void {
  if (result.declared && other.declared) addDeclared(result.declared, other.declared, claims);
}

/** Adds an issue of a keyword; `at` is the pointer below the schema where it is not the keyword alone. */
export function addIssue(
  { node, pointer, value, result }: Context,
  name: string,
  issue: { message: string; expected: Json; at?: string; pointer?: string; actual?: Json | undefined },
): void {
  const at = { uri: node.at.uri, pointer: node.at.pointer + (issue.at ?? `/${name}`) };
  const actual = 'actual' in issue ? issue.actual : value;
  result.issues.push({
    keyword: name,
    pointer: issue.pointer ?? pointer,
    at,
    message: issue.message,
    expected: issue.expected,
    ...(actual !== undefined && { actual }),
  });
}

export function addUnjudged({ node, pointer, result }: Context, keyword: Keyword, reason: string): void {
  const at = { uri: node.at.uri, pointer: `${node.at.pointer}/${keyword.name}` };
  result.unjudged.push({ reason, at, pointer });
}

function sizeOf({ names, indexes, all }: Evaluation): number {
  return names.size + indexes.size + (all.names ? 1 : 0) + (all.items ? 1 : 0);
}
