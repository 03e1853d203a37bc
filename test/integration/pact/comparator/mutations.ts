/**
 * What is done to a right interaction, and whether the interaction then contradicts the document: decided here, by the
 * texts of OpenAPI, JSON Schema, HTTP and Pact alone, and by no tool. A consumer's request must be one that the document
 * accepts; its expected response one that a provider which keeps to the document, and sends all that it lists, gives.
 */
export type Truth = { readonly contradicts: boolean; readonly why: string };

type BodyTruth = { readonly request: boolean; readonly response: boolean; readonly why: string };

const wrong = (why: string): BodyTruth => ({ request: true, response: true, why });
const right = (why: string): BodyTruth => ({ request: false, response: false, why });

/** Changes of a body, by side. */
export const bodyMutations = {
  'value-type': wrong('JSON Schema validation §6.1.1 `type`'),
  'value-fraction': wrong('JSON Schema validation §6.1.1: 5.5 is no integer'),
  'value-enum': wrong('JSON Schema validation §6.1.2, §6.1.3: not among the listed values'),
  'value-pattern': wrong('JSON Schema validation §6.3.3 `pattern`'),
  'value-limit': wrong('JSON Schema validation §6.2, §6.3: beyond a limit'),
  'value-format': wrong(
    'OpenAPI 3.1 §4.4, JSON Schema validation §7.3: not of the format that the document states',
  ),
  'value-not': wrong('JSON Schema core §10.2.1.4 `not`'),
  'value-all-of': wrong('JSON Schema core §10.2.1.1: every member of `allOf` holds, the stricter one too'),
  'value-any-of': wrong('JSON Schema core §10.2.1.2: no member of `anyOf` holds'),
  'value-one-of': wrong('JSON Schema core §10.2.1.3: no member of `oneOf` holds'),
  'value-one-of-both': wrong(
    'JSON Schema core §10.2.1.3: exactly one member of `oneOf` may hold, and a number is complete',
  ),
  'value-other': right('another value that the schema accepts'),
  'null-allowed': right('OpenAPI 3.0.3 §4.7.24.1 `nullable`; the type `null` in 3.1'),
  'null-refused': wrong('null is a type of its own (JSON Schema validation §6.1.1)'),
  'null-beside-all-of': wrong(
    'OpenAPI 3.0.3 §4.7.24.1: `nullable` adds null to the type beside it, and there is none',
  ),
  'null-not-listed': wrong('OpenAPI 3.0.3 §4.7.24.1 widens the type alone: `enum` still lists what there is'),
  'items-many': wrong('JSON Schema validation §6.4.1 `maxItems`'),
  'items-few': wrong(
    'JSON Schema validation §6.4.2 `minItems`; Pact compares an expected empty list as a whole',
  ),
  'items-none': right('a list may be empty where no `minItems` is'),
  'map-empty': right('a map may be empty'),
  'prefix-items-type': wrong('JSON Schema core §10.3.1.1 `prefixItems`'),
  'prefix-items-more': wrong('JSON Schema core §10.3.1.2: `items: false` ends the list'),
  'condition-broken': wrong('JSON Schema core §10.2.2.2 `then`'),
  'property-required-missing': {
    request: true,
    response: false,
    why: 'JSON Schema validation §6.5.3 `required`; a response is compared by what the pact lists, more may come',
  },
  'property-dependent-missing': {
    request: true,
    response: false,
    why: 'JSON Schema validation §6.5.4 `dependentRequired`; of a response the pact need not list all',
  },
  'property-of-all-of-missing': {
    request: true,
    response: false,
    why: 'JSON Schema core §10.2.1.1: each member of `allOf` demands its own; of a response the pact need not list all',
  },
  'property-optional-missing': right('not required'),
  'property-undeclared': {
    request: false,
    response: true,
    why: 'an open object accepts it (JSON Schema core §10.3.2.3), but no provider is bound to send what no schema declares',
  },
  'property-of-open': right('`additionalProperties: true` declares that any property may come'),
  'property-of-free-form': right(
    'an object without listed properties is free-form: nothing is said that could be contradicted',
  ),
  'property-of-typed': right('`additionalProperties` declares what others look like'),
  'property-of-typed-wrong': wrong('JSON Schema core §10.3.2.2, §10.3.2.3: the others have another schema'),
  'property-of-closed': wrong('JSON Schema core §10.3.2.3, §11.3: no other property may come'),
  'property-forbidden': wrong('JSON Schema core §10.2.1.4: `not: { required }` forbids the property'),
  'property-of-all-of-type': wrong('JSON Schema core §10.2.1.1: a property of one member keeps its type'),
  'all-of-closed-member': wrong(
    'OpenAPI 3.1 §4.8.24.4: members of `allOf` are validated independently, and the closed one refuses it (JSON Schema core §10.3.2.3)',
  ),
  'one-of-member-type': wrong('the one alternative that the tag leaves has another type'),
  'discriminator-unknown': wrong('the tag is in no alternative (`enum`)'),
  'discriminator-missing': {
    request: true,
    response: false,
    why: 'the tag is required (OpenAPI 3.1 §4.8.25); an expected response may leave it out like all others',
  },
  'property-of-other-alternative': {
    request: false,
    response: true,
    why: 'each alternative is open for the request; no answer is declared to have both properties',
  },
  'read-only-sent': {
    request: false,
    response: false,
    why: 'OpenAPI 3.0.3 §4.7.24.2: SHOULD NOT be sent; JSON Schema validation §9.4: the provider may ignore it',
  },
  'write-only-expected': {
    request: false,
    response: true,
    why: 'OpenAPI 3.0.3 §4.7.24.2, JSON Schema validation §9.4: never present in what the provider sends',
  },
} as const satisfies Readonly<Record<string, BodyTruth>>;

