import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { Edits } from './edit-values.ts';
import { editValues } from './edit-values.ts';
import { isValid, type SampleContext } from './sample.ts';

/** A repair that takes longer than this gives up most of the edits anyway. */
const rounds = 4;

/**
 * The valid value with as many of the edits as it bears: those at the places that the validator names are given up, and
 * all but those in `keep`, or the first, where that does not help. Undefined where not even these leave a valid value.
 */
export function applyEdits(
  context: SampleContext,
  place: SchemaPlace,
  from: { readonly root: Json; readonly edits: Edits; readonly keep?: ReadonlySet<string> },
): Json | undefined {
  const { root, keep = new Set([...from.edits.keys()].slice(0, 1)) } = from;
  const validator = context.contract.validator(place, { direction: 'request', stance: 'observed' });
  if (validator.kind !== 'validator') return undefined;
  let edits = [...from.edits];
  for (let round = 0; round < rounds && edits.length > keep.size; round += 1) {
    const value = editValues(root, new Map(edits));
    if (value !== undefined && isValid(context.contract, place, value)) return value;
    const faults = value === undefined ? [] : validator.explain(value).map(({ pointer }) => pointer);
    const kept = edits.filter(
      ([pointer]) => keep.has(pointer) || !faults.some((fault) => touches(fault, pointer)),
    );
    if (kept.length === edits.length) break;
    edits = kept;
  }
  const value = editValues(root, new Map([...from.edits].filter(([pointer]) => keep.has(pointer))));
  return value !== undefined && isValid(context.contract, place, value) ? value : undefined;
}

/** Whether an edit is at the fault, around it or in it; a fault of the whole value touches none. */
function touches(fault: string, edited: string): boolean {
  return (
    fault === edited || fault.startsWith(`${edited}/`) || (fault !== '' && edited.startsWith(`${fault}/`))
  );
}
