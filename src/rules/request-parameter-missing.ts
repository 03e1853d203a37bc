import type { DecodedParameter } from '../contract/decoded.ts';
import { joinPointer } from '../spec/pointer.ts';
import { parameterPointer, parameterSubject } from './parameter-words.ts';
import { type Draft, none, type Rule } from './rule.ts';

/** OpenAPI 3.1 §4.8.12.2, `required`. */
export const requestParameterMissing: Rule = {
  id: 'request-parameter-missing',
  side: 'request',
  severity: 'error',
  title: 'A request carries every required parameter',
  check({ request }) {
    if (!request) return none;
    for (const decoded of request.parameters) if (isMissing(decoded)) return explain(request.parameters);
    return none;
  },
};

function isMissing({ parameter, state }: DecodedParameter): boolean {
  return state === 'absent' && parameter.required;
}

function explain(parameters: readonly DecodedParameter[]): readonly Draft[] {
  return parameters.filter(isMissing).map(({ parameter }) => ({
    kind: 'fault',
    message: `${parameterSubject(parameter)}: received none, documented as required`,
    pointer: parameterPointer(parameter),
    place: { uri: parameter.at.uri, pointer: joinPointer(parameter.at.pointer, 'required') },
    expected: true,
  }));
}
