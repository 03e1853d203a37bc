import { hasContent, mayHaveBody } from '../exchange/message.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/**
 * OpenAPI 3.1 §4.8.17: a response without `content` has no body; HTTP forbids one for 204, 205 and 304 (RFC 9110
 * §6.4.1). Clients are used to ignoring such bodies, so this is a warning; a consumer that expects one relies on it.
 */
export const responseBodyUnknown: Rule = {
  id: 'response-body-unknown',
  side: 'response',
  severity: 'warning',
  expectedSeverity: 'error',
  title: 'A response has no body where none is documented',
  requires: ['response-status-unknown'],
  check(context) {
    const { response, exchange } = context;
    if (!response?.definition || response.definition.content.length > 0) return none;
    const body = exchange.response?.body;
    return hasContent(body) && body.kind !== 'unavailable' && !isFilledIn(context) ? explain(context) : none;
  },
};

/** Browsers show the stored body beside a 304 that had none. */
function isFilledIn({ exchange }: RuleContext): boolean {
  return exchange.response?.status === 304 && exchange.origin.source === 'traffic';
}

function explain({ response, exchange }: RuleContext): readonly Draft[] {
  if (!response?.definition) return none;
  const allowed = mayHaveBody(exchange.request.method, response.status);
  const type = response.contentType ?? 'unknown type';
  return [
    {
      kind: 'fault',
      message: allowed
        ? `response body: received one of ${type}, documented without content`
        : `response body: received one of ${type}, which status ${response.status} cannot have`,
      pointer: '/body',
      place: response.definition.at,
      ...(allowed && { hint: 'document the body with content, or send none' }),
    },
  ];
}
