import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.16: the statuses, ranges and `default` of an operation. */
export const responseStatusUnknown: Rule = {
  id: 'response-status-unknown',
  side: 'response',
  severity: 'error',
  title: 'A response has a documented status',
  check(context) {
    return context.response && !context.response.definition ? explain(context) : none;
  },
};

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
