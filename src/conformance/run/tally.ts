import type { Contract } from '../../contract/contract.ts';
import type { Finding, Severity, Unchecked } from '../../finding.ts';
import { type Coverage, createCoverage } from '../../validate/coverage.ts';
import { type Omission, type Phase, phases } from '../plan/case.ts';
import { collapseWide, type Sighting } from './collapse.ts';
import type { Failure } from './failure.ts';
import type { Observer } from './observer.ts';

/** So many single sightings are a habit of the provider, and no accident on the way. */
const habit = 3;

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
  isConfirmed(fingerprint: string): boolean;
  /** A connection that ended under a request which then went through: a finding only when it is a habit. */
  slip(finding: Finding): void;
  uncheck(entry: Unchecked): void;
  /** Something that a reader should know and that is no gap. */
  note(reason: string, count?: number): void;
  /** Sorted out and collapsed; `failures` has the request behind each finding that has one. */
  toFindings(): { readonly findings: Finding[]; readonly failures: readonly Failure[] };
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
  const counts = { requests: 0, judged: 0 };
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
    isConfirmed: (fingerprint) => sightings.get(fingerprint)?.confirmed === true,
    slip: (finding) => void slips.push(finding),
    uncheck: (entry) => void unchecked.push(entry),
    note: (reason, count = 1) => void notes.set(reason, (notes.get(reason) ?? 0) + count),
    toFindings() {
      const collapsed = collapseWide([...sightings.values()]);
      return {
        findings: [
          ...collapsed.map(toFinding),
          ...toSlips(slips, counts.requests),
          ...observers.flatMap((observer) => observer.toFindings()),
        ],
        failures: collapsed.flatMap(({ failure }) => failure ?? []),
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
  if (!known) {
    sightings.set(finding.fingerprint, { finding, failure, index, cases: 1, seen, tries, confirmed });
    return;
  }
  known.cases += 1;
  known.seen += seen;
  known.tries += tries;
  known.confirmed ||= confirmed;
  // The first case of the plan stands for all, in whatever order the answers came; an error for warnings.
  const same = finding.severity === known.finding.severity;
  if (same ? index < known.index : finding.severity === 'error')
    Object.assign(known, { finding, failure, index });
}

/** A fault that did not come back is told as it was: how often it was seen, and not as an error unless often. */
function toFinding({ finding, cases, seen, tries, confirmed }: Sighting): Finding {
  const count = cases > 1 ? { count: cases } : {};
  if (confirmed) return { ...finding, ...count };
  const severity: Severity = cases >= habit ? finding.severity : 'warning';
  const message = `${finding.message} (flaky: seen in ${seen} of ${tries} tries)`;
  return { ...finding, ...count, severity, message };
}

function toSlips(slips: readonly Finding[], requests: number): Finding[] {
  const [first] = slips;
  if (!first || slips.length < habit) return [];
  const message = `${first.message} (flaky: ${slips.length} of ${requests} requests, each went through when sent again)`;
  return [{ ...first, severity: 'warning', message, count: slips.length }];
}
