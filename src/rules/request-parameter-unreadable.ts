import type { DecodedParameter } from '../contract/decoded.ts';
import { excerpt, showValue } from './excerpt.ts';
import { parameterForm, parameterPointer, parameterSubject } from './parameter-words.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.12.3, `style` and `explode`; RFC 3986 §2.1, percent-encoding. */
export const requestParameterUnreadable: Rule = {
  id: 'request-parameter-unreadable',
  side: 'request',
  severity: 'error',
  title: 'A parameter is written in its documented style',
  check(context) {
    const { request } = context;
    if (!request) return none;
    for (const { state } of request.parameters) {
      if (state === 'unreadable' || state === 'unchecked') return explain(context, request.parameters);
    }
    return none;
  },
};

function explain(context: RuleContext, parameters: readonly DecodedParameter[]): readonly Draft[] {
  return parameters.flatMap((decoded): Draft[] => {
    const { parameter } = decoded;
    const pointer = parameterPointer(parameter);
    if (decoded.state === 'unchecked') {
      return [{ kind: 'unchecked', reason: decoded.reason, pointer, place: parameter.at }];
    }
    if (decoded.state !== 'unreadable') return [];
    const actual = excerpt(decoded.raw ?? null, redactorOf(context), pointer);
    const documented = `documented ${parameterForm(parameter)}`;
    return [
      {
        kind: 'fault',
        message: `${parameterSubject(parameter)}: received ${showValue(actual)}, ${documented}: ${decoded.reason}`,
        pointer,
        place: parameter.at,
        actual,
      },
    ];
  });
}
