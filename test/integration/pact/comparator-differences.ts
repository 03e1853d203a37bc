import type { Result } from '@pactflow/openapi-pact-comparator';
import type { Finding } from '../../../src/finding.ts';
import type { Pair } from './comparator/pairs.ts';

/** An error of one tool, in a pair where the other has none. */
export type Accusation =
  | { readonly by: 'comparator'; readonly result: Result }
  | { readonly by: 'kit'; readonly finding: Finding };

/**
 * Why openapi-pact-comparator 2.3.1 and `pact check` differ. `kit`: the kit is right by the texts named; `judgement`: both
 * can be defended, and the kit reports a warning.
 */
export type Difference = {
  readonly right: 'kit' | 'judgement';
  readonly reason: string;
  readonly explains: (pair: Pair, accusation: Accusation) => boolean;
};

/** The comparator accuses, by a code and a text of its message. */
function accused(code: string, message: RegExp, features: RegExp = /^/): Difference['explains'] {
  return (pair, accusation) =>
    accusation.by === 'comparator' &&
    accusation.result.code === code &&
    message.test(accusation.result.message) &&
    pair.features.some((feature) => features.test(feature));
}

/** The kit accuses, by a rule, after one of these changes. */
function missed(rule: RegExp, mutations: RegExp, features: RegExp = /^/): Difference['explains'] {
  return (pair, accusation) =>
    accusation.by === 'kit' &&
    rule.test(accusation.finding.rule) &&
    mutations.test(pair.mutation) &&
    pair.features.some((feature) => features.test(feature));
}

/** The first of several ways to see the same difference. */
function either(...ways: readonly Difference['explains'][]): Difference['explains'] {
  return (pair, accusation) => ways.some((explains) => explains(pair, accusation));
}

const any = /^/;

