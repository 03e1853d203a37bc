import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Report } from '../../report/report.ts';
import type { TrafficSource } from '../../traffic/read-source.ts';
import { readTraffic } from '../../traffic/read-traffic.ts';
import type { TrafficEntry } from '../../traffic/traffic-entry.ts';
import { check } from '../../validate/check.ts';
import { createCoverage } from '../../validate/coverage.ts';
import { createTally } from '../../validate/tally.ts';
import { abortable } from '../abortable.ts';
import { buildReport } from '../build-report.ts';

/** How many different damaged places and other servers are told one by one; the rest is counted together. */
const mostNamed = 20;

/** The reports of other runs, with the names of their files. */
export type OtherReport = { readonly name: string; readonly report: Report };

/**
 * Judges recorded traffic, one exchange at a time, and takes over what the reports of other runs of the same document
 * tell: their clause tables, and with them their findings and what they could not check.
 */
export async function checkTraffic(
  contract: Contract,
  input: { readonly sources: readonly TrafficSource[]; readonly reports: readonly OtherReport[] },
  signal: AbortSignal,
): Promise<Report> {
  const tally = createTally();
  const coverage = createCoverage(contract);
  const damages = createLimit(mostNamed);
  const servers = createLimit(mostNamed);
  let [exchanges, checked, elsewhere] = [0, 0, 0];

  const judge = (exchange: Exchange): void => {
    const result = check(contract, exchange, { index: exchanges });
    exchanges += 1;
    if (result.route.kind === 'server-unknown') {
      elsewhere += 1;
      const origin = URL.parse(exchange.request.url)?.origin ?? '';
      tally.addSkipped(`no server of the document: ${servers.name(origin, 'others')}`);
      return;
    }
    coverage.record(exchange, result);
    if (result.operation !== undefined) checked += 1;
    for (const finding of result.findings) tally.addFinding({ ...finding, origin: placeOf(exchange) });
    for (const unchecked of result.unchecked) tally.addUnchecked(unchecked);
  };
  const take = (entry: TrafficEntry, source: TrafficSource): void => {
    if (entry.kind === 'exchange') judge(entry.exchange);
    else if (entry.kind === 'skipped') tally.addSkipped(entry.reason);
    else
      tally.addUnchecked({ reason: damages.name(entry.reason, `${source.name} has more that is damaged`) });
  };
  const merge = ({ name, report }: OtherReport): void => {
    if (report.contract.digest !== contract.digest) {
      tally.addUnchecked({ reason: `${name} is the report of another document, its digest is different` });
      return;
    }
    coverage.merge(report.coverage);
    for (const finding of report.findings) tally.addFinding(finding);
    for (const row of report.summary.unchecked) tally.addUnchecked(row);
    for (const { reason, count } of report.summary.skipped) tally.addSkipped(reason, count);
    exchanges += report.summary.exchanges;
    checked += report.summary.checked;
  };

  for (const source of input.sources) {
    for await (const batch of abortable(readTraffic(source), signal)) {
      for (const entry of batch) take(entry, source);
    }
  }
  const isElsewhere = exchanges > 0 && elsewhere === exchanges;
  for (const report of input.reports) merge(report);
  if (signal.aborted) tally.addUnchecked({ reason: 'the run was interrupted before the end of the traffic' });
  const { findings, unchecked, skipped } = tally;
  return buildReport({
    contract,
    findings,
    unchecked,
    skipped,
    ...(isElsewhere && { notes: [{ reason: nothingMatched, count: elsewhere }] }),
    coverage: coverage.toReport(),
    exchanges,
    checked,
  });
}

const nothingMatched =
  'no exchange went to a server of the document; --server URL names the one that the recording shows';

function placeOf({ origin }: Exchange): { label?: string; line?: number } {
  return {
    ...(origin.label === undefined ? {} : { label: origin.label }),
    ...(origin.line === undefined ? {} : { line: origin.line }),
  };
}

/** Names that are told one by one up to a number, so that neither memory nor a report grows with the traffic. */
function createLimit(most: number): { name(name: string, other: string): string } {
  const known = new Set<string>();
  return {
    name(name, other) {
      if (known.size < most) known.add(name);
      return known.has(name) ? name : other;
    },
  };
}
