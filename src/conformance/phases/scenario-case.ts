import { isDeepStrictEqual } from 'node:util';
import type { Contract, Example, Parameter } from '../../contract/contract.ts';
import type { Scenario } from '../../contract/scenario.ts';
import type { Json } from '../../finding.ts';
import type { Clause } from '../../spec/clauses.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import { withFields } from '../plan/baseline.ts';
import type { Expectation, OutcomeStatement } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { configuredBody, configuredParameter } from '../plan/config.ts';
import { toPointer } from '../plan/data-flow.ts';
import type { RequestDraft } from '../request/draft.ts';

/** A scenario of the document as a case. */
export function toScenarioCase(context: PhaseContext, scenario: Scenario): CaseDraft {
  const { example } = scenario.response;
  return {
    phase: 'examples',
    place: example.at,
    keyword: 'examples',
    name: scenario.name,
    pointer: '',
    draft: toDraft(context, scenario),
    claim: { kind: 'documented', expect: toExpectation(context.contract, scenario) },
  };
}

/** What the scenario says about the answer. What no clause of its own states is assumed: a warning at most. */
export function toExpectation(contract: Contract, scenario: Scenario): Expectation {
  const { example, status, outcome } = scenario.response;
  return {
    kind: 'scenario',
    scenario: scenario.name,
    status: toStatement(contract, status, example.at),
    fields: outcome.map((field) => ({
      pointer: field.pointer,
      ...toStatement(contract, field.value, field.at),
    })),
    proves: [...requestExamples(scenario), ...exampleValues(contract, scenario)],
  };
}

/** The examples that carry the scenario's name on the side of the request. */
function requestExamples({ name, request }: Scenario): { place: SpecPlace }[] {
  const examples = [request.body, ...request.parameters.map(({ example }) => example)];
  return examples.flatMap((example) => (example?.name === name ? [{ place: example.at }] : []));
}

/** Values of the response example that a clause speaks of: they may differ, and prove the clause where they do not. */
function exampleValues(
  { clauses }: Contract,
  { response: { example } }: Scenario,
): { place: SpecPlace; when: { pointer: string; value: Json } }[] {
  return clauses.flatMap(({ owner, on }) => {
    if (owner.uri !== example.at.uri || owner.pointer !== example.at.pointer || !on.startsWith('/value/'))
      return [];
    const pointer = on.slice('/value'.length);
    const value = example.value === undefined ? undefined : findAtPointer(example.value, pointer);
    const place = { uri: owner.uri, pointer: owner.pointer + on };
    return value === undefined ? [] : [{ place, when: { pointer, value } }];
  });
}

function toStatement<T>(contract: Contract, value: T, place: SpecPlace): OutcomeStatement<T> {
  const clause = findClauseAt(contract, place);
  const severity = clause?.strength === 'documented' ? 'error' : 'warning';
  return { value, place, severity, ...(clause ? { clause: clause.id } : {}) };
}

/** The clause about exactly this place, not one about something around it. */
function findClauseAt(contract: Contract, place: SpecPlace): Clause | undefined {
  return contract.clauses.find(
    ({ owner, on }) => owner.uri === place.uri && owner.pointer + on === place.pointer,
  );
}

/**
 * The scenario's request with real values where the document only has placeholders: what the configuration gives, or
 * the service is known to have, replaces every value that the scenario shares with the valid example, and in a scenario of success all of them.
 */
function toDraft(context: PhaseContext, scenario: Scenario): RequestDraft {
  const { base } = context;
  const parameters = new Map(base.parameters);
  for (const { parameter, value, example } of scenario.request.parameters) {
    const chosen = parameterValue(context, scenario, { parameter, value, example });
    if (chosen !== undefined) parameters.set(parameter, chosen);
  }
  const { mediaType = base.mediaType, body: example } = scenario.request;
  const { body: _, mediaType: __, ...rest } = base;
  const credentials = scenario.request.credentials;
  if (example?.text !== undefined)
    return {
      ...rest,
      parameters,
      ...(mediaType ? { mediaType } : {}),
      rawBody: { kind: 'text', text: example.text },
      credentials,
    };
  const body = bodyValue(context, scenario, example);
  return {
    ...rest,
    parameters,
    ...(mediaType && body !== undefined ? { mediaType, body } : {}),
    credentials,
  };
}

function parameterValue(
  { contract, config, base, given }: PhaseContext,
  scenario: Scenario,
  from: { parameter: Parameter; value: Json; example: Example },
): Json | undefined {
  const { parameter, value, example } = from;
  const real = configuredParameter(contract, config, parameter) ?? given?.get(toPointer(parameter));
  if (example.name !== scenario.name) return base.parameters.get(parameter);
  return isSuccess(scenario) ? (real ?? value) : value;
}

function bodyValue(
  { contract, config, base, given = new Map() }: PhaseContext,
  scenario: Scenario,
  example: Example | undefined,
): Json | undefined {
  if (!example || example.value === undefined || example.name !== scenario.name) return base.body;
  const { mediaType } = scenario.request;
  if (isSuccess(scenario))
    return configuredBody(contract, config, {
      value: given.get('/body') ?? withFields(example.value, given),
      schema: mediaType?.schema,
    });
  const standard = mediaType?.examples.find((one) => !one.invalid && one.value !== undefined)?.value;
  return standard === undefined ? example.value : transfer(example.value, standard, base.body);
}

function isSuccess(scenario: Scenario): boolean {
  return /^2/.test(scenario.response.status);
}

/** The value with every part that equals the standard one replaced by the real one. */
function transfer(value: Json, standard: Json, real: Json | undefined): Json {
  if (real === undefined) return value;
  if (isDeepStrictEqual(value, standard)) return real;
  if (!isObject(value) || !isObject(standard) || !isObject(real)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const shared = Object.hasOwn(standard, name) ? standard[name] : undefined;
      const own = Object.hasOwn(real, name) ? real[name] : undefined;
      return [name, shared === undefined ? member : transfer(member, shared, own)];
    }),
  );
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
