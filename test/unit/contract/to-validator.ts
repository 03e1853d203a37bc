import type { SchemaIssue, Validator } from '../../../src/contract/contract.ts';
import { createValidators } from '../../../src/contract/validator.ts';
import type { Json } from '../../../src/finding.ts';
import { toDocument } from '../spec/to-document.ts';

export type ValidatorOptions = {
  version?: '3.0.3' | '3.1.0';
  direction?: 'request' | 'response';
  stance?: 'observed' | 'expected';
  formats?: 'assert' | 'annotate';
  /** Members of the document besides `openapi` and `components`. */
  document?: string;
  /** Further files by name. */
  files?: Readonly<Record<string, string>>;
};

/** The validator of the component schema `Root`; `schemas` is the YAML text of `components/schemas`, each on one line. */
export function toValidator(schemas: string, options: ValidatorOptions = {}): Validator {
  const { version = '3.1.0', direction = 'response', stance = 'observed', formats = 'assert' } = options;
  const indented = schemas.trim().replace(/^ */gm, '    ');
  const text = `openapi: ${version}\n${options.document ?? ''}\ncomponents:\n  schemas:\n${indented}\n`;
  const document = toDocument({ 'api.yaml': text, ...options.files });
  const dialect = version === '3.0.3' ? 'openapi-3.0' : 'draft2020-12';
  const place = { uri: document.uri, pointer: '/components/schemas/Root', dialect } as const;
  return createValidators(document, { formats })(place, { direction, stance });
}

/** An issue as one line: keyword, pointer into the value, place in the document without what all have in common, message. */
export function issuesOf(validator: Validator, value: Json): string[] {
  if (validator.kind === 'uncheckable') return [`uncheckable ${toPlace(validator.at)}: ${validator.reason}`];
  const issues = validator.explain(value);
  const unjudged = validator.unjudged(value);
  if (validator.isValid(value) !== (issues.length + unjudged.length === 0)) return ['verdicts differ'];
  return [
    ...issues.map(
      (issue) => `${issue.keyword} ${issue.pointer || '/'} ${toPlace(issue.at)}: ${issue.message}`,
    ),
    ...unjudged.map(({ reason, at, pointer }) => `unjudged ${pointer || '/'} ${toPlace(at)}: ${reason}`),
  ];
}

function toPlace({ uri, pointer }: SchemaIssue['at']): string {
  const file = uri.replace('file:///api/', '').replace('api.yaml', '');
  return `${file}#${pointer.replace('/components/schemas/', '')}`;
}
