import type { Contract } from '../../contract/contract.ts';
import { listSchemas } from '../../contract/list-schemas.ts';
import { listUncheckable, type Uncheckable } from '../../contract/uncheckable.ts';

/** What of the schemas of a contract no value can be judged by, in any use of them, each place once. */
export function listUncheckableSchemas(contract: Contract): {
  readonly uncheckable: readonly Uncheckable[];
  /** How many schemas there are. */
  readonly schemas: number;
} {
  const schemas = listSchemas(contract);
  const all = schemas.flatMap(({ schema, uses }) =>
    uses.flatMap((use) => listUncheckable(contract.validator, [schema], use)),
  );
  const unique = new Map(all.map((item) => [`${item.at.uri}#${item.at.pointer} ${item.reason}`, item]));
  return { uncheckable: [...unique.values()], schemas: schemas.length };
}
