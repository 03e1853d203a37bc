import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { discriminate, discriminatorOf } from './discriminate.ts';
import { editValue } from './edit-value.ts';
import { type Probe, replaced, type Subject } from './probe.ts';
import { isValid, sampleValue } from './sample.ts';
import { branchesOf, childOf, findKeyword } from './schema-view.ts';

/** A branch of `oneOf` or `anyOf` with a whole value that is in it. */
export type BranchValue = { readonly place: SchemaPlace; readonly root: Json; readonly own: boolean };

/** The branch that the value is in, and the others with a value of their own. */
export function branchValues(subject: Subject): BranchValue[] {
  return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
    const branches = branchesOf(subject.view, keyword);
    const own = ownBranch(subject, branches);
    return branches.flatMap((place, index): BranchValue[] => {
      if (place === own) return [{ place, root: subject.root, own: true }];
      const value = sampleOf(subject, place, index);
      const root = value === undefined ? undefined : editValue(subject.root, subject.pointer, value);
      return root === undefined ? [] : [{ place, root, own: false }];
    });
  });
}

/**
 * A value of each branch, a value of two branches at once, `discriminator` values that name no branch, and what `not`
 * forbids.
 */
export function* probeBranches(subject: Subject): Generator<Probe> {
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = branchesOf(subject.view, keyword);
    const own = ownBranch(subject, branches);
    for (const [index, branch] of branches.entries()) {
      const at = { uri: branch.uri, pointer: branch.pointer };
      const value = branch === own ? undefined : sampleOf(subject, branch, index);
      if (value === undefined) continue;
      yield replaced(subject, { keyword, at, relation: 'on', name: `branch ${index + 1}`, value });
      const both = merge(subject.value, value);
      if (keyword === 'oneOf' && both !== undefined && isAmbiguous(subject, [own, branch], both))
        yield replaced(subject, {
          keyword,
          at,
          relation: 'outside',
          name: `branch ${index + 1} as well`,
          value: both,
        });
    }
    yield* probeDiscriminator(subject, keyword);
  }
  for (const use of findKeyword(subject.view, 'not')) {
    const value = sampleValue(subject.context, childOf(subject.view, use.at));
    if (value !== undefined)
      yield replaced(subject, {
        keyword: 'not',
        at: use.at,
        relation: 'outside',
        name: 'what is excluded',
        value,
      });
  }
}

function* probeDiscriminator(subject: Subject, keyword: 'oneOf' | 'anyOf'): Generator<Probe> {
  const branches = branchesOf(subject.view, keyword);
  const own = branches.findIndex((branch) => isValid(subject.context.contract, branch, subject.value));
  const discriminator = discriminatorOf(subject.view, Math.max(0, own));
  const at = findKeyword(subject.view, 'discriminator')[0]?.at;
  if (!discriminator || !at) return;
  const { name, value } = discriminator;
  const pointer = joinPointer('', name);
  const wrong: [name: string, value: string][] = [
    ['another text', `${value}-undocumented`],
    ['another case', value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase()],
  ];
  for (const [label, text] of wrong) {
    const edited = editValue(subject.value, pointer, text);
    if (edited !== undefined)
      yield replaced(subject, {
        keyword: 'discriminator',
        at,
        relation: 'outside',
        name: label,
        value: edited,
      });
  }
}

function ownBranch({ context, value }: Subject, branches: readonly SchemaPlace[]): SchemaPlace | undefined {
  return branches.find((branch) => isValid(context.contract, branch, value));
}

function sampleOf({ context, view }: Subject, branch: SchemaPlace, index: number): Json | undefined {
  const value = sampleValue(context, branch);
  if (value === undefined) return undefined;
  const named = discriminate(view, index, value);
  return isValid(context.contract, branch, named) ? named : value;
}

function merge(one: Json, other: Json): Json | undefined {
  const isObject = (value: Json): value is { readonly [name: string]: Json } =>
    value !== null && typeof value === 'object' && !Array.isArray(value);
  return isObject(one) && isObject(other) ? { ...other, ...one } : undefined;
}

/** It is the number of branches that is wrong, and nothing in one of them. */
function isAmbiguous(
  { context }: Subject,
  branches: readonly (SchemaPlace | undefined)[],
  value: Json,
): boolean {
  return branches.every((branch) => branch !== undefined && isValid(context.contract, branch, value));
}
