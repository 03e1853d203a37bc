import type { Json } from '../finding.ts';
import type { SpecPlace } from '../spec/document.ts';
import type { Dialect } from './schema-dialect.ts';
import type { JsonObject } from './schema-keyword.ts';
import { type Keyword, type SchemaNode, typeNames } from './schema-node.ts';

/**
 * What a schema is read for. `demand`: it must hold for the value. `test`: it only selects (`if`) or is negated (`not`).
 * Where a value may be incomplete (stance `expected`), `possible`: some completion of the value meets it; `certain`: every
 * completion does. `not` turns the one into the other, so that dropping `required` never makes a right value wrong.
 */
export type Mode = 'demand' | 'test' | 'possible' | 'certain';

/** What the reader of one keyword sees. */
export type Reading = {
  readonly at: SpecPlace;
  readonly schema: JsonObject;
  readonly dialect: Dialect;
  readonly mode: Mode;
  /** True where `format` is an assertion. */
  readonly assertsFormat: boolean;
  /** Properties that the direction does not demand, because they are `readOnly` or `writeOnly`. */
  readonly exempt: ReadonlySet<string>;
  /** The subschema at a pointer below this schema, for a value inside the value. */
  inner(...tokens: readonly (string | number)[]): SchemaNode;
  /** The same, in the turned mode. */
  innerTurned(...tokens: readonly (string | number)[]): SchemaNode;
  /** The subschema for the same value, in the mode given. */
  same(mode: Mode, ...tokens: readonly (string | number)[]): SchemaNode;
  /** The schema that a reference leads to, for the same value; a string says why there is none. */
  follow(reference: string, dynamic: 'dynamic' | 'static'): SchemaNode | string;
  /** True where both references lead to the same place. */
  sameTarget(reference: string, other: string): boolean;
};

/** Reads one keyword of a schema: what it states, or nothing. */
export type KeywordReader = (value: Json, reading: Reading) => Keyword | readonly Keyword[] | undefined;

/** The mode of a schema that is negated or only selects. */
export function turned(mode: Mode): Mode {
  return mode === 'possible' ? 'certain' : mode === 'certain' ? 'possible' : 'test';
}

/** States that a keyword of the document is not what it must be; `at` is the pointer below the schema. */
export function problem(name: string, reason: string, at = `/${name}`): Keyword {
  return { kind: 'problem', name, reason, at };
}

/** States that a value is of another type: what is certain only for values that are not objects, or not arrays. */
export function without(type: 'object' | 'array'): Keyword {
  return {
    kind: 'type',
    name: 'type',
    types: typeNames.filter((name) => name !== type && name !== 'integer'),
  };
}

/** `received …` for a message about the document, short whatever the value is. */
export function received(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return `received ${text.length > 60 ? `${text.slice(0, 59)}…` : text}`;
}
