import type { RuleId } from '../../finding.ts';
import { type Explanation, ok, operationDocument, putPath } from './explanation.ts';

const body = `requestBody:
  content:
    application/json:
      schema:
        properties:
          path: { type: string, pattern: '^[a-z]+\\.jpg$' }
responses:
  '200':
    description: changed
    content:
      application/json:
        schema:
          properties:
            result: { enum: [Success] }`;

const document = operationDocument(body);
const answer = `HTTP/1.1 200 OK
Content-Type: application/json

{"result":"Success"}`;

/** The rules that judge what the matchers of a pact accept. */
export const matcherRules = {
  'request-matcher-schema': {
    meaning:
      'A matcher of a pact accepts a request that the document does not allow, so the mock of the consumer’s test lets undocumented requests pass. A warning where it only passes a limit such as maxLength or format, or matches by type where the document lists the values.',
    fix: 'Let the matcher accept documented values only: a narrower regular expression, an integer in place of a number, equality.',
    accept: 'Document the other values where the service takes them.',
    example: {
      document,
      request: putPath,
      response: ok,
      stance: 'expected',
      matching: { side: 'request', path: '$.path', rule: { match: 'regex', regex: '\\w+\\.(jpg|png)' } },
    },
  },
  'response-matcher-schema': {
    meaning:
      'A matcher of a pact accepts a response that the document does not allow. It harms nobody at run time, but the consumer says that it expects what the provider never promised. A warning where the matcher only passes a limit such as maxLength or format, or matches by type where the document lists the values.',
    fix: 'Let the matcher accept documented values only: a narrower regular expression, an integer in place of a number, equality.',
    accept: 'Document the other values where the service answers with them.',
    example: {
      document,
      request: putPath,
      response: answer,
      stance: 'expected',
      matching: { side: 'response', path: '$.result', rule: { match: 'regex', regex: 'Success|Done' } },
    },
  },
  'request-example-refused': {
    meaning:
      'The example of a request in a pact is a value that its own matcher refuses, so no verification of the pact can be trusted.',
    fix: 'Correct the example or the matcher; Pact wants a regular expression to match the whole value.',
    accept: 'There is nothing to accept: the pact contradicts itself.',
    example: {
      document,
      request: putPath,
      response: ok,
      stance: 'expected',
      matching: { side: 'request', path: '$.path', rule: { match: 'regex', regex: '^b\\.jpg$' } },
    },
  },
  'response-example-refused': {
    meaning:
      'The example of a response in a pact is a value that its own matcher refuses: no provider that answers with it passes the verification.',
    fix: 'Correct the example or the matcher; a list that is matched with min needs as many items, and min must not be above max.',
    accept: 'There is nothing to accept: the pact contradicts itself.',
    example: {
      document,
      request: putPath,
      response: answer,
      stance: 'expected',
      matching: { side: 'response', path: '$.result', rule: { match: 'date', format: 'yyyy-MM-dd' } },
    },
  },
} satisfies Partial<Record<RuleId, Explanation>>;
