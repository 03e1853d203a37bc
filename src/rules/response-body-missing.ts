import type { MediaType } from '../contract/contract.ts';
import { mayHaveBody } from '../exchange/message.ts';
import { joinPointer } from '../spec/pointer.ts';
import { none, type Rule } from './rule.ts';

/** OpenAPI 3.1 §4.8.17, `content`. An expected response need not be complete, but it may not demand that there is no body. */
export const responseBodyMissing: Rule = {
  id: 'response-body-missing',
  side: 'response',
  severity: 'error',
  title: 'A response has a body where one is documented',
  check({ exchange, response }) {
    if (exchange.stance === 'expected' && !exchange.response?.body) return none;
    if (response?.body.state !== 'absent' || !response.definition) return none;
    const { content, at } = response.definition;
    if (content.length === 0 || !mayHaveBody(exchange.request.method, response.status)) return none;
    const possible = response.mediaType ? [response.mediaType] : content;
    if (possible.some(acceptsNothing)) return none;
    return [
      {
        kind: 'fault',
        message: `response body: received none, documented ${possible.map(({ name }) => name).join(', ')}`,
        pointer: '/body',
        place: { uri: at.uri, pointer: joinPointer(at.pointer, 'content') },
        expected: possible.map(({ name }) => name),
      },
    ];
  },
};

/** No bytes are a text, a form or a file as well, but never a JSON or XML document or a multipart body. */
function acceptsNothing({ name }: MediaType): boolean {
  return !/^\s*(?:[^;]*\/(?:json|xml)|[^;]*\+(?:json|xml)|multipart\/[^;]*)\s*(?:;|$)/i.test(name);
}
