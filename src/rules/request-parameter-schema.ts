import type { DecodedParameter } from '../contract/decoded.ts';
import { judgeValue } from './judge-value.ts';
import { parameterPointer, parameterSubject } from './parameter-words.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.12, `schema` and `content`. */
export const requestParameterSchema: Rule = {
  id: 'request-parameter-schema',
  side: 'request',
  severity: 'error',
  title: 'The value of a parameter is valid against its schema',
  check(context) {
    const { request } = context;
    if (!request) return none;
    let drafts = none;
    for (const decoded of request.parameters) {
      if (decoded.state !== 'present') continue;
      const found = judge(context, decoded);
      if (found !== none) drafts = [...drafts, ...found];
    }
    return drafts;
  },
};

function judge(context: RuleContext, decoded: DecodedParameter): readonly Draft[] {
  const { parameter } = decoded;
  const schema = parameter.schema ?? parameter.mediaType?.schema;
  if (!schema || decoded.state !== 'present') return none;
  return judgeValue(context, {
    schema,
    direction: 'request',
    candidates: decoded.candidates,
    subject: parameterSubject(parameter),
    pointer: parameterPointer(parameter),
  });
}
