import type { DecodedParameter } from '../contract/decoded.ts';
import { excerpt, showName, showValue } from './excerpt.ts';
import { judgeValue } from './judge-value.ts';
import { parameterForm, parameterPointer } from './parameter-words.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.21, `schema` and `content`; a header that breaks style `simple` breaks its schema as well. */
export const responseHeaderSchema: Rule = {
  id: 'response-header-schema',
  side: 'response',
  severity: 'error',
  title: 'The value of a response header is valid against its schema',
  check(context) {
    const { response } = context;
    if (!response) return none;
    let drafts = none;
    for (const decoded of response.headers) {
      if (decoded.state === 'absent') continue;
      const found = judge(context, decoded);
      if (found !== none) drafts = [...drafts, ...found];
    }
    return drafts;
  },
};

function judge(context: RuleContext, decoded: DecodedParameter): readonly Draft[] {
  const { parameter } = decoded;
  const pointer = parameterPointer(parameter);
  const subject = `response header ${showName(parameter.name)}`;
  switch (decoded.state) {
    case 'absent':
      return none;
    case 'unchecked':
      return [{ kind: 'unchecked', reason: decoded.reason, pointer, place: parameter.at }];
    case 'unreadable': {
      const actual = excerpt(decoded.raw ?? null, redactorOf(context), pointer);
      const message = `${subject}: received ${showValue(actual)}, documented ${parameterForm(parameter)}: ${decoded.reason}`;
      return [{ kind: 'fault', message, pointer, place: parameter.at, actual }];
    }
    case 'present': {
      const schema = parameter.schema ?? parameter.mediaType?.schema;
      if (!schema) return none;
      const { candidates } = decoded;
      return judgeValue(context, { schema, direction: 'response', candidates, subject, pointer });
    }
    default:
      return decoded satisfies never;
  }
}
