import { typeFreedom } from '../contract/decode-request.ts';
import type { DecodedRequest } from '../contract/decoded.ts';
import { hasContent } from '../exchange/message.ts';
import { joinPointer } from '../spec/pointer.ts';
import { judgeMediaType } from './judge-media-type.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.13, `content`; RFC 9110 §8.3. */
export const requestMediaTypeUnknown: Rule = {
  id: 'request-media-type-unknown',
  side: 'request',
  severity: 'error',
  title: 'A request body has a documented media type',
  check(context) {
    const { request, exchange } = context;
    if (!request || request.mediaType || !hasContent(exchange.request.body)) return none;
    return explain(context, request);
  },
};

function explain(context: RuleContext, { operation, contentType }: DecodedRequest): readonly Draft[] {
  const { requestBody } = operation;
  // Without documented media types nothing is said about the body.
  if (!requestBody || requestBody.content.length === 0) return none;
  return [
    judgeMediaType({
      subject: 'request body',
      contentType,
      mayLackType: typeFreedom(context.exchange.request, context.exchange.stance) === 'any',
      redactor: redactorOf(context),
      content: requestBody.content,
      place: { uri: requestBody.at.uri, pointer: joinPointer(requestBody.at.pointer, 'content') },
    }),
  ];
}
