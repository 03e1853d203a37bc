import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/finding.ts';
import type { SpecPlace } from '../../src/spec/document.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { joinPointer } from '../../src/spec/pointer.ts';
import { findClause, listClauseProblems, readClauses } from '../../src/spec/read-clauses.ts';
import { isObject, walkObjects } from '../../src/spec/walk.ts';
import { sourcePage } from './source-page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = new URL('../../../shared/seeds/modifying-image-information.txt', import.meta.url);
const names = ['openapi/imagesearch.yaml', 'openapi/iam.yaml'] as const;
const documents = await Promise.all(names.map((name) => loadSpec(name, { cwd: root })));
const [imagesearch] = documents;
const clausesOf = new Map(documents.map((document) => [document, readClauses(document)]));
const allClauses = [...clausesOf.values()].flat();
const byId = new Map(allClauses.map((clause) => [clause.id, clause]));

/** Keywords that narrow a value beyond its type and its fields. */
const narrowing = [
  ...['format', 'pattern', 'minLength', 'maxLength', 'enum', 'const', 'multipleOf', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'patternProperties', 'dependentRequired'],
  ...['oneOf', 'anyOf', 'allOf', 'if', 'unevaluatedProperties', 'contentEncoding', 'contentMediaType'],
];
/** Those that a source states, with the row that does. */
const statedNarrowings = new Map([
  ['iam.request.body.methods.value', 'IAM Table 5, row methods: value range password'],
  ['iam.response.token.expires_at', 'IAM Table 14, row expires_at: ISO 8601'],
  ['iam.response.token.issued_at', 'IAM Table 14, row issued_at: ISO 8601'],
]);

describe('the statements of the source page', () => {
  it.skipIf(!existsSync(page))('are listed line by line (needs ../shared/seeds)', () => {
    const lines = readFileSync(page, 'utf8')
      .split('\n')
      .map((line) => line.trim());
    expect(sourcePage.flatMap((piece) => piece.lines)).toEqual(lines.filter((line) => line !== ''));
  });

  const statements = sourcePage.filter((piece) => piece.clauses.length > 0);
  it.each(statements)('$lines are clauses of strength documented', ({ clauses }) => {
    const found = clauses.map((id) => ({ id, strength: byId.get(id)?.strength }));
    expect(found).toEqual(clauses.map((id) => ({ id, strength: 'documented' })));
  });
});

describe.each(documents.map((document, index) => ({ name: names[index], document })))(
  '$name',
  ({ document }) => {
    it('has only clauses that can be used', () => {
      expect(listClauseProblems(document)).toEqual([]);
    });

    it('documents no constraint that no source states', () => {
      const found: string[] = [];
      walkObjects(document, {
        object: (value, kind, place) => {
          if (kind !== 'schema') return;
          for (const keyword of narrowing) if (Object.hasOwn(value, keyword)) report(keyword, place);
          if (value.additionalProperties === false) report('additionalProperties', place);
        },
      });
      expect(found).toEqual([]);

      function report(keyword: string, place: SpecPlace): void {
        const pointer = joinPointer(place.pointer, keyword);
        const clause = findClause(clausesOf.get(document) ?? [], { uri: place.uri, pointer });
        if (clause?.strength === 'assumed' || statedNarrowings.has(clause?.id ?? '')) return;
        found.push(`${pointer} belongs to ${clause?.id ?? 'no clause'}`);
      }
    });

    it('leaves no status to a range or to default', () => {
      const statuses = listOperations(document.root).flatMap((operation) =>
        isObject(operation.responses) ? Object.keys(operation.responses) : [],
      );
      expect(statuses.filter((status) => !/^[1-5]\d\d$/.test(status))).toEqual([]);
      expect(statuses.length).toBeGreaterThan(0);
    });
  },
);

describe('the clauses of both documents', () => {
  it('have ids of their own', () => {
    const ids = allClauses.map((clause) => clause.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('keep the fields of the page free of what it does not state', () => {
    const { path, tags } = propertiesOf('RunModifyPictureReq');
    const { result } = propertiesOf('RunModifyPictureResponse');
    const constraints = (schema: Json | undefined) =>
      isObject(schema)
        ? Object.keys(schema).filter((key) => key !== 'description' && key !== 'x-clause')
        : [];
    expect({ path: constraints(path), tags: constraints(tags), result: constraints(result) }).toEqual({
      path: ['type'],
      tags: ['type', 'additionalProperties'],
      result: ['type'],
    });
  });
});

describe('the open questions', () => {
  const questions = imagesearch?.root['x-open-questions'];
  const list = Array.isArray(questions) ? questions.filter(isObject) : [];

  it('are all 25 of them decided and labelled', () => {
    expect(list.map((question) => question.number)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    for (const question of list) {
      expect(question).toEqual({
        number: expect.any(Number),
        question: expect.stringMatching(/\?$/),
        decision: expect.stringMatching(/\.$/),
        label: expect.stringMatching(/^(documented|assumed)$/),
        ...('clause' in question && { clause: expect.any(String) }),
      });
    }
  });

  it('name clauses that exist, and call nothing documented that the clause assumes', () => {
    const wrong = list.filter(({ clause, label }) => {
      if (clause === undefined) return false;
      const known = byId.get(String(clause));
      return !known || (label === 'documented' && known.strength === 'assumed');
    });
    expect(wrong).toEqual([]);
  });
});

function propertiesOf(schema: string): { readonly [name: string]: Json } {
  const { components } = imagesearch?.root ?? {};
  const schemas = isObject(components) ? components.schemas : undefined;
  const found = isObject(schemas) ? schemas[schema] : undefined;
  const properties = isObject(found) ? found.properties : undefined;
  return isObject(properties) ? properties : {};
}

function listOperations(document: { readonly [key: string]: Json }): { readonly [key: string]: Json }[] {
  const items = isObject(document.paths) ? Object.values(document.paths).filter(isObject) : [];
  return items.flatMap((item) =>
    Object.values(item).filter((value) => isObject(value) && 'responses' in value),
  ) as {
    readonly [key: string]: Json;
  }[];
}
