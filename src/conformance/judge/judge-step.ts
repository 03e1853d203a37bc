import type { Contract } from '../../contract/contract.ts';
import type { SpecPlace } from '../../spec/document.ts';
import type { CaseRequest } from '../plan/case.ts';
import { judgeListed } from './judge-listed.ts';
import { judgeUnchanged } from './judge-unchanged.ts';
import type { ProbeFault } from './probe-finding.ts';
import { listShownDifferences } from './shown-values.ts';
import type { Told } from './told.ts';

/** A fault that several steps together show; `step` is the one whose request it is about. */
export type StepFault = ProbeFault & { readonly step: number };

/** More fields of one answer are not told one by one. */
const mostFields = 3;

/** What the last answered step shows about those before it. Pure. */
export function judgeStep(contract: Contract, told: readonly Told[]): readonly StepFault[] {
  const last = told.at(-1);
  if (!last) return [];
  const { expect } = last.step;
  const { outcome, status } = last.attempt;
  switch (expect.kind) {
    case 'prepare':
    case 'refused':
    case 'deleted-again':
      return [];
    case 'same-as':
      return isRefused(last) && !isConditional(last.case.request) ? [notRepeated(told, expect.step)] : [];
    case 'found':
      return isMissing(status) ? [missing(contract, told, expect)] : [];
    case 'shows':
      return isMissing(status) ? [missing(contract, told, expect)] : shownFaults(contract, told, expect.step);
    case 'gone':
      return outcome === 'accepted' ? [stillThere(told, expect)] : [];
    case 'unchanged':
      return judgeUnchanged(contract, told, { refused: expect.step, sure: expect.sure });
    case 'lists':
      return judgeListed(contract, told, expect);
    default:
      return expect satisfies never;
  }
}

/** Whatever the step itself expected. */
function isRefused({ attempt: { outcome, status } }: Told): boolean {
  return outcome !== 'noise' && status >= 400 && status < 500;
}

/** Not found, or gone (RFC 9110 §15.5.5, §15.5.11). */
export function isMissing(status: number): boolean {
  return status === 404 || status === 410;
}

/** A request for a certain state of the resource may be refused once that has changed (RFC 9110 §13). */
function isConditional({ headers, body }: CaseRequest): boolean {
  if (headers.some(([name]) => /^if-/i.test(name))) return true;
  return body?.kind === 'text' && /"(version|revision|etag|_rev|lock_?version)"\s*:/i.test(body.text);
}

function notRepeated(told: readonly Told[], step: number): StepFault {
  const index = told.length - 1;
  const { attempt, case: probe, operation } = told[index] as Told;
  return {
    step: index,
    rule: 'operation-not-idempotent',
    severity: 'error',
    message: `${probe.intent.description}: received status ${attempt.status} for the request that had been accepted with status ${told[step]?.attempt.status}`,
    place: operation.at,
    side: 'response',
    pointer: '/status',
    actual: attempt.status,
    clause: undefined,
    hint: `${probe.request.method} is idempotent (RFC 9110 §9.2.2)`,
  };
}

function missing(
  contract: Contract,
  told: readonly Told[],
  expect: { readonly step: number; readonly sure: boolean },
): StepFault {
  const index = told.length - 1;
  const { attempt, step } = told[index] as Told;
  const source = told[expect.step];
  return {
    step: index,
    rule: 'resource-created-missing',
    severity: expect.sure ? 'error' : 'warning',
    message: `${step.name}: received status ${attempt.status} for what ${source?.operation.key} had answered with status ${source?.attempt.status}`,
    place: placeOf(contract, told),
    side: 'response',
    pointer: '/status',
    actual: attempt.status,
    clause: undefined,
  };
}

/** What says that the thing is there: the link, the header with its address, the operation. */
function placeOf(_contract: Contract, told: readonly Told[]): SpecPlace {
  const { step, operation } = told.at(-1) as Told;
  const link = step.bindings.find((one) => one.link)?.link;
  if (link) return link;
  const located = step.bindings.find((one) => 'from' in one && one.from === '/response/header/location');
  const source = located && told[located.step]?.attempt.result.response?.definition;
  return source?.headers.find(({ name }) => name === 'location')?.at ?? operation.at;
}

function stillThere(
  told: readonly Told[],
  expect: { readonly step: number; readonly sure: boolean },
): StepFault {
  const index = told.length - 1;
  const { attempt, step, operation } = told[index] as Told;
  const source = told[expect.step];
  return {
    step: index,
    rule: 'resource-deleted-found',
    severity: expect.sure ? 'error' : 'warning',
    message: `${step.name}: received status ${attempt.status} for what ${source?.operation.key} had deleted with status ${source?.attempt.status}`,
    place: source?.operation.at ?? operation.at,
    side: 'response',
    pointer: '/status',
    actual: attempt.status,
    clause: undefined,
  };
}

function shownFaults(contract: Contract, told: readonly Told[], step: number): readonly StepFault[] {
  const [sender, reader] = [told[step], told.at(-1)];
  if (!sender || !reader || reader.attempt.outcome !== 'accepted') return [];
  const before = told.slice(0, step);
  return listShownDifferences(contract, { sender, reader, before })
    .toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1))
    .slice(0, mostFields)
    .map(({ name, place, sent, shown, severity, because }) => ({
      step: told.length - 1,
      rule: 'resource-value-different',
      severity,
      message: `${reader.step.name}: received ${name} ${shown === undefined ? 'nothing' : JSON.stringify(shown)}, sent with ${sender.operation.key} was ${JSON.stringify(sent)}; ${because}`,
      place,
      side: 'response',
      pointer: `/body/${name}`,
      expected: sent,
      ...(shown === undefined ? {} : { actual: shown }),
      clause: undefined,
    }));
}
