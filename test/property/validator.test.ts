import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SchemaUse, Validator } from '../../src/contract/contract.ts';
import { isObject } from '../../src/contract/schema-keyword.ts';
import { createSchemaReader } from '../../src/contract/schema-read.ts';
import { createResourceIndex } from '../../src/contract/schema-resource.ts';
import { createValidators } from '../../src/contract/validator.ts';
import { judge } from '../../src/contract/validator-explain.ts';
import type { Json } from '../../src/finding.ts';
import type { SpecDocument } from '../../src/spec/document.ts';
import { schemaFile, value } from './schema-arbitrary.ts';

const uri = 'file:///schema.json';
const place = { uri, pointer: '', dialect: 'draft2020-12' } as const;
const values = fc.array(value, { minLength: 2, maxLength: 6 });

function toDocument(data: Json): SpecDocument {
  return {
    uri,
    root: {},
    files: new Map([[uri, { uri, name: 'schema.json', text: '', data }]]),
    digest: 'sha256:0',
  };
}

function toValidator(data: Json, use: SchemaUse, formats: 'assert' | 'annotate'): Validator {
  return createValidators(toDocument(data), { formats })(place, use);
}

/** Smaller versions of a value: each lacks properties of objects in it. */
function partsOf(whole: Json): Json[] {
  if (Array.isArray(whole)) {
    const parts = whole.map(partsOf);
    return [parts.map((some) => some[0] ?? null), parts.map((some) => some.at(-1) ?? null)];
  }
  if (!isObject(whole)) return [whole];
  const without = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)));
  const inner = Object.fromEntries(
    Object.entries(whole).map(([name, member]) => [name, partsOf(member).at(-1) ?? null]),
  );
  return [...Object.keys(whole).map((name) => without([name])), without(Object.keys(whole)), inner];
}

describe('a validator', () => {
  it('is valid exactly where there is nothing to explain and nothing left unjudged, and explains every refusal', () => {
    const stance = fc.constantFrom('observed' as const, 'expected' as const);
    fc.assert(
      fc.property(schemaFile, values, stance, (schema, tried, stance) => {
        const validator = toValidator(schema, { direction: 'request', stance }, 'assert');
        if (validator.kind === 'uncheckable') {
          expect(validator.reason).toBe('the schema refers to itself for the same value, without end');
          return;
        }
        for (const value of tried) {
          const issues = validator.explain(value);
          expect(validator.isValid(value)).toBe(issues.length + validator.unjudged(value).length === 0);
          expect(issues.filter((issue) => issue.keyword === 'schema')).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('compiled and walked say the same', () => {
    const use = { direction: 'request', stance: 'observed' } as const;
    fc.assert(
      fc.property(schemaFile, values, (schema, tried) => {
        const validator = toValidator(schema, use, 'assert');
        if (validator.kind === 'uncheckable') return;
        const index = createResourceIndex(toDocument(schema), () => undefined);
        const subject = { node: createSchemaReader(index, use, true)(place), closes: false };
        for (const value of tried) expect(validator.isValid(value)).toBe(judge(subject, value) === true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an expectation', () => {
  it('that is accepted is accepted in parts', () => {
    fc.assert(
      fc.property(schemaFile, values, (schema, tried) => {
        const expected = toValidator(schema, { direction: 'response', stance: 'expected' }, 'annotate');
        const observed = toValidator(schema, { direction: 'response', stance: 'observed' }, 'annotate');
        if (expected.kind === 'uncheckable' || observed.kind === 'uncheckable') return;
        for (const value of tried.filter(observed.isValid)) {
          // A right value is refused for one reason alone: a property that nothing declares.
          const refused = expected.explain(value);
          if (refused.length > 0) expect(JSON.stringify(schema)).toContain('"properties"');
          else for (const part of partsOf(value)) expect(expected.explain(part)).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
