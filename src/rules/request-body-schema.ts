import { judgeValue } from './judge-value.ts';
import { none, type Rule } from './rule.ts';

/** OpenAPI 3.1 §4.8.14, `schema`. */
export const requestBodySchema: Rule = {
  id: 'request-body-schema',
  side: 'request',
  severity: 'error',
  title: 'A request body is valid against its schema',
  check(context) {
    const { request } = context;
    if (request?.body.state !== 'present' || !request.mediaType?.schema) return none;
    return judgeValue(context, {
      schema: request.mediaType.schema,
      direction: 'request',
      candidates: request.body.candidates,
      subject: 'request body',
      pointer: '/body',
    });
  },
};