/** The last word on each kind of accusation: of what a class needs, `pair.features` and `pair.mutation` tell. */
export const differences: readonly Difference[] = [
  {
    right: 'kit',
    reason:
      'a path is appended to the URL of its server (OpenAPI 3.1 §4.8.5, §4.8.8); the comparator knows no servers',
    explains: accused('request.path-or-method.unknown', any, /^server$/),
  },
  {
    right: 'kit',
    reason:
      'paths have the styles label and matrix (OpenAPI 3.1 §4.8.12.4), which the comparator does not read',
    explains: either(
      accused('request.path-or-method.unknown', any, /^path .*(?:label|matrix)/),
      missed(/^request-parameter-(?:schema|unreadable)$/, /^parameter-value$/, /^path .*(?:label|matrix)/),
    ),
  },
  {
    right: 'kit',
    reason:
      'objects stand in paths in style simple (OpenAPI 3.1 §4.8.12.4), which the comparator does not read',
    explains: accused('request.path-or-method.unknown', any, /^path object/),
  },
  {
    right: 'kit',
    reason:
      'a separator of a space or a pipe (OpenAPI 3.1 §4.8.12.4), which the comparator does not split at',
    explains: accused(
      'request.query.incompatible',
      /must be integer/,
      /^query array (?:space|pipe)Delimited/,
    ),
  },
  {
    right: 'kit',
    reason: 'objects stand in the query as `R,100,G,200` or as their properties (OpenAPI 3.1 §4.8.12.4)',
    explains: either(
      accused('request.query.incompatible', /must be object/, /^query object(?: false)?$/),
      missed(/^request-parameter-schema$/, /^parameter-value$/, /^query object$/),
    ),
  },
  {
    right: 'kit',
    reason:
      'a parameter with `content` is written in its media type (OpenAPI 3.1 §4.8.12.3), which the comparator passes over',
    explains: missed(
      /^request-parameter-(?:schema|missing)$/,
      /^parameter-(?:value|missing)$/,
      /^query content$/,
    ),
  },
  {
    right: 'kit',
    reason: 'cookies are parameters (OpenAPI 3.1 §4.8.12.1), which the comparator passes over',
    explains: (pair, accusation) =>
      accusation.by === 'kit' &&
      /^cookie parameter /.test(accusation.finding.message) &&
      /^parameter-(?:value|missing)$/.test(pair.mutation),
  },
  {
    right: 'kit',
    reason:
      'objects stand in a request header as `R,100,G,200` (OpenAPI 3.1 §4.8.12.4), which the comparator reads as a list',
    explains: accused('request.header.incompatible', /must be object/, /^header object/),
  },
  {
    right: 'kit',
    reason:
      'a list of one item is a list (OpenAPI 3.1 §4.8.12.4); the comparator sees a list in a request header by its comma',
    explains: accused('request.header.incompatible', /must be array/, /^header array/),
  },
  {
    right: 'kit',
    reason:
      'response headers hold lists and objects in style simple (OpenAPI 3.1 §4.8.21), which the comparator does not read',
    explains: accused(
      'response.header.incompatible',
      /must be (?:array|object)/,
      /^response header (?:array|object)/,
    ),
  },
  {
    right: 'kit',
    reason: 'a header parameter named Accept SHALL be ignored (OpenAPI 3.1 §4.8.12.2)',
    explains: accused('request.header.incompatible', /must have required property 'Accept'/),
  },
  {
    right: 'kit',
    reason: 'a server may disregard Accept (RFC 9110 §12.5.1), and a documented answer stands beside it',
    explains: accused('request.accept.incompatible', any),
  },
  {
    right: 'judgement',
    reason:
      'Pact verifications add credentials, so the kit warns of a pact without them; the comparator demands them',
    explains: (pair, accusation) =>
      accused('request.authorization.missing', any)(pair, accusation) &&
      /^credential-(?:missing|partly)$/.test(pair.mutation),
  },
  {
    right: 'kit',
    reason: 'an authentication scheme may be any registered one (OpenAPI 3.1 §4.8.27), Digest too',
    explains: accused('request.authorization.missing', any, /^security digest$/),
  },
  {
    right: 'judgement',
    reason:
      'OpenAPI lists no closed set of response headers and RFC 9110 §5.1 allows others, so the kit warns',
    explains: accused('response.header.unknown', any),
  },
  {
    right: 'kit',
    reason: 'a required property that is readOnly is required in responses only (OpenAPI 3.0.3 §4.7.24.2)',
    explains: accused(
      'request.body.incompatible',
      /must have required property/,
      /^request requiredReadOnly$/,
    ),
  },
  {
    right: 'kit',
    reason: 'a writeOnly property is in no response (OpenAPI 3.0.3 §4.7.24.2, JSON Schema validation §9.4)',
    explains: missed(/^response-body-schema$/, /^write-only-expected$/),
  },
  {
    right: 'kit',
    reason:
      'the text of a form field is read by its type (OpenAPI 3.1 §4.8.14.4), which the comparator does not convert',
    explains: accused('request.body.incompatible', /must be integer/, /^request media form$/),
  },
  {
    right: 'kit',
    reason: 'a text body has a schema as well (OpenAPI 3.1 §4.8.14), which the comparator does not judge',
    explains: missed(/^re(?:quest|sponse)-body-schema$/, /^value-/, /media text\/plain$/),
  },
  {
    right: 'kit',
    reason:
      'the Content-Type of the answer selects its schema (OpenAPI 3.1 §4.8.17); the comparator goes by Accept',
    explains: either(
      accused(
        'response.body.incompatible',
        /must (?:be string|NOT have more than)/,
        /^response two media types$/,
      ),
      missed(/^response-body-schema$/, any, /^response two media types$/),
    ),
  },
  {
    right: 'kit',
    reason:
      'a suffix type is a media type of its own (RFC 6838 §4.2.8); to the comparator all that end in json are one',
    explains: missed(/^re(?:quest|sponse)-media-type-unknown$/, /^re(?:quest|sponse)-type-suffix$/),
  },
  {
    right: 'kit',
    reason:
      'a required body is required whatever its schema accepts (OpenAPI 3.1 §4.8.13), also one that is not JSON',
    explains: missed(/^request-body-missing$/, /^body-missing$/),
  },
  {
    right: 'kit',
    reason:
      'an expected response may lack what `not: { required }` is about; the comparator strips `required` inside `not`',
    explains: accused('response.body.incompatible', /must NOT be valid/, /^response notRequired$/),
  },
  {
    right: 'kit',
    reason:
      'an object without listed properties is free-form (JSON Schema core §10.3.2.3); the comparator closes it',
    explains: accused('response.body.incompatible', /additional properties - (?:any|other)/),
  },
  {
    right: 'kit',
    reason:
      '`additionalProperties: true` declares that others may come (JSON Schema core §10.3.2.3); the comparator closes it',
    explains: (pair, accusation) =>
      pair.mutation === 'property-of-open' &&
      accused('response.body.incompatible', /additional properties/)(pair, accusation),
  },
  {
    right: 'kit',
    reason:
      '`prefixItems` is of JSON Schema 2020-12 (core §10.3.1.1), which OpenAPI 3.1 has; the comparator judges by 2019-09',
    explains: either(
      accused('request.body.incompatible', /boolean schema is false/, /^request prefixItems$/),
      accused('response.body.incompatible', /boolean schema is false/, /^response prefixItems$/),
    ),
  },
  {
    right: 'kit',
    reason:
      'every member of `allOf` holds (JSON Schema core §10.2.1.1); the comparator merges them, and the last limit wins',
    explains: missed(/^re(?:quest|sponse)-body-schema$/, /^value-all-of$/),
  },
  {
    right: 'kit',
    reason:
      'the tag of a discriminator may be left out of an expected response like all that is required; the comparator demands it',
    explains: accused(
      'response.body.incompatible',
      /must have required property|tag "/,
      /^response (?:discriminator|oneOf)$/,
    ),
  },
  {
    right: 'kit',
    reason:
      'members of `allOf` each demand their properties (JSON Schema core §10.2.1.1); merged, one `required` replaces the other',
    explains: missed(/^request-body-schema$/, /^property-of-all-of-missing$/),
  },
  {
    right: 'kit',
    reason:
      'a closed member of `allOf` refuses what others declare (OpenAPI 3.1 §4.8.24.4, JSON Schema core §10.3.2.3)',
    explains: missed(/^re(?:quest|sponse)-body-schema$/, /^all-of-closed-member$/),
  },
  {
    right: 'kit',
    reason:
      '`nullable` adds null to the type beside it only (OpenAPI 3.0.3 §4.7.24.1); beside `allOf` there is none',
    explains: missed(/^re(?:quest|sponse)-body-schema$/, /^null-beside-all-of$/),
  },
  {
    right: 'kit',
    reason:
      'an object that may be null is as closed to an expectation as any other; the comparator closes the type `object` alone',
    explains: missed(/^response-body-schema$/, /^property-undeclared$/, /^response nullableObject$/),
  },
  {
    right: 'kit',
    reason:
      'an expected response may lack what `dependentRequired` demands, as it may lack what `required` does',
    explains: accused(
      'response.body.incompatible',
      /when property .* is present/,
      /^response dependentRequired$/,
    ),
  },
  {
    right: 'kit',
    reason:
      '0 and false are bodies that a schema describes (OpenAPI 3.1 §4.8.14); the comparator takes them for none',
    explains: (pair, accusation) =>
      accusation.by === 'kit' &&
      pair.side === 'response' &&
      /^response body: received (?:0|false)/.test(accusation.finding.message),
  },
];
