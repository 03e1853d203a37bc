import fc from 'fast-check';
import { numericFormats } from './format-values.ts';
import { readRange } from './sample-number.ts';
import { allowedTypes, findKeyword, findNumber, type SchemaView } from './schema-view.ts';
import { specialNumbers } from './special-texts.ts';

/** Numbers for a schema within its limits, often at them; whole ones where nothing else is allowed. */
export function numberArbitrary(view: SchemaView): fc.Arbitrary<number> {
  const range = readRange(view);
  const format = findKeyword(view, 'format').flatMap(({ value }) =>
    typeof value === 'string' ? (numericFormats[value] ?? []) : [],
  )[0];
  const minimum = Math.max(range.minimum ?? format?.minimum ?? -1e308, -1e308);
  const maximum = Math.min(range.maximum ?? format?.maximum ?? 1e308, 1e308);
  if (!(minimum <= maximum)) return fc.constant(minimum);
  const step = findNumber(view, 'multipleOf')?.value;
  if (step !== undefined && step > 0) return multiples({ minimum, maximum, step });
  const special = specialNumbers.filter((value) => value >= minimum && value <= maximum);
  const specials = special.length > 0 ? [fc.constantFrom(...special)] : [];
  if (!allowedTypes(view).includes('number')) return fc.oneof(integers({ minimum, maximum }), ...specials);
  return fc.oneof(
    integers({ minimum, maximum }),
    fc.double({ min: minimum, max: maximum, noNaN: true, noDefaultInfinity: true }),
    ...specials,
  );
}

function integers({ minimum, maximum }: { minimum: number; maximum: number }): fc.Arbitrary<number> {
  const min = Math.max(Math.ceil(minimum), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Math.floor(maximum), Number.MAX_SAFE_INTEGER);
  return min <= max ? fc.integer({ min, max }) : fc.constant(Math.ceil(minimum));
}

function multiples(from: { minimum: number; maximum: number; step: number }): fc.Arbitrary<number> {
  const { step } = from;
  const minimum = Math.max(from.minimum / step, -1e9);
  const maximum = Math.min(from.maximum / step, 1e9);
  // Dividing by the inverse keeps decimal steps such as 0.01 free of rounding errors.
  const inverse = Math.round(1 / step);
  const exact = step < 1 && Math.abs(1 / inverse - step) < Number.EPSILON;
  return integers({ minimum, maximum }).map((count) => (exact ? count / inverse : count * step));
}
