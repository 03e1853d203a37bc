import { joinPointer } from '../spec/pointer.ts';
import { none, type Rule } from './rule.ts';

/** OpenAPI 3.1 §4.8.13, `required`. */
export const requestBodyMissing: Rule = {
  id: 'request-body-missing',
  side: 'request',
  severity: 'error',
  title: 'A request has a body where one is required',
  check({ request }) {
    if (request?.body.state !== 'absent') return none;
    const { requestBody } = request.operation;
    if (!requestBody?.required) return none;
    return [
      {
        kind: 'fault',
        message: 'request body: received none, documented as required',
        pointer: '/body',
        place: { uri: requestBody.at.uri, pointer: joinPointer(requestBody.at.pointer, 'required') },
        expected: true,
      },
    ];
  },
};
