import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileContract } from '../../src/contract/compile.ts';
import { listExamples } from '../../src/contract/list-examples.ts';
import { listSchemas } from '../../src/contract/list-schemas.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { locate } from '../../src/spec/locate.ts';

const cwd = fileURLToPath(new URL('../../../shared/corpora/openapi-examples/', import.meta.url));
const files = existsSync(cwd) ? globSync('v3.*/*.{json,yaml}', { cwd }).sort() : [];

describe.skipIf(files.length > 0)('the OpenAPI examples', () => {
  it.skip('skipped: ../shared/corpora/openapi-examples is not there', () => {});
});

describe.skipIf(files.length === 0)('the OpenAPI examples', () => {
  it('are all there', () => {
    expect(files.length).toBeGreaterThanOrEqual(20);
  });

  it.each(files)('%s loads, compiles and is right about itself', async (file) => {
    const contract = compileContract(await loadSpec(file, { cwd }));
    const uncheckable = listSchemas(contract).flatMap(({ schema, uses }) =>
      uses.map((use) => contract.validator(schema, use)).filter(({ kind }) => kind === 'uncheckable'),
    );
    expect(uncheckable).toEqual([]);
    for (const { at, key } of contract.operations) {
      const { line, file: name } = locate(contract.document, at);
      expect({ key, name, isFound: line > 1 }).toEqual({ key, name: file, isFound: true });
    }
    const wrong = listExamples(contract).filter(({ example, schema, directions }) => {
      const validators = directions.map((direction) =>
        contract.validator(schema, { direction, stance: 'observed' }),
      );
      const { value } = example;
      return (
        value !== undefined && !validators.some((each) => each.kind === 'validator' && each.isValid(value))
      );
    });
    expect(wrong).toEqual([]);
    expect(
      contract.problems.filter(({ reason }) => !/^(webhook|callback) \w+ is not judged$/.test(reason)),
    ).toEqual([]);
  });

  it('has a route for every operation of every file', async () => {
    for (const file of files) {
      const contract = compileContract(await loadSpec(file, { cwd }), { servers: ['/'] });
      for (const { method, path, key } of contract.operations) {
        const match = contract.match(method, path.replace(/\{[^}]*\}/g, 'x'));
        expect([file, match.kind === 'operation' && match.operation.key]).toEqual([file, key]);
      }
    }
  });
});
