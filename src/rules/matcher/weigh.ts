import type { Json, Severity } from '../../finding.ts';
import type { RuleName } from './rule-name.ts';

/**
 * Keywords that say how far a value may go, not which values there are. `path`, no keyword of a schema, is that there is no
 * such path: expressions for paths are wide by custom, and what is sent in a verification is the example.
 */
const limits: ReadonlySet<string> = new Set([
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minProperties',
  'maxProperties',
  'uniqueItems',
  'contains',
  'minContains',
  'maxContains',
  'contentEncoding',
  'contentMediaType',
  'path',
]);

/** A keyword that a value breaks which the matcher accepts. */
export type Breach = { readonly keyword: string; readonly expected: Json; readonly witness: Json };

/**
 * How bad it is that a matcher accepts a value that breaks a keyword; undefined where it is customary.
 *
 * - A matcher that names its values (a regular expression, a format) is an error where these are not documented, and a
 *   warning where they only pass a limit.
 * - One that names a JSON type is an error where the type is not documented.
 * - One that accepts whatever has the type of the example is a warning where the document lists the values: the consumer
 *   relies on less than is documented. Limits are never written into such matchers.
 */
export function weigh(name: RuleName, breach: Breach): Severity | undefined {
  const isLimit = limits.has(breach.keyword);
  switch (name) {
    case 'regex':
    case 'date':
    case 'time':
    case 'datetime':
    case 'semver':
    case 'eachKey':
    case 'statusCode':
      return isLimit ? 'warning' : 'error';
    case 'integer':
    case 'decimal':
    case 'number':
    case 'boolean':
    case 'null':
      if (isLimit) return undefined;
      return breach.keyword === 'type' || isOfOtherType(breach) ? 'error' : 'warning';
    case 'type':
    case 'notEmpty':
    case 'include':
      return listing.has(breach.keyword) ? 'warning' : undefined;
    case 'equality':
    case 'values':
    case 'eachValue':
    case 'arrayContains':
    case 'contentType':
      return undefined;
    default:
      return name satisfies never;
  }
}

const listing: ReadonlySet<string> = new Set(['enum', 'const', 'pattern', 'discriminator']);

/** Listed values that are all of another type than the witness name that type as `type` does. */
function isOfOtherType({ keyword, expected, witness }: Breach): boolean {
  if (keyword === 'const') return typeof expected !== typeof witness;
  if (keyword !== 'enum' || !Array.isArray(expected)) return false;
  return expected.every((listed) => typeof listed !== typeof witness);
}
