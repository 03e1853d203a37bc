import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { toExitCode } from '../../gate/verdict.ts';
import type { Report } from '../../report/report.ts';
import { openSource, type TrafficSource } from '../../traffic/read-source.ts';
import { readTraffic } from '../../traffic/read-traffic.ts';
import { check } from '../../validate/check.ts';
import { createCoverage } from '../../validate/coverage.ts';
import { abortable } from '../abortable.ts';
import { buildReport } from '../build-report.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { emitReport } from '../emit.ts';
import { loadContract } from '../load-contract.ts';
import { addSharedOptions, append, readSharedOptions, readUrls } from '../shared-options.ts';
import { createTally } from '../tally.ts';

/** How many different damaged places and other servers are told one by one; the rest is counted together. */
const mostNamed = 20;

export const checkCommand: CommandDefinition = {
  name: 'check',
  summary: 'judge recorded traffic: HAR or NDJSON files',
  configure(command) {
    addSharedOptions(
      command.argument(
        '<FILE...>',
        '.har or .ndjson (one HAR entry a line), also .gz; - reads NDJSON from stdin',
      ),
    ).option('--server <URL>', 'the base URL of the API in the recording; repeatable', append);
    addExamples(command, [
      'contract-kit check session.har',
      'contract-kit check --server http://127.0.0.1:4000 mon.ndjson.gz tue.ndjson.gz',
      'gunzip -c all.ndjson.gz | contract-kit check - --report json',
    ]);
  },
  async run(args, options, io) {
    const shared = readSharedOptions(options, io);
    const servers = readUrls('--server', options.server);
    const sources = args.map((name) => openSource(name, io));
    const contract = await loadContract(shared.spec, io, servers.length > 0 ? { servers } : {});
    const report = await checkSources(contract, sources, io.signal);
    await emitReport(report, shared, io);
    return toExitCode(report.verdict.status);
  },
};

async function checkSources(
  contract: Contract,
  sources: readonly TrafficSource[],
  signal: AbortSignal,
): Promise<Report> {
  const tally = createTally();
  const coverage = createCoverage(contract);
  const damages = createLimit(mostNamed);
  const servers = createLimit(mostNamed);
  let exchanges = 0;
  let checked = 0;

  const judge = (exchange: Exchange) => {
    const result = check(contract, exchange, { index: exchanges });
    exchanges += 1;
    if (result.route.kind === 'server-unknown') {
      const origin = URL.parse(exchange.request.url)?.origin ?? '';
      tally.addSkipped(`no server of the document: ${servers.name(origin, 'others')}`);
      return;
    }
    coverage.record(exchange, result);
    if (result.operation !== undefined) checked += 1;
    for (const finding of result.findings) tally.addFinding({ ...finding, origin: placeOf(exchange) });
    for (const unchecked of result.unchecked) tally.addUnchecked(unchecked);
  };

  for (const source of sources) {
    for await (const entry of abortable(readTraffic(source), signal)) {
      if (entry.kind === 'exchange') judge(entry.exchange);
      else if (entry.kind === 'skipped') tally.addSkipped(entry.reason);
      else
        tally.addUnchecked({ reason: damages.name(entry.reason, `${source.name} has more that is damaged`) });
    }
  }
  if (signal.aborted) tally.addUnchecked({ reason: 'the run was interrupted before the end of the traffic' });
  const { findings, unchecked, skipped } = tally;
  return buildReport({
    contract,
    findings,
    unchecked,
    skipped,
    coverage: coverage.toReport(),
    exchanges,
    checked,
  });
}

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
