import { findKeyword, findNumber, type SchemaView } from './schema-view.ts';

/** The documented range of a number: where it starts and ends, and whether the ends belong to it. */
export type NumberRange = {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
};

/** Reads `minimum`, `maximum` and both meanings of the exclusive keywords (a boolean in OpenAPI 3.0). */
export function readRange(view: SchemaView): NumberRange {
  const below = findNumber(view, 'exclusiveMinimum')?.value;
  const above = findNumber(view, 'exclusiveMaximum')?.value;
  const minimum = findNumber(view, 'minimum')?.value;
  const maximum = findNumber(view, 'maximum')?.value;
  return {
    minimum: below === undefined ? minimum : Math.max(below, minimum ?? below),
    maximum: above === undefined ? maximum : Math.min(above, maximum ?? above),
    exclusiveMinimum: below !== undefined || isTrue(view, 'exclusiveMinimum'),
    exclusiveMaximum: above !== undefined || isTrue(view, 'exclusiveMaximum'),
  };
}

function isTrue(view: SchemaView, keyword: string): boolean {
  return findKeyword(view, keyword).some((use) => use.value === true);
}

/** Candidates for a number of the schema, the plainest first. */
export function sampleNumbers(view: SchemaView): number[] {
  const range = readRange(view);
  const step = findNumber(view, 'multipleOf')?.value ?? 1;
  const low = range.minimum ?? (range.maximum === undefined ? 1 : range.maximum - step);
  const multiple = Math.ceil(low / step) * step;
  const middle = (low + (range.maximum ?? low + step)) / 2;
  return [multiple, multiple + step, low, low + step, low + step / 2, range.maximum ?? 0, 0, 1, middle];
}
