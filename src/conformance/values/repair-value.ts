import type { SchemaPlace } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { Edits } from './edit-values.ts';
import { editValues } from './edit-values.ts';
import { isValid, type SampleContext } from './sample.ts';

/** A repair that takes longer than this gives up most of the edits anyway. */
const rounds = 4;

/**
 * The valid value with as many of the edits as it bears: those at the places that the validator names are given up, and
 * all but the first where that does not help. Undefined where not even the first alone leaves a valid value.
 */
export function applyEdits(
  context: SampleContext,
  place: SchemaPlace,
  from: { readonly root: Json; readonly edits: Edits },
): { readonly value: Json; readonly edits: Edits } | undefined {
  const validator = context.contract.validator(place, { direction: 'request', stance: 'observed' });
  if (validator.kind !== 'validator') return undefined;
  let edits = new Map(from.edits);
  for (let round = 0; round < rounds && edits.size > 0; round += 1) {
    const value = editValues(from.root, edits);
    if (value !== undefined && validator.isValid(value)) return { value, edits };
    const named = value === undefined ? [] : validator.explain(value).map(({ pointer }) => pointer);
    const kept = [...edits].filter(([pointer]) => !named.some((fault) => touches(fault, pointer)));
    if (kept.length === edits.size) break;
    edits = new Map(kept);
  }
  const [first] = from.edits;
  if (!first) return undefined;
  const value = editValues(from.root, new Map([first]));
  return value !== undefined && isValid(context.contract, place, value)
    ? { value, edits: new Map([first]) }
    : undefined;
}

/** Whether an edit is at the fault, around it or in it; a fault of the whole value touches none. */
function touches(fault: string, edited: string): boolean {
  return (
    fault === edited || fault.startsWith(`${edited}/`) || (fault !== '' && edited.startsWith(`${fault}/`))
  );
}
