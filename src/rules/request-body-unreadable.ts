import { judgeReadable } from './judge-readable.ts';
import { none, type Rule } from './rule.ts';

/** A body that is not what its Content-Type says (RFC 9110 §8.3), such as malformed JSON (RFC 8259). */
export const requestBodyUnreadable: Rule = {
  id: 'request-body-unreadable',
  side: 'request',
  severity: 'error',
  title: 'A request body can be read as its media type',
  requires: ['request-media-type-unknown'],
  check(context) {
    const { request, exchange } = context;
    if (!request || request.body.state === 'present' || request.body.state === 'absent') return none;
    return judgeReadable(context, {
      subject: 'request body',
      decoded: request.body,
      mediaType: request.mediaType,
      body: exchange.request.body,
    });
  },
};
