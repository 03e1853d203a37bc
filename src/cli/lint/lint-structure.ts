import type { SchemaPlace } from '../../contract/contract.ts';
import { createValidators } from '../../contract/validator.ts';
import type { Finding, Json, Unchecked } from '../../finding.ts';
import type { SpecDocument, SpecPlace } from '../../spec/document.ts';
import { type JsonObject, walkObjects } from '../../spec/walk.ts';
import { type LintResult, toDocumentFinding } from './document-finding.ts';
import { findOpenapiSchema, type OpenapiSchema } from './openapi-schema.ts';

/**
 * The structure of a document against the official schema of its OpenAPI version: the entry file as a whole, and every
 * object of another file that a reference leads to. Schema Objects of 3.1 and later are JSON Schema and are judged when
 * they are compiled.
 */
export function lintStructure(document: SpecDocument): LintResult {
  const version = String(document.root.openapi);
  const schema = findOpenapiSchema(version);
  if (!schema) {
    return { findings: [], unchecked: [{ reason: `there is no schema for OpenAPI ${version}` }], checked: 0 };
  }
  const judge = createJudge(document, schema);
  const results = [judge(document.root, { uri: document.uri, pointer: '' }, 'openapi')];
  walkObjects(document, {
    object: (value, kind, place) => {
      // A Reference Object is judged where it leads to.
      if (place.uri !== document.uri && value.$ref === undefined) results.push(judge(value, place, kind));
    },
  });
  return {
    // An object and the ones around it tell the same fault.
    findings: unique(results.flatMap(({ findings }) => findings)),
    unchecked: results.flatMap(({ unchecked }) => unchecked),
    checked: 1,
  };
}

type Judged = { readonly findings: readonly Finding[]; readonly unchecked: readonly Unchecked[] };
type Judge = (value: JsonObject, place: SpecPlace, kind: string) => Judged;

const nothing: Judged = { findings: [], unchecked: [] };

function createJudge(document: SpecDocument, schema: OpenapiSchema): Judge {
  // The one format of these schemas that is no standard, `media-range`, would make all of them uncheckable.
  const validatorOf = createValidators(schema.document, { formats: 'annotate' });
  return (value, place, kind) => {
    const pointer = schema.pointerOf(kind);
    if (pointer === undefined) return nothing;
    const at: SchemaPlace = { uri: schema.document.uri, pointer, dialect: 'draft2020-12' };
    const validator = validatorOf(at, { direction: 'request', stance: 'observed' });
    if (validator.kind === 'uncheckable') {
      return { findings: [], unchecked: [{ reason: `the structure cannot be judged: ${validator.reason}` }] };
    }
    const findings = validator.explain(value as Json).map((issue) => {
      const found = { uri: place.uri, pointer: place.pointer + issue.pointer };
      const name = found.pointer === '' ? 'the document' : found.pointer;
      return toDocumentFinding(document, found, {
        rule: 'document-structure-schema',
        message: `${name} ${issue.message}`,
        hint: `the OpenAPI Specification ${schema.document.files.get(schema.document.uri)?.name ?? ''} tells what may stand there`,
      });
    });
    const gaps = validator.unjudged(value as Json);
    return {
      findings,
      unchecked: gaps.map(({ reason }) => ({ reason: `the structure cannot be judged: ${reason}` })),
    };
  };
}

function unique(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(findings.map((finding) => [`${finding.fingerprint} ${finding.message}`, finding])).values(),
  ];
}
