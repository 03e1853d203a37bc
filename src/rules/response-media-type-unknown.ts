import { typeFreedom } from '../contract/decode-request.ts';
import { hasContent } from '../exchange/message.ts';
import { joinPointer } from '../spec/pointer.ts';
import { judgeMediaType } from './judge-media-type.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.17, `content`; RFC 9110 §8.3. */
export const responseMediaTypeUnknown: Rule = {
  id: 'response-media-type-unknown',
  side: 'response',
  severity: 'error',
  title: 'A response body has a documented media type',
  check(context) {
    const { response, exchange } = context;
    if (!response || response.mediaType || !hasContent(exchange.response?.body)) return none;
    return explain(context);
  },
};

function explain(context: RuleContext): readonly Draft[] {
  const { response, exchange } = context;
  const definition = response?.definition;
  // Without documented media types the body itself is what is unknown.
  if (!response || !exchange.response || !definition || definition.content.length === 0) return none;
  return [
    judgeMediaType({
      subject: 'response body',
      mayLackType: typeFreedom(exchange.response, exchange.stance) === 'any',
      contentType: response.contentType,
      content: definition.content,
      place: { uri: definition.at.uri, pointer: joinPointer(definition.at.pointer, 'content') },
      redactor: redactorOf(context),
    }),
  ];
}
