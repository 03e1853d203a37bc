import { findRefusedInBody, findRefusedPart, findRefusedTexts } from './matcher/find-refused.ts';
import { responseBodyOf } from './matcher/matched-body.ts';
import { findResponseTexts } from './matcher/text-sites.ts';
import { none, type Rule } from './rule.ts';

/** Pact Specification, "Matchers": a provider that answers with the example of the pact must pass its verification. */
export const responseExampleRefused: Rule = {
  id: 'response-example-refused',
  side: 'response',
  severity: 'error',
  stances: ['expected'],
  title: 'The example of a response is accepted by its own matchers',
  check(context) {
    const { response, exchange } = context;
    const matchers = exchange.response?.matchers;
    if (!response || !matchers || matchers.length === 0) return none;
    const place = response.mediaType?.schema ?? response.mediaType?.at ?? response.at;
    return [
      ...matchers
        .filter(({ part }) => part === 'status')
        .flatMap((matcher) => findRefusedPart(context, matcher, response.at)),
      ...findRefusedTexts(context, findResponseTexts(context, matchers)),
      ...findRefusedInBody(context, responseBodyOf(context, response), place),
    ];
  },
};
