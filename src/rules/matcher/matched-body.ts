import type { DecodedRequest, DecodedResponse } from '../../contract/decoded.ts';
import type { HttpBody } from '../../exchange/exchange.ts';
import type { Matcher } from '../../exchange/matcher.ts';
import type { RuleContext } from '../rule.ts';
import type { MatchedBody } from './judge-body.ts';

/** The body of a request with its matchers. */
export function requestBodyOf({ exchange }: RuleContext, request: DecodedRequest): MatchedBody {
  return { direction: 'request', ...partsOf(request, exchange.request) };
}

/** The body of a response with its matchers. */
export function responseBodyOf({ exchange }: RuleContext, response: DecodedResponse): MatchedBody {
  return { direction: 'response', ...partsOf(response, exchange.response ?? {}) };
}

function partsOf(
  { body: decoded, mediaType, contentType }: DecodedRequest | DecodedResponse,
  message: { readonly body?: HttpBody; readonly matchers?: readonly Matcher[] },
): Omit<MatchedBody, 'direction'> {
  const matchers = message.matchers?.filter(({ part }) => part === 'body') ?? [];
  return { decoded, body: message.body, mediaType, contentType, matchers };
}
