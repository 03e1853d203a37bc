import type { RuleId } from '../../finding.ts';
import { type Explanation, ok, operationDocument, plainResponses, putPath } from './explanation.ts';

const body = `requestBody:
  required: true
  content:
    application/json:
      schema:
        type: object
        required: [path]
        properties:
          path: { type: string }
${plainResponses}`;

const parameter = (...fields: string[]) => `parameters:
  - name: limit
    in: query
    ${fields.join('\n    ')}
${plainResponses}`;

/** The rules that judge what a client sent. */
export const requestRules = {
  'operation-unknown': {
    meaning: 'The request uses a path or a method that the document does not describe.',
    fix: 'Correct the path or the method in the client.',
    accept:
      'Describe the operation in the document; --server names the base URL where the paths begin elsewhere.',
    example: {
      document: operationDocument(plainResponses),
      request: 'POST /image HTTP/1.1\n',
      response: 'HTTP/1.1 201 Created\n',
    },
  },
  'request-parameter-missing': {
    meaning: 'A parameter that the document calls required is not in the request.',
    fix: 'Send the parameter.',
    accept: 'Take `required: true` from the parameter where the service does without it.',
    example: {
      document: operationDocument(parameter('required: true', 'schema: { type: integer }')),
      request: 'PUT /image HTTP/1.1\n',
      response: ok,
    },
  },
  'request-parameter-schema': {
    meaning: 'A path, query, header or cookie parameter has a value that its schema does not allow.',
    fix: 'Send a value that the schema allows.',
    accept: 'Widen the schema of the parameter where the service takes the value.',
    example: {
      document: operationDocument(parameter('schema: { type: integer, maximum: 100 }')),
      request: 'PUT /image?limit=500 HTTP/1.1\n',
      response: ok,
    },
  },
  'request-parameter-unreadable': {
    meaning: 'A parameter is not written in its documented style, or its percent-encoding is broken.',
    fix: 'Write the parameter as `style` and `explode` say, and encode `%` as `%25`.',
    accept: 'Correct `style` and `explode` in the document.',
    example: {
      document: operationDocument(parameter('schema: { type: string }')),
      request: 'PUT /image?limit=100% HTTP/1.1\n',
      response: ok,
    },
  },
  'request-parameter-unknown': {
    meaning: 'A consumer expects to send a query parameter that the document does not describe.',
    fix: 'Take the parameter out of the consumer and its pact.',
    accept: 'Describe the parameter in the document.',
    example: {
      document: operationDocument(parameter('schema: { type: integer }')),
      request: 'PUT /image?limti=5 HTTP/1.1\n',
      response: ok,
      stance: 'expected',
    },
  },
  'request-security-missing': {
    meaning: 'The request carries none of the documented combinations of credentials.',
    fix: 'Send the credential of one alternative; it is only seen, never shown or checked for being right.',
    accept: 'Add an empty alternative, `- {}`, to `security` where the credential is optional.',
    example: {
      document: `${operationDocument(`security: [{ token: [] }]\n${plainResponses}`)}components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Auth-Token }
`,
      request: 'PUT /image HTTP/1.1\n',
      response: ok,
    },
  },
  'request-media-type-unknown': {
    meaning: 'The Content-Type of the request is not one that the document describes for its body.',
    fix: 'Send a documented Content-Type.',
    accept: 'Add the media type to `content` of the request body.',
    example: {
      document: operationDocument(body),
      request: putPath.replace('application/json', 'text/plain'),
      response: ok,
    },
  },
  'request-body-missing': {
    meaning: 'The document calls the request body required, and the request has none.',
    fix: 'Send a body.',
    accept: 'Take `required: true` from the request body.',
    example: { document: operationDocument(body), request: 'PUT /image HTTP/1.1\n', response: ok },
  },
  'request-body-schema': {
    meaning: 'The request body breaks its schema. Of alternatives, the closest one is explained.',
    fix: 'Send what the schema documents.',
    accept:
      'Widen the schema where the service takes the value; mark the statement as assumed to get a warning.',
    example: {
      document: operationDocument(body),
      request: putPath.replace('"a.jpg"', '5'),
      response: ok,
    },
  },
  'request-body-unreadable': {
    meaning: 'The request body is not what its Content-Type says: malformed JSON, not UTF-8, a broken form.',
    fix: 'Send a body that its media type can be read as.',
    accept: 'There is nothing to accept: nobody can read the body.',
    example: { document: operationDocument(body), request: putPath.replace('}', ''), response: ok },
  },
} satisfies Partial<Record<RuleId, Explanation>>;
