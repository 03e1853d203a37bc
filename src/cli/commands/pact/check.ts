import { KitError } from '../../../errors.ts';
import { toExitCode } from '../../../gate/verdict.ts';
import { checkPacts } from '../../../pact/check/check-pacts.ts';
import { selectPacts } from '../../../pact/check/select-pacts.ts';
import { findPacts } from '../../../pact/file/find-pacts.ts';
import { buildReport } from '../../build-report.ts';
import { addExamples, type CommandDefinition } from '../../command.ts';
import { emitReport } from '../../emit.ts';
import { loadContract } from '../../load-contract.ts';
import { addSharedOptions, append, readSharedOptions, readUrls } from '../../shared-options.ts';

const remarks = `
Reads Pact specification 1 to 4, from any language. Messages are listed as not
for this document, and a pact of nothing else is unchecked; so is what a plugin
wrote. A consumer that expects a documented 4xx may break the document with its
request. What a pending interaction breaks is a warning.`;

export const pactCheckCommand: CommandDefinition = {
  name: 'pact check',
  summary: 'judge what consumers expect: pact files',
  configure(command) {
    addSharedOptions(command.argument('[PATH...]', 'pact files, directories of them, or URLs'))
      .option('--provider <NAME>', 'only the pacts with this provider')
      .option('--server <URL>', 'the base URL that the paths of the pacts stand below; repeatable', append)
      .addHelpText('after', remarks);
    addExamples(command, [
      'contract-kit pact check contracts',
      'contract-kit pact check web-ImageSearch.json --report json=report.json',
      "contract-kit pact check pacts --provider Orders --spec orders.yaml --server 'https://api.example/v2'",
    ]);
  },
  async run(args, options, io) {
    const shared = readSharedOptions(options, io);
    const servers = readUrls('--server', options.server);
    if (args.length === 0) {
      throw new KitError('usage-invalid', 'there is nothing to check', {
        hint: 'name pact files, a directory of them, or URLs',
      });
    }
    const found = await findPacts(args, { cwd: io.cwd, headers: shared.headers });
    const { pacts, skipped, notes } = selectPacts(found, readProvider(options.provider));
    const contract = await loadContract(shared.spec, io, servers.length > 0 ? { servers } : {});
    const checked = checkPacts(contract, pacts);
    const report = buildReport({
      ...checked,
      contract,
      skipped: [...skipped, ...checked.skipped],
      ...(notes.length > 0 && { notes }),
    });
    await emitReport(report, shared, io);
    return toExitCode(report.verdict.status);
  },
};

function readProvider(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
