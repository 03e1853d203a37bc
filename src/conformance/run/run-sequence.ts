import type { Operation } from '../../contract/contract.ts';
import type { Finding } from '../../finding.ts';
import { findClause } from '../../spec/read-clauses.ts';
import { judgeStep, type StepFault } from '../judge/judge-step.ts';
import { toProbeFinding } from '../judge/probe-finding.ts';
import type { Told } from '../judge/told.ts';
import type { Case, CaseRequest, Expectation } from '../plan/case.ts';
import type { Sequence, Step } from '../plan/sequence.ts';
import { carrierOf, schemesOf } from '../request/credentials.ts';
import { type Attempt, attempt, type Patience, type RunContext } from './attempt.ts';
import { bindStep } from './bind-step.ts';
import type { Failure } from './failure.ts';
import { recordAttempt } from './record.ts';
import type { Tally } from './tally.ts';

/** What one way through a sequence showed. */
export type SequenceRun = {
  readonly told: readonly Told[];
  readonly found: readonly { readonly finding: Finding; readonly failure: Failure; readonly index: number }[];
  /** Why it ended before its last step. */
  readonly ended?: string;
  readonly state: 'through' | 'lost' | 'stopped';
};

/** What a sequence is run with. */
export type SequenceWork = {
  readonly sequence: Sequence;
  /** The number of its first step in the run. */
  readonly first: number;
  /** Whether its answers count: those of the second time only confirm. */
  readonly counts: boolean;
  /** For reads that do not show at once what was done, in milliseconds. */
  readonly waiting: Patience;
};

/** Pauses before a read is sent again; a server may take up to a second until all of it shows the same. */
const pauses = [100, 300, 600];

/** Sends the steps of a sequence one after the other, until one of them ends it. */
export async function runSequence(
  context: RunContext,
  tally: Tally,
  work: SequenceWork,
): Promise<SequenceRun> {
  const { sequence, first, counts } = work;
  const told: Told[] = [];
  const found: SequenceRun['found'][number][] = [];
  const end = (state: SequenceRun['state'], ended?: string): SequenceRun => ({
    told,
    found,
    state,
    ...(ended === undefined ? {} : { ended }),
  });
  for (const [number, step] of sequence.steps.entries()) {
    const operation = context.contract.operations.find(({ key }) => key === step.operation);
    if (!operation) return end('through', `the document has no ${step.operation}`);
    const seen = told.map((one) => ({ operation: one.operation, exchange: one.attempt.exchange }));
    const request = bindStep(context.contract, operation, { step, seen });
    if (typeof request === 'string') return end('through', request);
    const index = first + number;
    const probe = toCase(context, sequence, { step, number, operation, request });
    const made = await attempt(context, operation, { case: probe, index });
    if (made.kind === 'stopped') return end('stopped');
    if (made.kind === 'unsendable') return end('through', made.reason);
    tally.countRequest();
    const steps = [...told.map((one) => one.case), probe];
    const failureOf = (finding: Finding): Failure => ({
      fingerprint: finding.fingerprint,
      case: probe,
      exchange: made.exchange,
      sequence: { id: sequence.id, steps },
    });
    found.push(...made.findings.map((finding) => ({ finding, failure: failureOf(finding), index })));
    if (made.kind === 'absent') return end('lost', 'there was no answer');
    if (counts) recordAttempt(context, tally, { case: probe, operation, index, attempt: made });
    told.push(toTold({ step, case: probe, operation, index }, made));
    const faults = await judgeWithPatience(context, tally, { told, work });
    if (faults === 'stopped') return end('stopped');
    found.push(...faults.map((fault) => toFound(context, { fault, told, sequence })));
    const reason = whyEnded(told);
    if (reason !== undefined) return end('through', reason);
  }
  return end('through');
}

