import { judgeValue } from './judge-value.ts';
import { none, type Rule } from './rule.ts';

/** OpenAPI 3.1 §4.8.14, `schema`. */
export const responseBodySchema: Rule = {
  id: 'response-body-schema',
  side: 'response',
  severity: 'error',
  title: 'A response body is valid against its schema',
  check(context) {
    const { response } = context;
    if (response?.body.state !== 'present' || !response.mediaType?.schema) return none;
    return judgeValue(context, {
      schema: response.mediaType.schema,
      direction: 'response',
      candidates: response.body.candidates,
      subject: 'response body',
      pointer: '/body',
    });
  },
};
