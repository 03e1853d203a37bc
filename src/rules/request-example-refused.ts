import { findRefusedInBody, findRefusedPart, findRefusedTexts } from './matcher/find-refused.ts';
import { requestBodyOf } from './matcher/matched-body.ts';
import { findRequestTexts } from './matcher/text-sites.ts';
import { none, type Rule } from './rule.ts';

/** Pact Specification, "Matchers": the verification sends the example, which the matchers of the same pact must accept. */
export const requestExampleRefused: Rule = {
  id: 'request-example-refused',
  side: 'request',
  severity: 'error',
  stances: ['expected'],
  title: 'The example of a request is accepted by its own matchers',
  check(context) {
    const { request, exchange } = context;
    const { matchers } = exchange.request;
    if (!request || !matchers || matchers.length === 0) return none;
    const { at } = request.operation;
    const place = request.mediaType?.schema ?? request.mediaType?.at ?? at;
    return [
      ...matchers
        .filter(({ part }) => part === 'path' || part === 'method')
        .flatMap((matcher) => findRefusedPart(context, matcher, at)),
      ...findRefusedTexts(context, findRequestTexts(context, matchers)),
      ...findRefusedInBody(context, requestBodyOf(context, request), place),
    ];
  },
};
