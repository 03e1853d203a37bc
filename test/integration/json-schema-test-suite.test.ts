import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createValidators } from '../../src/contract/validator.ts';
import type { Json } from '../../src/finding.ts';
import type { SpecDocument, SpecFile } from '../../src/spec/document.ts';

const suite = join(import.meta.dirname, '../../../shared/corpora/json-schema-test-suite');
const tests = join(suite, 'tests/draft2020-12');
const absent = !existsSync(tests);

type Group = {
  description: string;
  schema: Json;
  tests: { description: string; data: Json; valid: boolean }[];
};
type Score = { right: number; wrong: string[]; unchecked: Record<string, number> };

/** Runs the files of a folder through the validators, one document for each schema, as the README of the suite says. */
function run(folder: string, formats: 'assert' | 'annotate'): Score {
  const remotes = readRemotes(join(suite, 'remotes'), 'http://localhost:1234/');
  const score: Score = { right: 0, wrong: [], unchecked: {} };
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    for (const group of JSON.parse(readFileSync(join(folder, name), 'utf8')) as Group[]) {
      const document = toDocument(group.schema, remotes);
      const validator = createValidators(document, { formats })(
        { uri: document.uri, pointer: '', dialect: 'draft2020-12' },
        { direction: 'response', stance: 'observed' },
      );
      for (const test of group.tests) {
        const reasons = validator.kind === 'uncheckable' ? [validator] : validator.unjudged(test.data);
        const issues = validator.kind === 'uncheckable' ? [] : validator.explain(test.data);
        const isValid = validator.kind !== 'uncheckable' && validator.isValid(test.data);
        const title = `${name}: ${group.description}: ${test.description}`;
        const reason = reasons[0]?.reason;
        if (issues.length === 0 && reason !== undefined)
          score.unchecked[reason] = (score.unchecked[reason] ?? 0) + 1;
        else if (isValid === test.valid && (issues.length === 0) === test.valid) score.right += 1;
        else score.wrong.push(title);
        if (issues.some((issue) => issue.keyword === 'schema')) score.wrong.push(`${title}: not explained`);
      }
    }
  }
  return score;
}

function toDocument(schema: Json, remotes: readonly SpecFile[]): SpecDocument {
  const entry = { uri: 'file:///suite/schema.json', name: 'schema.json', text: '', data: schema };
  const files = new Map([entry, ...remotes].map((file) => [file.uri, file]));
  return { uri: entry.uri, root: {}, files, digest: 'sha256:0' };
}

function readRemotes(folder: string, base: string): SpecFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readRemotes(path, `${base}${entry.name}/`);
    const uri = base + entry.name;
    return [{ uri, name: uri, text: '', data: JSON.parse(readFileSync(path, 'utf8')) as Json }];
  });
}

describe.skipIf(absent)('the JSON Schema Test Suite, draft 2020-12', () => {
  it('answers all required tests', () => {
    expect(run(tests, 'annotate')).toEqual({ right: 1299, wrong: [], unchecked: {} });
  });

  it('answers the optional tests, but for a schema of another draft', () => {
    expect(run(join(tests, 'optional'), 'annotate')).toEqual({
      right: 161,
      wrong: [],
      unchecked: { 'the dialect https://json-schema.org/draft/2019-09/schema is not supported': 1 },
    });
  });

  it('answers the tests of formats, but for internationalized host names', () => {
    expect(run(join(tests, 'optional/format'), 'assert')).toEqual({
      right: 665,
      wrong: [],
      unchecked: {
        'the format hostname is not judged for internationalized names': 38,
        'the format idn-email is not judged for internationalized names and rare address literals': 2,
        'the format idn-hostname is not judged for internationalized names': 56,
        'the format "unknown" is unknown': 3,
      },
    });
  });
});

describe.skipIf(!absent)('the JSON Schema Test Suite, draft 2020-12', () => {
  it.skip('skipped: ../shared/corpora/json-schema-test-suite is not there', () => {});
});
