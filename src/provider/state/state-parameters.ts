import type { Json } from '../../finding.ts';
import { isObject, type JsonObject } from '../../spec/walk.ts';

/** A state-change request asks for something that is none: answered with 400. */
export class StateParameterError extends Error {
  override readonly name = 'StateParameterError';

  constructor(parameter: string, documented: string) {
    super(`received something else for ${JSON.stringify(parameter)} / documented ${documented}`);
  }
}

/** The parameters of a state, each as given or else as the state has it. */
export type StateParameters = {
  readonly all: JsonObject;
  string(name: string): string;
  number(name: string): number;
  strings(name: string): readonly string[];
  object(name: string): JsonObject;
  oneOf<Value extends string>(name: string, values: readonly Value[]): Value;
};

/** Each reader throws StateParameterError for a value of another type, and this function for a name that is unknown. */
export function readParameters(defaults: JsonObject, given: JsonObject): StateParameters {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(defaults, name));
  if (unknown !== undefined) {
    throw new StateParameterError(unknown, `the parameters ${Object.keys(defaults).join(', ') || 'of none'}`);
  }
  const all = { ...defaults, ...given };
  return {
    all,
    string: (name) => read(all, name, isText, 'a string without lone surrogates'),
    number: (name) => read(all, name, (value) => typeof value === 'number', 'a number'),
    strings: (name) => read(all, name, isTextList, 'a list of strings'),
    object: (name) => read(all, name, isObject, 'an object'),
    oneOf: (name, values) =>
      read(all, name, (value) => values.some((one) => one === value), `one of ${values.join(', ')}`),
  };
}

function read<Value extends Json>(
  all: JsonObject,
  name: string,
  is: ((value: Json | undefined) => value is Value) | ((value: Json | undefined) => boolean),
  documented: string,
): Value {
  const value = all[name];
  // `is` has just said so, where it is no type guard too.
  if (is(value)) return value as Value;
  throw new StateParameterError(name, documented);
}

/** SQLite stores UTF-8, which has no lone surrogates. */
function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.isWellFormed();
}

function isTextList(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}
