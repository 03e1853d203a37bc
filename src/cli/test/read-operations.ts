import type { OperationConfig } from '../../conformance/plan/operation-config.ts';
import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { TestOptions } from './options.ts';

/** What only the config file can say of `test`: the members of its section beside the options. */
export const testSettings = ['operations', 'restore', 'states'] as const;

const wanted = '{ set: { id: "…" }, skip: "why", restore: body }';

/**
 * What the config file says of single operations: `test.operations`, by operationId or key, and `test.restore`, the body
 * that brings back what was there, by the same names.
 *
 * @throws KitError `usage-invalid` for anything else
 */
export function readOperations(options: TestOptions): Readonly<Record<string, OperationConfig>> {
  const operations = membersOf('test.operations', options.operations).map(
    ([name, value]): [string, OperationConfig] => [
      name,
      readOperation(`test.operations[${JSON.stringify(name)}]`, value),
    ],
  );
  const all = new Map(operations);
  for (const [name, body] of membersOf('test.restore', options.restore))
    all.set(name, { ...all.get(name), restore: body as Json });
  return Object.fromEntries(all);
}

function readOperation(place: string, value: unknown): OperationConfig {
  const { set, skip, restore, ...others } = Object.fromEntries(membersOf(place, value));
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw refuse(`no ${unknown} in ${place}`);
  if (skip !== undefined && typeof skip !== 'string') throw refuse(`a reason in ${place}.skip`);
  const values = membersOf(`${place}.set`, set).map(([name, entry]): [string, string] => [
    name,
    typeof entry === 'string' ? entry : JSON.stringify(entry),
  ]);
  return {
    values: Object.fromEntries(values),
    ...(skip === undefined ? {} : { skip }),
    // A config file in JSON has nothing else, and one in JavaScript is written for JSON requests.
    ...(restore === undefined ? {} : { restore: restore as Json }),
  };
}

function membersOf(place: string, value: unknown): [string, unknown][] {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw refuse(`an object in ${place}`);
  return Object.entries(value);
}

function refuse(what: string): KitError {
  return new KitError('usage-invalid', `the config file must hold ${what}`, {
    hint: `an operation of test has ${wanted}`,
  });
}
