import type { DecodedRequest } from '../contract/decoded.ts';
import { joinPointer } from '../spec/pointer.ts';
import { mediaTypeFault } from './media-type-fault.ts';
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
    if (!request || request.mediaType || !exchange.request.body) return none;
    // A consumer's expectation need not name the media type of its body.
    if (request.contentType === undefined && exchange.stance === 'expected') return none;
    return explain(context, request);
  },
};

function explain(context: RuleContext, { operation, contentType }: DecodedRequest): readonly Draft[] {
  const { requestBody } = operation;
  // Without documented media types nothing is said about the body.
  if (!requestBody || requestBody.content.length === 0) return none;
  return [
    mediaTypeFault({
      subject: 'request body',
      contentType,
      redactor: redactorOf(context),
      content: requestBody.content,
      place: { uri: requestBody.at.uri, pointer: joinPointer(requestBody.at.pointer, 'content') },
    }),
  ];
}
