import type { RuleId } from '../../finding.ts';
import { type Explanation, operationDocument, plainResponses } from './explanation.ts';

const result = `responses:
  '200':
    description: changed
    content:
      application/json:
        schema:
          type: object
          required: [result]
          properties:
            result: { type: string }`;

const header = `responses:
  '200':
    description: changed
    headers:
      X-Request-Id:
        required: true
        schema: { type: string, minLength: 32 }`;

const request = 'PUT /image HTTP/1.1\n';
const answer = `HTTP/1.1 200 OK
Content-Type: application/json

{"result":"Success"}`;

/** The rules that judge what a service answered. */
export const responseRules = {
  'response-status-unknown': {
    meaning: 'The service answered with a status that the document does not describe for the operation.',
    fix: 'Answer with a documented status.',
    accept: 'Describe the status under `responses`; a range such as `4XX` or `default` covers several.',
    example: {
      document: operationDocument(plainResponses),
      request,
      response: 'HTTP/1.1 422 Unprocessable Content\n',
    },
  },
  'response-media-type-unknown': {
    meaning: 'The Content-Type of the response is not one that the document describes for its status.',
    fix: 'Send a documented Content-Type; a proxy in front often answers in HTML.',
    accept: 'Add the media type to `content` of the response.',
    example: {
      document: operationDocument(result),
      request,
      response: 'HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>Success</p>',
    },
  },
  'response-header-missing': {
    meaning: 'A response header that the document calls required is not there.',
    fix: 'Send the header.',
    accept: 'Take `required: true` from the header.',
    example: { document: operationDocument(header), request, response: 'HTTP/1.1 200 OK\n' },
  },
  'response-header-schema': {
    meaning: 'A response header has a value that its schema does not allow.',
    fix: 'Send a value that the schema allows.',
    accept: 'Widen the schema of the header.',
    example: {
      document: operationDocument(header),
      request,
      response: 'HTTP/1.1 200 OK\nX-Request-Id: 17\n',
    },
  },
  'response-header-unknown': {
    meaning: 'A consumer expects a response header that the document does not offer.',
    fix: 'Take the header out of the consumer and its pact.',
    accept: 'Describe the header in the document.',
    example: {
      document: operationDocument(plainResponses),
      request,
      response: 'HTTP/1.1 200 OK\nX-Trace: 17\n',
      stance: 'expected',
    },
  },
  'response-body-missing': {
    meaning: 'The document describes a body for the status, and the response has none.',
    fix: 'Send the documented body.',
    accept: 'Take `content` from the response where there is none.',
    example: { document: operationDocument(result), request, response: 'HTTP/1.1 200 OK\n' },
  },
  'response-body-schema': {
    meaning: 'The response body breaks its schema. Of alternatives, the closest one is explained.',
    fix: 'Answer with what the schema documents.',
    accept: 'Widen the schema where the answer is right; mark the statement as assumed to get a warning.',
    example: {
      document: operationDocument(result),
      request,
      response: answer.replace('"result":"Success"', ''),
    },
  },
  'response-body-unknown': {
    meaning: 'The response has a body where the document describes none, or where HTTP forbids one.',
    fix: 'Answer without a body.',
    accept: 'Describe the body under `content` of the response.',
    example: { document: operationDocument(plainResponses), request, response: answer },
  },
  'response-body-unreadable': {
    meaning: 'The response body is not what its Content-Type says: malformed JSON, not UTF-8, cut off.',
    fix: 'Send a body that its media type can be read as.',
    accept: 'There is nothing to accept: nobody can read the body.',
    example: { document: operationDocument(result), request, response: answer.replace('}', '') },
  },
} satisfies Partial<Record<RuleId, Explanation>>;
