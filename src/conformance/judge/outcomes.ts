import { isDeepStrictEqual } from 'node:util';
import type { MediaType, Operation } from '../../contract/contract.ts';
import { listScenarios } from '../../contract/scenario.ts';
import { listOutcomes, type ScenarioOutcome } from '../../contract/scenario-outcome.ts';
import type { SpecDocument, SpecPlace } from '../../spec/document.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Coverage } from '../../validate/coverage.ts';
import type { Case } from '../plan/case.ts';
import type { Attempt } from '../run/attempt.ts';

/** Notes the statements that an answer proves about its case; a finding that cites a statement stands against it. */
export function proveByOutcome(
  coverage: Coverage,
  seen: { case: Case; attempt: Extract<Attempt, { kind: 'judged' }> },
): void {
  const { expect, intent, proof } = seen.case;
  const { outcome, findings } = seen.attempt;
  if (expect.kind === 'scenario') proveScenario(coverage, expect, seen.attempt);
  if (findings.length > 0) return;
  const isNegative = expect.kind === 'refused' || expect.kind === 'unauthenticated' || proof !== undefined;
  if (isNegative && outcome === 'refused' && proof?.clause !== undefined)
    coverage.prove(proof.clause, 'probe');
  if (expect.kind === 'accepted' && outcome === 'accepted' && intent.clause !== undefined)
    coverage.prove(intent.clause, 'probe');
}

function proveScenario(
  coverage: Coverage,
  expect: Extract<Case['expect'], { kind: 'scenario' }>,
  { outcome, findings, result }: Extract<Attempt, { kind: 'judged' }>,
): void {
  const isOther = findings.some(
    ({ rule, at }) => rule === 'scenario-outcome-different' && at?.pointer === '/status',
  );
  if (outcome === 'noise' || isOther || findings.some(({ rule }) => rule.startsWith('request-'))) return;
  const broken = new Set(findings.map(({ clause }) => clause));
  // By its place: several statements can be about one example.
  for (const { clause, place } of [expect.status, ...expect.fields])
    if (clause !== undefined && !broken.has(clause)) coverage.prove(place, 'probe');
  const body = result.response?.body;
  const value = body?.state === 'present' ? body.candidates[0] : undefined;
  for (const { place, when } of expect.proves) {
    const actual = when && value !== undefined ? findAtPointer(value, when.pointer) : undefined;
    if (!when || isDeepStrictEqual(actual, when.value)) coverage.prove(place, 'probe');
  }
}

/**
 * The documented outcomes that an answer is an instance of: response examples that belong to no scenario, such as the
 * rows of a table of error codes, recognised by the fields that identify the outcome.
 */
export function proveOutcomeExamples(
  coverage: Coverage,
  document: SpecDocument,
  seen: { operation: Operation; attempt: Extract<Attempt, { kind: 'judged' }> },
): void {
  const { response } = seen.attempt.result;
  const value = response?.body.state === 'present' ? response.body.candidates[0] : undefined;
  if (value === undefined || !response?.mediaType) return;
  for (const { place, fields } of outcomeExamples(document, seen.operation).get(response.mediaType) ?? [])
    if (fields.every((field) => isDeepStrictEqual(findAtPointer(value, field.pointer), field.value)))
      coverage.prove(place, 'probe');
}

type OutcomeExample = { readonly place: SpecPlace; readonly fields: readonly ScenarioOutcome[] };

const examplesOf = new WeakMap<Operation, ReadonlyMap<MediaType, readonly OutcomeExample[]>>();

function outcomeExamples(
  document: SpecDocument,
  operation: Operation,
): ReadonlyMap<MediaType, readonly OutcomeExample[]> {
  const known = examplesOf.get(operation);
  if (known) return known;
  const scenarios = new Set(listScenarios(operation).map(({ response: { example } }) => example));
  const content = operation.responses.flatMap((response) => response.content);
  const found = new Map(
    content.map((mediaType) => [
      mediaType,
      mediaType.examples
        .filter((example) => !scenarios.has(example))
        .map((example) => ({ place: example.at, fields: listOutcomes(document, mediaType.schema, example) }))
        .filter(({ fields }) => fields.length > 0),
    ]),
  );
  examplesOf.set(operation, found);
  return found;
}
