import { judgeReadable } from './judge-readable.ts';
import { none, type Rule } from './rule.ts';

/** A body that is not what its Content-Type says (RFC 9110 §8.3), such as malformed JSON (RFC 8259). */
export const responseBodyUnreadable: Rule = {
  id: 'response-body-unreadable',
  side: 'response',
  severity: 'error',
  title: 'A response body can be read as its media type',
  requires: ['response-status-unknown', 'response-media-type-unknown', 'response-body-unknown'],
  check(context) {
    const { response, exchange } = context;
    if (!response || response.body.state === 'present' || response.body.state === 'absent') return none;
    return judgeReadable(context, {
      subject: 'response body',
      decoded: response.body,
      mediaType: response.mediaType,
      body: exchange.response?.body,
    });
  },
};
