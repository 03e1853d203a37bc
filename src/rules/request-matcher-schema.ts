import { judgeBody } from './matcher/judge-body.ts';
import { judgePath } from './matcher/judge-path.ts';
import { judgeTexts } from './matcher/judge-texts.ts';
import { requestBodyOf } from './matcher/matched-body.ts';
import { findRequestTexts } from './matcher/text-sites.ts';
import { none, type Rule } from './rule.ts';

/**
 * Pact Specification, "Matchers", against OpenAPI 3.1 §4.8.12 and §4.8.13: the mock of the consumer's tests answers every
 * request that the matchers accept, so a consumer that sends an undocumented one is not told. Credentials have no schema.
 */
export const requestMatcherSchema: Rule = {
  id: 'request-matcher-schema',
  side: 'request',
  severity: 'error',
  stances: ['expected'],
  title: 'A matcher of a request accepts documented values only',
  check(context) {
    const { request, exchange } = context;
    const { matchers } = exchange.request;
    if (!request || !matchers || matchers.length === 0) return none;
    return [
      ...matchers.filter(({ part }) => part === 'path').flatMap((matcher) => judgePath(context, matcher)),
      ...judgeTexts(context, findRequestTexts(context, matchers)),
      ...judgeBody(context, requestBodyOf(context, request)),
    ];
  },
};
