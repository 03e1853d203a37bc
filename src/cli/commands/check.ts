import { KitError } from '../../errors.ts';
import { toExitCode } from '../../gate/verdict.ts';
import { openSource } from '../../traffic/read-source.ts';
import { checkTraffic } from '../check/check-traffic.ts';
import { readReport } from '../check/read-report.ts';
import { addExamples, type CommandDefinition } from '../command.ts';
import { emitReport } from '../emit.ts';
import { loadContract } from '../load-contract.ts';
import { addSharedOptions, append, readSharedOptions, readUrls } from '../shared-options.ts';

export const checkCommand: CommandDefinition = {
  name: 'check',
  summary: 'judge recorded traffic: HAR or NDJSON files',
  configure(command) {
    addSharedOptions(
      command.argument('[FILE...]', '.har or .ndjson (one HAR entry a line), also gzip; - reads stdin'),
    )
      .option('--server <URL>', 'the base URL of the API in the recording; repeatable', append)
      .option('--merge <REPORT>', 'the JSON report of another run, taken into this one; repeatable', append);
    addExamples(command, [
      'contract-kit check session.har',
      'contract-kit check --server http://127.0.0.1:4000 mon.ndjson.gz tue.ndjson.gz',
      'gunzip -c all.ndjson.gz | contract-kit check - --merge middleware.json --report json',
    ]);
  },
  async run(args, options, io) {
    const shared = readSharedOptions(options, io);
    const servers = readUrls('--server', options.server);
    const sources = args.map((name) => openSource(name, io));
    const merged = options.merge === undefined ? [] : [options.merge].flat().map(String);
    if (sources.length + merged.length === 0) {
      throw new KitError('usage-invalid', 'there is nothing to check', {
        hint: 'name files of recorded traffic, or - for stdin',
      });
    }
    const reports = merged.map((name) => ({ name, report: readReport(name, io.cwd) }));
    const contract = await loadContract(shared.spec, io, servers.length > 0 ? { servers } : {});
    const report = await checkTraffic(contract, { sources, reports }, io.signal);
    await emitReport(report, shared, io);
    return toExitCode(report.verdict.status);
  },
};