/** A step as a case of the run. */
export function toCase(
  { contract }: Pick<RunContext, 'contract'>,
  sequence: Sequence,
  from: { step: Step; number: number; operation: Operation; request: CaseRequest },
): Case {
  const { step, number, operation, request } = from;
  const link = step.bindings.find((one) => one.link)?.link;
  const place = link ?? operation.at;
  const clause = findClause(contract.clauses, place)?.id;
  return {
    id: `${sequence.id}:${number + 1}-${step.name.trim().replace(/\s+/g, '-')}`,
    phase: 'stateful',
    operation: operation.key,
    intent: {
      place,
      keyword: sequence.intent.keyword,
      ...(clause === undefined ? {} : { clause }),
      description: step.name,
    },
    request,
    expect: step.broken?.expect ?? expectationOf(step),
    ...(step.broken?.proof ? { proof: step.broken.proof } : {}),
  };
}

function expectationOf({ expect }: Step): Expectation {
  const isOpen = expect.kind === 'gone' || expect.kind === 'deleted-again';
  return { kind: isOpen ? 'answered' : 'accepted-or-refused' };
}

function toTold(
  step: Pick<Told, 'step' | 'case' | 'operation' | 'index'>,
  made: Extract<Attempt, { kind: 'judged' }>,
): Told {
  const body = made.result.response?.body;
  const value = body?.state === 'present' ? body.candidates[0] : undefined;
  return { ...step, attempt: made, ...(value === undefined ? {} : { body: value }) };
}

/** The faults of the last step; a read is sent again for a while where it does not yet show what was done. */
async function judgeWithPatience(
  context: RunContext,
  tally: Tally,
  from: { told: Told[]; work: SequenceWork },
): Promise<readonly StepFault[] | 'stopped'> {
  const { told, work } = from;
  let faults = judgeStep(context.contract, told);
  const last = told.at(-1);
  if (last?.case.request.method !== 'GET' || last.step.expect.kind === 'unchanged') return faults;
  for (const pause of pauses) {
    if (faults.length === 0 || work.waiting.take(pause) < pause) return faults;
    await context.clock.pause(pause, context.signal);
    const made = await attempt(context, last.operation, { case: last.case, index: last.index });
    if (made.kind === 'stopped') return 'stopped';
    if (made.kind !== 'judged') return faults;
    tally.countRequest();
    told.splice(-1, 1, toTold(last, made));
    faults = judgeStep(context.contract, told);
  }
  return faults;
}

function toFound(
  { contract }: RunContext,
  from: { fault: StepFault; told: readonly Told[]; sequence: Sequence },
): SequenceRun['found'][number] {
  const { fault, told, sequence } = from;
  // The judge names a step that was answered.
  const about = told[fault.step] as Told;
  const { operation, index } = about;
  const { exchange } = about.attempt;
  const secrets = schemesOf(operation).flatMap((scheme) => carrierOf(scheme)?.name ?? []);
  const finding = toProbeFinding({ contract, case: about.case, exchange, index, secrets }, fault);
  const steps = told.map((one) => one.case);
  return {
    finding,
    index,
    failure: {
      fingerprint: finding.fingerprint,
      case: about.case,
      exchange,
      sequence: { id: sequence.id, steps },
    },
  };
}

/** Why the steps that follow would say nothing. */
function whyEnded(told: readonly Told[]): string | undefined {
  const last = told.at(-1);
  if (!last) return undefined;
  const { kind } = last.step.expect;
  const { outcome, status } = last.attempt;
  const key = last.operation.key;
  if (outcome === 'noise') return `${key} was busy`;
  if (kind === 'prepare' && outcome !== 'accepted') return `${key} answered with status ${status}`;
  if (status === 202 && last.case.request.method !== 'GET')
    return `${key} answered with status 202, what it does is not done yet`;
  const isRead = kind === 'found' || kind === 'shows' || kind === 'lists';
  return isRead && outcome !== 'accepted' ? `${key} answered with status ${status}` : undefined;
}
