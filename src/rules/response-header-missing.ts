import type { DecodedParameter } from '../contract/decoded.ts';
import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';
import { parameterPointer } from './parameter-words.ts';
import { type Draft, none, type Rule } from './rule.ts';

/** OpenAPI 3.1 §4.8.21, `required`. An expected response need not be complete. */
export const responseHeaderMissing: Rule = {
  id: 'response-header-missing',
  side: 'response',
  severity: 'error',
  title: 'A response carries every required header',
  stances: ['observed'],
  check({ response }) {
    if (!response) return none;
    for (const header of response.headers) if (isMissing(header)) return explain(response.headers);
    return none;
  },
};

function isMissing({ parameter, state }: DecodedParameter): boolean {
  return state === 'absent' && parameter.required;
}

function explain(headers: readonly DecodedParameter[]): readonly Draft[] {
  return headers.filter(isMissing).map(({ parameter }) => ({
    kind: 'fault',
    message: `response header ${showName(parameter.name)}: received none, documented as required`,
    pointer: parameterPointer(parameter),
    place: { uri: parameter.at.uri, pointer: joinPointer(parameter.at.pointer, 'required') },
    expected: true,
  }));
}
