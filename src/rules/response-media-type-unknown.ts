import { joinPointer } from '../spec/pointer.ts';
import { mediaTypeFault } from './media-type-fault.ts';
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
    if (!response || response.mediaType || !exchange.response?.body) return none;
    // A consumer's expectation need not name the media type of its body.
    if (response.contentType === undefined && exchange.stance === 'expected') return none;
    return explain(context);
  },
};

function explain(context: RuleContext): readonly Draft[] {
  const { response } = context;
  const definition = response?.definition;
  // Without documented media types the body itself is what is unknown.
  if (!response || !definition || definition.content.length === 0) return none;
  return [
    mediaTypeFault({
      subject: 'response body',
      contentType: response.contentType,
      content: definition.content,
      place: { uri: definition.at.uri, pointer: joinPointer(definition.at.pointer, 'content') },
      redactor: redactorOf(context),
    }),
  ];
}
