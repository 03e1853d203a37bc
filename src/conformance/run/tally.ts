import type { Contract } from '../../contract/contract.ts';
import type { ClauseId, Finding, OperationKey, Severity, Unchecked } from '../../finding.ts';
import { type Coverage, createCoverage } from '../../validate/coverage.ts';
import { type Omission, type Phase, phases } from '../plan/case.ts';
import { collapse, isUnsteady, type Sighting } from './collapse.ts';
import type { Failure } from './failure.ts';
import type { Observer } from './observer.ts';

/** So many slips are a habit of the provider, and no accident on the way. */
const habit = 3;

/** So many requests more than two for one case are sent in all, to see how often a fault comes that went. */
const mostExtra = 60;

/** Everything that a run has found so far. */
export type Tally = {
  readonly coverage: Coverage;
  readonly observers: readonly Observer[];
  /** Cases that were sent, by phase. */
  readonly sent: Readonly<Record<Phase, number>>;
  /** Requests of any kind, confirmations included. */
  readonly requests: number;
  /** Cases whose answer was judged. */
  readonly judged: number;
  countRequest(): void;
  countCase(phase: Phase): void;
  countJudged(): void;
  /** A fault of one case: `seen` of `tries` requests showed it. */
  add(finding: Finding, sighting: { index: number; seen: number; tries: number; failure?: Failure }): void;
  /** The same fault as before, seen with another request. */
  replace(finding: Finding, failure: Failure): void;
  isConfirmed(fingerprint: string): boolean;
  /** Whether an operation had faults that went away when the request was sent again. */
  isUnsteady(operation: OperationKey): boolean;
  /** Takes one of the requests that may be sent to see how often a fault comes; false when there are no more. */
  takeExtra(): boolean;
  /** A connection that ended under a request which then went through: a finding only when it is a habit. */
  slip(finding: Finding): void;
  uncheck(entry: Unchecked): void;
  /** What is said once, however often it comes up. */
  uncheckOnce(reason: string): void;
  /** Something that a reader should know and that is no gap. */
  note(reason: string, count?: number): void;
  /** Sorted out and collapsed; `failures` has the request behind each finding that has one. */
  toFindings(): {
    readonly findings: Finding[];
    readonly failures: readonly Failure[];
    /** The statements that the findings stand against, those that were joined into others too. */
    readonly violated: ReadonlySet<ClauseId>;
  };
  readonly findings: number;
  readonly unchecked: readonly Unchecked[];
  readonly notes: readonly Omission[];
};

export function createTally(contract: Contract, observers: readonly Observer[]): Tally {
  const sightings = new Map<string, Sighting>();
  const slips: Finding[] = [];
  const unchecked: Unchecked[] = [];
  const notes = new Map<string, number>();
  const sent = Object.fromEntries(phases.map((phase) => [phase, 0])) as Record<Phase, number>;
  const counts = { requests: 0, judged: 0, extra: 0 };
  return {
    coverage: createCoverage(contract),
    observers,
    sent,
    unchecked,
    get requests() {
      return counts.requests;
    },
    get judged() {
      return counts.judged;
    },
    get findings() {
      return sightings.size;
    },
    get notes() {
      return [...notes]
        .map(([reason, count]) => ({ reason, count }))
        .sort((a, b) => (a.reason < b.reason ? -1 : 1));
    },
    countRequest() {
      counts.requests += 1;
    },
    countCase(phase) {
      sent[phase] += 1;
    },
    countJudged() {
      counts.judged += 1;
    },
    add: (finding, sighting) => addSighting(sightings, finding, sighting),
    replace(finding, failure) {
      const known = sightings.get(finding.fingerprint);
      if (known) Object.assign(known, { finding, failure });
    },
    isConfirmed: (fingerprint) => sightings.get(fingerprint)?.confirmed === true,
    isUnsteady: (operation) =>
      [...sightings.values()].some((one) => one.finding.operation === operation && isUnsteady(one)),
    takeExtra() {
      counts.extra += 1;
      return counts.extra <= mostExtra;
    },
    slip: (finding) => void slips.push(finding),
    uncheck: (entry) => void unchecked.push(entry),
    uncheckOnce(reason) {
      if (!unchecked.some((entry) => entry.reason === reason)) unchecked.push({ reason });
    },
    note: (reason, count = 1) => void notes.set(reason, (notes.get(reason) ?? 0) + count),
    toFindings() {
      const collapsed = collapse([...sightings.values()]);
      const observed = observers.flatMap((observer) => observer.toFindings());
      return {
        findings: [...collapsed.map(toFinding), ...toSlips(slips, counts.requests), ...observed],
        failures: collapsed.flatMap(({ failure }) => failure ?? []),
        violated: new Set([
          ...collapsed.flatMap(({ clauses }) => [...clauses]),
          ...observed.flatMap(({ clause }) => clause ?? []),
        ]),
      };
    },
  };
}

function addSighting(
  sightings: Map<string, Sighting>,
  finding: Finding,
  { index, seen, tries, failure }: { index: number; seen: number; tries: number; failure?: Failure },
): void {
  const known = sightings.get(finding.fingerprint);
  const confirmed = seen === tries && tries > 1;
  const clauses = new Set([
    ...(known?.clauses ?? []),
    ...(finding.clause === undefined ? [] : [finding.clause]),
  ]);
  if (!known) {
    const first = { finding, failure, index, cases: 1, seen, tries, confirmed, clauses };
    sightings.set(finding.fingerprint, first);
    return;
  }
  known.cases += 1;
  known.seen += seen;
  known.tries += tries;
  known.confirmed ||= confirmed;
  known.clauses = clauses;
  // The first case of the plan stands for all, in whatever order the answers came; an error for warnings.
  const same = finding.severity === known.finding.severity;
  if (same ? index < known.index : finding.severity === 'error')
    Object.assign(known, { finding, failure, index });
}

/** A fault that went away is told with its rate, and not as an error where it was seen once. */
function toFinding(sighting: Sighting): Finding {
  const { finding, cases, seen, tries, confirmed } = sighting;
  const count = cases > 1 ? { count: cases } : {};
  if (!isUnsteady(sighting)) return { ...finding, ...count };
  const severity: Severity = confirmed || seen > 1 ? finding.severity : 'warning';
  const message = `${finding.message} (flaky: seen in ${seen} of ${tries} tries)`;
  return { ...finding, ...count, severity, message, flaky: { seen, tries } };
}

function toSlips(slips: readonly Finding[], requests: number): Finding[] {
  const [first] = slips;
  if (!first || slips.length < habit) return [];
  const message = `${first.message} (flaky: ${slips.length} of ${requests} requests, each went through when sent again)`;
  const flaky = { seen: slips.length, tries: requests };
  return [{ ...first, severity: 'warning', message, count: slips.length, flaky }];
}