export type Mutation = keyof typeof bodyMutations;

const contradicts = (why: string): Truth => ({ contradicts: true, why });
const agrees = (why: string): Truth => ({ contradicts: false, why });

/** Changes of everything else. */
export const messageMutations = {
  none: agrees('right by construction'),
  'path-unknown': contradicts('OpenAPI 3.1 §4.8.8: no documented path'),
  'path-closing-slash': contradicts('RFC 3986 §6.2.2: another path, and no documented one'),
  'path-case': contradicts('RFC 3986 §6.2.2.1: paths differ by case'),
  'path-without-base': agrees(
    'Pact: a path is relative to the base URL of the provider, which may hold the base path',
  ),
  'method-unknown': contradicts('OpenAPI 3.1 §4.8.9: no operation of that method'),
  'parameter-missing': contradicts('OpenAPI 3.1 §4.8.12.2 `required`'),
  'parameter-optional-missing': agrees('OpenAPI 3.1 §4.8.12.2: not required'),
  'parameter-value': contradicts('OpenAPI 3.1 §4.8.12.2 `schema`'),
  'parameter-other': agrees('another value of the parameter that its schema accepts'),
  'parameter-ignored-missing': agrees(
    'OpenAPI 3.1 §4.8.12.2: header parameters Accept, Content-Type and Authorization SHALL be ignored',
  ),
  'query-extra': agrees('nothing in OpenAPI closes the query; worth a warning'),
  'header-extra': agrees('nothing in OpenAPI closes the header fields'),
  'credential-missing': agrees(
    'Pact: a verification adds credentials to what it sends (custom headers, request filters), so a pact may lack them; worth a warning',
  ),
  'credential-partly': agrees(
    'Pact: a verification adds credentials to what it sends (custom headers, request filters), so a pact may lack them; worth a warning',
  ),
  'credential-scheme': contradicts('OpenAPI 3.1 §4.8.27 `scheme`: another authentication scheme'),
  'credential-optional-missing': agrees('OpenAPI 3.1 §4.8.10: an empty requirement makes security optional'),
  'credential-other': agrees('OpenAPI 3.1 §4.8.30: another requirement of the list is met'),
  'body-missing': contradicts('OpenAPI 3.1 §4.8.13 `required`'),
  'body-optional-missing': agrees('OpenAPI 3.1 §4.8.13: a body is optional unless `required`'),
  'body-undocumented': agrees('OpenAPI 3.1 §4.8.10: nothing is said of a body, so none is refused'),
  'request-type-undocumented': contradicts(
    'OpenAPI 3.1 §4.8.13 `content`: none of the documented media types',
  ),
  'request-type-suffix': contradicts(
    'RFC 6838 §4.2.8: a suffix type is a type of its own, and it is not listed',
  ),
  'request-type-spelling': agrees(
    'RFC 9110 §8.3.1: case and white space say nothing; a charset of JSON has no effect',
  ),
  'request-type-unsaid': agrees('Pact: a body that is JSON data counts as application/json'),
  'response-type-undocumented': contradicts(
    'OpenAPI 3.1 §4.8.17 `content`: none of the documented media types',
  ),
  'response-type-suffix': contradicts(
    'RFC 6838 §4.2.8: a suffix type is a type of its own, and it is not listed',
  ),
  'response-type-spelling': agrees(
    'RFC 9110 §8.3.1: case and white space say nothing; a charset of JSON has no effect',
  ),
  'response-type-unsaid': agrees('an expectation may leave the header out'),
  'accept-other': agrees('RFC 9110 §12.5.1: a server may disregard Accept; OpenAPI documents no such header'),
  'status-undocumented': contradicts('OpenAPI 3.1 §4.8.16: neither the status, its range, nor `default`'),
  'response-body-missing': agrees('an expectation may leave the body out'),
  'response-body-undocumented': contradicts(
    'OpenAPI 3.1 §4.8.17: a response without `content` has no body to rely on',
  ),
  'response-body-impossible': contradicts('RFC 9110 §15.3.5: a 204 has no content'),
  'response-header-value': contradicts('OpenAPI 3.1 §4.8.21 `schema`'),
  'response-header-other': agrees('another value that the schema of the header accepts'),
  'response-header-missing': agrees('an expectation may leave a header out'),
  'response-header-undocumented': agrees(
    'RFC 9110 §5.1: any response may carry more fields, and OpenAPI lists no closed set; worth a warning',
  ),
  'response-header-standard': agrees('RFC 9110 §6.6, §8: fields of every response, which no document lists'),
  'negative-request': agrees(
    'the consumer proves that it handles a documented refusal: the broken request is the point',
  ),
  'negative-undocumented': contradicts('OpenAPI 3.1 §4.8.16: the refusal itself is not documented'),
  'negative-response-type': contradicts('the documented refusal has another body'),
} as const satisfies Readonly<Record<string, Truth>>;

export type MessageMutation = keyof typeof messageMutations;
