import type { Operation } from '../../contract/contract.ts';
import { createRedactor } from '../../exchange/redact.ts';
import { toCurl } from '../../exchange/to-curl.ts';
import type { Json } from '../../finding.ts';
import { secretsOf } from '../judge/judge-attempt.ts';
import type { Case, Plan } from '../plan/case.ts';
import { operationConfigOf } from '../plan/operation-config.ts';
import { sameForm } from '../plan/resource-path.ts';
import { isJsonType } from '../request/serialise-body.ts';
import { readWire, toWire } from '../request/wire.ts';

import { attempt, type RunContext } from './attempt.ts';
import { toReading } from './read-original.ts';
import { reduceOriginal } from './reduce-original.ts';
import { sendFirst } from './resend.ts';
import type { Tally } from './tally.ts';

/** What the requests of a run change, as it was before. */
export type Originals = {
  /** Reads what a request is about to change, where the document has a read of it; each resource once. */
  keep(operation: Operation, probe: Case): Promise<void>;
  /** The request was accepted: what it is about has to be brought back. */
  change(operation: Operation, probe: Case): void;
  /** Brings back what was there, in a time of its own, also when the run was stopped. */
  restore(): Promise<void>;
};

/** Milliseconds for bringing everything back after the run. */
const longest = 5000;

/** Methods that change one resource in place. */
const changing: ReadonlySet<string> = new Set(['PUT', 'PATCH']);

type Change = { readonly operation: Operation; readonly probe: Case };

/** Starts with nothing read and nothing changed. */
export function createOriginals(context: RunContext, tally: Tally, plan: Plan): Originals {
  const kept = new Map<string, Json | undefined>();
  const changes = new Map<string, Change>();
  return {
    async keep(operation, probe) {
      const path = pathOf(probe);
      if (!changing.has(operation.method) || kept.has(path)) return;
      kept.set(path, undefined);
      const reading = toReading(context.contract, plan.config, { operation, probe });
      if (!reading) return;
      const made = await sendFirst(context, tally, { ...reading, index: 0, baseline: undefined });
      const body =
        made.kind === 'judged' && made.outcome === 'accepted' ? made.result.response?.body : undefined;
      if (body?.state === 'present') kept.set(path, body.candidates[0]);
    },
    change(operation, { states: _, ...probe }) {
      // A whole one brings back more than a part of it.
      const known = changes.get(pathOf(probe));
      if (changing.has(operation.method) && known?.operation.method !== 'PUT')
        changes.set(pathOf(probe), { operation, probe });
    },
    async restore() {
      const own = {
        ...context,
        timeout: Math.min(context.timeout, longest),
        signal: AbortSignal.timeout(longest),
      };
      for (const [path, change] of changes) {
        const goal = toGoal(context, plan, { change, original: kept.get(path) });
        const probe = { ...change.probe, id: `restore:${change.operation.key}`, ...goal.changed };
        const made = await attempt(own, change.operation, { case: probe, index: 0 });
        if (made.kind === 'judged' || made.kind === 'absent') tally.countRequest();
        if (made.kind === 'judged' && made.outcome === 'accepted')
          tally.note(`${change.operation.key}: ${goal.done}`);
        else if (!isDeleted(plan, change, made))
          tally.note(`${change.operation.key}: ${goal.failed}${byHand(context, change.operation, probe)}`);
      }
    },
  };
}

/** The line that sends the request by hand, without the secret. */
function byHand({ credentials, origin }: RunContext, operation: Operation, { request }: Case): string {
  const wire = toWire(request, operation, credentials);
  if (!wire) return '';
  const redactor = createRedactor({ names: secretsOf(operation) });
  return `; by hand: ${toCurl({ ...readWire(wire), url: origin + wire.url }, redactor)}`;
}

type Goal = {
  /** What is other than in the accepted request. */
  readonly changed: Partial<Case>;
  readonly done: string;
  readonly failed: string;
};

/** The body that the config names, else the one that was read, else that of the accepted request. */
function toGoal(
  { contract }: RunContext,
  { config }: Plan,
  from: { change: Change; original: Json | undefined },
): Goal {
  const { change, original } = from;
  const { operation, probe } = change;
  const { restore } = operationConfigOf(config, operation);
  const failed = 'what was there before the run could not be brought back';
  const schema = operation.requestBody?.content.find(({ name }) => isJsonType(name))?.schema;
  if (restore !== undefined)
    return { changed: withBody(probe, restore), done: 'what test.restore names was brought back', failed };
  const reduced = original !== undefined && schema ? reduceOriginal(contract, schema, original) : undefined;
  if (reduced !== undefined)
    return {
      changed: withBody(probe, reduced),
      done: 'what was there before the run was brought back',
      failed,
    };
  const why =
    original === undefined
      ? 'nothing could be read before it, and test.restore of the config file names nothing'
      : 'what was read before it is no valid request, and test.restore of the config file names nothing';
  return {
    changed: {},
    done: `the last request was the valid one of this run: ${why}`,
    failed: `the last request, the valid one of this run, was not accepted any more: ${why}`,
  };
}

function withBody(probe: Case, body: Json): Partial<Case> {
  return { request: { ...probe.request, body: { kind: 'text', text: JSON.stringify(body) } } };
}

/** Whether a deletion that was allowed explains that nothing can be brought back. */
function isDeleted(
  { operations }: Plan,
  { operation }: Change,
  made: { kind: string; status?: number },
): boolean {
  const isGone = made.status === 404 || made.status === 410;
  return (
    isGone &&
    operations.some(
      ({ operation: key, skipped }) =>
        !skipped && key.startsWith('DELETE ') && sameForm(key.slice('DELETE '.length), operation.path),
    )
  );
}

function pathOf({ request }: Case): string {
  return request.url.split('?', 1)[0] ?? '';
}
