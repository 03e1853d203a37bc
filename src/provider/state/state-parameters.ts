import type { Json } from '../../finding.ts';
import { isObject, type JsonObject } from '../json.ts';

/** A state-change request asks for something that is none: answered with 400. */
export class StateParameterError extends Error {
  override readonly name = 'StateParameterError';

  constructor(parameter: string, documented: string) {
    super(`received another value for ${parameter} / documented ${documented}`);
  }
}

/** Reads the parameters of a state, each with its default. */
export type ParameterReader = {
  string(name: string, otherwise: string): string;
  strings(name: string, otherwise: readonly string[]): readonly string[];
  object(name: string, otherwise: JsonObject): JsonObject;
  oneOf<Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value;
};

export function readParameters(params: JsonObject): ParameterReader {
  const find = (name: string): Json | undefined => (Object.hasOwn(params, name) ? params[name] : undefined);
  return {
    string(name, otherwise) {
      const value = find(name) ?? otherwise;
      if (typeof value === 'string' && value.isWellFormed()) return value;
      throw new StateParameterError(name, 'a string of whole characters');
    },
    strings(name, otherwise) {
      const value: Json = find(name) ?? otherwise;
      if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
      throw new StateParameterError(name, 'a list of strings');
    },
    object(name, otherwise) {
      const value = find(name) ?? otherwise;
      if (isObject(value)) return value;
      throw new StateParameterError(name, 'an object');
    },
    oneOf(name, values, otherwise) {
      const value = find(name) ?? otherwise;
      const known = values.find((one) => one === value);
      if (known !== undefined) return known;
      throw new StateParameterError(name, `one of ${values.join(', ')}`);
    },
  };
}
