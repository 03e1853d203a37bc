import type { DecodedRequest } from '../contract/decoded.ts';
import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';
import { type Draft, none, type Rule } from './rule.ts';

/** A consumer that relies on a query parameter relies on something that the document does not offer. */
export const requestParameterUnknown: Rule = {
  id: 'request-parameter-unknown',
  side: 'request',
  severity: 'warning',
  title: 'An expected request uses documented query parameters only',
  stances: ['expected'],
  check({ request }) {
    return request && request.unknownQuery.length > 0 ? explain(request) : none;
  },
};

function explain({ operation, unknownQuery }: DecodedRequest): readonly Draft[] {
  const credentials = new Set(
    operation.security.flatMap(({ schemes }) =>
      schemes.filter((scheme) => scheme.in === 'query').map(({ name }) => name),
    ),
  );
  const documented = operation.parameters.filter((parameter) => parameter.in === 'query');
  const names = documented.map(({ name }) => showName(name)).join(', ') || 'none';
  return unknownQuery
    .filter((name) => !credentials.has(name))
    .map((name) => ({
      kind: 'fault',
      message: `query parameter ${showName(name)}: received one, documented query parameters are ${names}`,
      pointer: joinPointer('/query', name),
      place: operation.at,
      hint: 'document the parameter, or do not rely on it',
    }));
}
