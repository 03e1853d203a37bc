import { isDeepStrictEqual } from 'node:util';
import type { Example, MediaType, Parameter } from '../../contract/contract.ts';
import { listScenarios } from '../../contract/scenario.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { listRecorded } from '../plan/recorded.ts';
import { writeRequest } from '../request/draft.ts';
import { canSerialise } from '../request/serialise-body.ts';
import { pointerOf, withParameter } from './probe-cases.ts';
import { toScenarioCase } from './scenario-case.ts';

/** Methods whose second call does what the first did (RFC 9110 §9.2.2); DELETE may answer the second with 404. */
const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'OPTIONS']);

/** With the first one seven in a row: who fails every second, third, fifth or seventh time fails at least once. */
const repetitions = 6;

/** The scenarios of the document, the examples that belong to none, and the valid request again and again. */
export function* planExamples(context: PhaseContext): Generator<CaseDraft> {
  const { operation, base } = context;
  const times = idempotent.has(operation.method) ? repetitions : 0;
  for (let time = 0; time < times; time += 1)
    yield {
      phase: 'examples',
      place: operation.at,
      keyword: 'operation',
      name: 'the same request again',
      pointer: '',
      draft: base,
      claim: { kind: 'valid', expect: { kind: 'repeated' } },
    };
  const scenarios = listScenarios(operation);
  for (const scenario of scenarios) yield toScenarioCase(context, scenario);
  const paired = new Set(scenarios.map(({ name }) => name));
  yield* recordedCases(context);
  for (const parameter of operation.parameters) yield* parameterExamples(context, { parameter, paired });
  for (const mediaType of operation.requestBody?.content ?? [])
    if (canSerialise(mediaType)) yield* bodyExamples(context, { mediaType, paired });
}

/** Recorded requests: whoever wrote them down relies on their being accepted. */
function* recordedCases({ contract, config, operation, base }: PhaseContext): Generator<CaseDraft> {
  const own = writeRequest(base);
  for (const { name, draft, states } of listRecorded(contract, config, operation)) {
    if (isDeepStrictEqual(writeRequest(draft), own)) continue;
    yield {
      phase: 'examples',
      place: operation.at,
      keyword: 'recorded',
      name,
      pointer: '',
      draft,
      ...(states ? { states } : {}),
      claim: { kind: 'valid', expect: { kind: 'accepted', severity: 'warning', because: 'recorded' } },
    };
  }
}

function* parameterExamples(
  { base }: PhaseContext,
  from: { parameter: Parameter; paired: ReadonlySet<string> },
): Generator<CaseDraft> {
  const { parameter, paired } = from;
  for (const example of parameter.examples) {
    if (example.value === undefined || paired.has(example.name)) continue;
    yield exampleCase(example, pointerOf(parameter), withParameter(base, parameter, example.value));
  }
}

function* bodyExamples(
  { base }: PhaseContext,
  from: { mediaType: MediaType; paired: ReadonlySet<string> },
): Generator<CaseDraft> {
  const { mediaType, paired } = from;
  const { body: _, ...rest } = base;
  for (const example of mediaType.examples) {
    if (paired.has(example.name)) continue;
    if (example.text !== undefined)
      yield exampleCase(example, '/body', {
        ...rest,
        mediaType,
        rawBody: { kind: 'text', text: example.text },
      });
    else if (example.value !== undefined)
      yield exampleCase(example, '/body', { ...rest, mediaType, body: example.value });
  }
}

/** An example without a documented outcome: valid ones may be refused for their data, invalid ones have to be. */
function exampleCase(example: Example, pointer: string, draft: CaseDraft['draft']): CaseDraft {
  const valid = !example.invalid && example.credentials === 'valid';
  return {
    phase: 'examples',
    place: example.at,
    keyword: 'examples',
    name: example.name || 'example',
    pointer,
    draft: { ...draft, credentials: example.credentials },
    ...(example.value === undefined ? {} : { after: example.value }),
    claim: valid
      ? { kind: 'valid', expect: { kind: 'accepted-or-refused' } }
      : example.invalid
        ? { kind: 'invalid' }
        : { kind: 'unauthenticated' },
  };
}
