import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.16: the statuses, ranges and `default` of an operation. */
export const responseStatusUnknown: Rule = {
  id: 'response-status-unknown',
  side: 'response',
  severity: 'error',
  title: 'A response has a documented status',
  check(context) {
    const { response } = context;
    return response && !response.definition && !isNotModified(context) ? explain(context) : none;
  },
};

/** What HTTP answers to a conditional GET instead of the documented representation (RFC 9110 §15.4.5). */
function isNotModified({ exchange: { request, response } }: RuleContext): boolean {
  const isConditional =
    request.headers['if-none-match'] !== undefined || request.headers['if-modified-since'] !== undefined;
  return response?.status === 304 && isConditional && (request.method === 'GET' || request.method === 'HEAD');
}

function explain({ request, response, route }: RuleContext): readonly Draft[] {
  const operation = request?.operation ?? (route.kind === 'operation' ? route.operation : undefined);
  if (!response || !operation) return none;
  const statuses = operation.responses.map(({ status }) => status);
  return [
    {
      kind: 'fault',
      message: `response status: received ${response.status}, documented ${statuses.join(', ') || 'none'}`,
      pointer: '/status',
      place: response.at,
      expected: statuses,
      actual: response.status,
      hint: 'answer with a documented status, or document this one or its range',
    },
  ];
}
