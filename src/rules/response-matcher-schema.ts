import { judgeBody } from './matcher/judge-body.ts';
import { judgeStatus } from './matcher/judge-status.ts';
import { judgeTexts } from './matcher/judge-texts.ts';
import { responseBodyOf } from './matcher/matched-body.ts';
import { findResponseTexts } from './matcher/text-sites.ts';
import { none, type Rule } from './rule.ts';

/**
 * Pact Specification, "Matchers", against OpenAPI 3.1 §4.8.17: a matcher that is looser than the document harms nobody at
 * run time, but what it accepts beyond the document is what the consumer says it can take and the provider never promised.
 */
export const responseMatcherSchema: Rule = {
  id: 'response-matcher-schema',
  side: 'response',
  severity: 'error',
  stances: ['expected'],
  title: 'A matcher of a response accepts documented values only',
  check(context) {
    const { response, exchange } = context;
    const matchers = exchange.response?.matchers;
    if (!response || !matchers || matchers.length === 0) return none;
    return [
      ...matchers.filter(({ part }) => part === 'status').flatMap((matcher) => judgeStatus(context, matcher)),
      ...judgeTexts(context, findResponseTexts(context, matchers)),
      ...judgeBody(context, responseBodyOf(context, response)),
    ];
  },
};
