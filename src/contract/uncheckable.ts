import type { SpecPlace } from '../spec/document.ts';
import type { SchemaPlace, SchemaUse, Validator } from './contract.ts';

/** A part of the document that no value can be judged by. */
export type Uncheckable = {
  /** `schema`: nothing that uses it is judged. `statement`: everything else about the value is. */
  readonly kind: 'schema' | 'statement';
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly at: SpecPlace;
};

/**
 * Compiles every schema given and lists what cannot be judged, in the order of the schemas, each place once. `find` is
 * what `createValidators` gives, or `contract.validator`.
 *
 * @example listUncheckable(contract.validator, schemas) // [{ kind: 'statement', reason: 'the format "x" is unknown', at }]
 */
export function listUncheckable(
  find: (schema: SchemaPlace, use: SchemaUse) => Validator,
  schemas: Iterable<SchemaPlace>,
  use: SchemaUse = { direction: 'response', stance: 'observed' },
): readonly Uncheckable[] {
  const found = new Map<string, Uncheckable>();
  const add = (item: Uncheckable) => {
    const key = JSON.stringify([item.at.uri, item.at.pointer, item.reason]);
    if (!found.has(key)) found.set(key, item);
  };
  for (const schema of schemas) {
    const validator = find(schema, use);
    if (validator.kind === 'uncheckable') add({ kind: 'schema', reason: validator.reason, at: validator.at });
    else for (const { reason, at } of validator.gaps) add({ kind: 'statement', reason, at });
  }
  return [...found.values()];
}
