import type { RuleId } from '../../finding.ts';
import { type Explanation, operationDocument } from './explanation.ts';

const withSchema = (schema: string) =>
  operationDocument(`requestBody:
  content:
    application/json:
${schema
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
responses:
  '200': { description: changed }`);

/** The rules that judge the document itself: `lint`. */
export const documentRules = {
  'document-structure-schema': {
    meaning: 'The document does not have the structure that its OpenAPI version demands.',
    fix: 'Correct the place that is named; a misspelt field is the usual reason.',
    accept: 'Own fields begin with `x-`.',
    example: {
      document: operationDocument('sumary: change an image\nresponses:\n  "200": { description: changed }'),
    },
  },
  'document-schema-unreadable': {
    meaning:
      'A schema cannot be judged, so every value of it would pass unseen. What it belongs to is unchecked.',
    fix: 'Correct the keyword that is named.',
    accept: 'There is nothing to accept: a green run must mean that something was looked at.',
    example: { document: withSchema("schema: { type: string, pattern: '(' }") },
  },
  'document-example-schema': {
    meaning: 'An example breaks its schema, or is marked `x-invalid` and does not.',
    fix: 'Correct the example or its schema: readers copy the one and generators use the other.',
    accept: '`x-invalid: true` on an Example Object says that it breaks its schema on purpose.',
    example: { document: withSchema('schema: { type: string }\nexample: 5') },
  },
  'document-clause-unknown': {
    meaning: 'An `x-clause` cannot be used, so nothing will ever prove its statement.',
    fix: 'Give it id, text, source and strength; `on` is a pointer inside the object that holds it.',
    accept: 'Take the extension out.',
    example: {
      document: withSchema(
        'schema: { type: string }\nx-clause: { id: body.type, text: The body is a String. }',
      ),
    },
  },
} satisfies Partial<Record<RuleId, Explanation>>;
