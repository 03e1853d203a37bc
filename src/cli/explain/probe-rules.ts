import type { RuleId } from '../../finding.ts';
import { type Explanation, operationDocument, putPath } from './explanation.ts';

const body = `requestBody:
  required: true
  content:
    application/json:
      schema:
        type: object
        required: [path]
        properties:
          path: { type: string }
responses:
  '200': { description: changed }
  '400': { description: the request is wrong }`;

const scenario = `requestBody:
  content:
    application/json:
      examples:
        path-missing: { value: {} }
responses:
  '400':
    description: the request is wrong
    content:
      application/json:
        schema:
          properties:
            error_code: { type: string, x-outcome: true }
        examples:
          path-missing: { value: { error_code: IS.0003 } }`;

const document = operationDocument(body);
const negotiated = `openapi: 3.1.0
info: { title: Image search, version: '1' }
paths:
  /report:
    get:
      responses:
        '200':
          description: the report
          content:
            application/json: {}
            text/csv: {}
        '404': { description: there is none }
`;
const getReport = 'GET /report HTTP/1.1\nAccept: application/json\n';
const success = 'HTTP/1.1 200 OK\n';
const refusal = 'HTTP/1.1 400 Bad Request\n';

/** The rules that only the sender of a request can judge: `test` and `pact verify` know what they sent and why. */
export const probeRules = {
  'request-valid-refused': {
    meaning: 'The test sent a request that the document allows, and the service refused it.',
    fix: 'Accept the request.',
    accept: 'Document the limit that the service has, as a keyword of the schema.',
    example: { document, request: putPath, response: refusal },
  },
  'request-invalid-accepted': {
    meaning:
      'The test sent a request that breaks one statement of the document, and the service accepted it.',
    fix: 'Refuse the request with a documented status.',
    accept: 'Take the statement out of the document, or mark it as assumed to get a warning.',
    example: { document, request: putPath.replace('"a.jpg"', '5'), response: success },
  },
  'request-unauthenticated-accepted': {
    meaning: 'The test sent a request without a valid credential, and the service did what it asked for.',
    fix: 'Check the credential before everything else.',
    accept: 'Add an empty alternative, `- {}`, to `security` where the operation is open.',
    example: {
      document: `${operationDocument(`security: [{ token: [] }]\n${body}`)}components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Auth-Token }
`,
      request: putPath,
      response: success,
    },
  },
  'scenario-outcome-different': {
    meaning:
      'The document has an example of this name for the request and for the response, and the answer has another status or another value in a field that tells the outcome (`x-outcome`).',
    fix: 'Answer the example request with the example outcome; messages and other fields are not compared.',
    accept: 'Correct the example of the response, or mark its clause as assumed to get a warning.',
    example: {
      document: operationDocument(scenario),
      request: putPath.replace('"path":"a.jpg"', ''),
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error_code":"IS.0001"}',
    },
  },
  'response-server-error': {
    meaning: 'The service answered with a 5xx status to a request that it should accept or refuse.',
    fix: 'Find the crash behind the status; the curl line of the finding sends the request again.',
    accept: 'There is nothing to accept: a request must not bring a service down.',
    example: { document, request: putPath, response: 'HTTP/1.1 500 Internal Server Error\n' },
  },
  'response-absent': {
    meaning: 'The service did not answer: the connection was reset, or the time was over.',
    fix: 'Answer every request; a request that takes long needs a larger --timeout.',
    accept: 'There is nothing to accept: no answer is no behaviour.',
    example: { document, request: putPath },
  },
  'operation-not-idempotent': {
    meaning:
      'The same request of an idempotent method (RFC 9110 §9.2.2) was accepted once and then not again.',
    fix: 'Answer the repeated request as the first one.',
    accept: 'Use another method: PUT and DELETE promise that repeating them changes nothing.',
    example: { document, request: putPath, response: 'HTTP/1.1 409 Conflict\n' },
  },
  'request-refused-applied': {
    meaning:
      'The service refused a request, and a read afterwards shows that it did what the request asked for.',
    fix: 'Check the whole request before anything is changed, or roll back.',
    accept: 'There is nothing to accept: a client that was told no must be able to rely on it.',
    example: { document, request: putPath.replace('"a.jpg"', '5'), response: refusal },
  },
  'response-error-different': {
    meaning:
      'Errors of one operation that the document describes alike have different shapes, so clients need several ways to read them.',
    fix: 'Answer all errors in one shape, also those of a gateway or framework in front of the service.',
    accept: 'Describe each shape under its own status.',
    example: {
      document,
      request: putPath,
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"no"}',
    },
  },
  'response-media-type-different': {
    meaning:
      'The request accepts one of the documented media types alone, and the answer has another one (RFC 9110 §12.5.1).',
    fix: 'Choose the representation by the Accept field, or answer with 406.',
    accept: 'Document only the media types that the service chooses.',
    example: {
      document: negotiated,
      request: getReport,
      response: 'HTTP/1.1 200 OK\nContent-Type: text/csv\n\na,b',
    },
  },
  'response-time-exceeded': {
    meaning: 'An answer took longer than --max-response-time.',
    fix: 'Make the operation faster; the finding names the slowest answer and its request.',
    accept: 'Raise --max-response-time, or leave it out.',
    example: { document, request: putPath, response: success },
  },
  'operation-not-repeatable': {
    meaning:
      'Identical requests of a method that changes nothing were answered with different statuses, or in different shapes.',
    fix: 'Look for state in memory, for several instances of different versions, or for a race.',
    accept:
      'There is nothing to accept for statuses; a shape that varies is described by optional properties.',
    example: { document: negotiated, request: getReport, response: 'HTTP/1.1 404 Not Found\n' },
  },
  'resource-created-missing': {
    meaning: 'The service said that it made something, and a read of it did not find it.',
    fix: 'Answer a creation only when the resource can be read, or with 202.',
    accept: 'Answer 202 (RFC 9110 §15.3.3) where the resource comes into being later.',
    example: { document: negotiated, request: getReport, response: 'HTTP/1.1 404 Not Found\n' },
  },
  'resource-deleted-found': {
    meaning: 'The service said that it deleted something, and a read afterwards still found it.',
    fix: 'Answer 404 or 410 for what was deleted.',
    accept: 'Answer the deletion with 202 (RFC 9110 §15.3.3) where it happens later.',
    example: {
      document: negotiated,
      request: getReport,
      response: 'HTTP/1.1 200 OK\nContent-Type: text/csv\n\na,b',
    },
  },
  'resource-value-different': {
    meaning:
      'A read after an accepted change does not show a value that the change has sent (RFC 9110 §9.3.4).',
    fix: 'Store what was accepted; refuse what cannot be stored.',
    accept: 'Mark values that only the service sets as readOnly.',
    example: {
      document: negotiated,
      request: getReport,
      response: 'HTTP/1.1 200 OK\nContent-Type: text/csv\n\na,b',
    },
  },
  'pact-interaction-different': {
    meaning: 'The service answered a consumer’s request in another way than the consumer’s pact expects.',
    fix: 'Answer as the consumer expects; another finding of the same interaction tells whether the document is broken as well.',
    accept:
      'Where the answer is as documented, change the consumer’s test: its pact asks for more than the document promises.',
    example: { document, request: putPath, response: refusal },
  },
  'pact-state-missing': {
    meaning: 'The service could not be brought into a provider state that an interaction of a pact needs.',
    fix: 'Write a handler for the state, or let the state URL answer it with a 2xx status.',
    accept: 'Take the state out of the consumer’s test where the interaction does not need it.',
    example: { document, request: putPath },
  },
} satisfies Partial<Record<RuleId, Explanation>>;
