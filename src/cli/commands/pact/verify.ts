import { toExitCode } from '../../../gate/verdict.ts';
import { verifyPacts } from '../../../pact/verify/verify-pacts.ts';
import { toPlainText } from '../../../report/plain-text.ts';
import type { Report } from '../../../report/report.ts';
import { buildReport } from '../../build-report.ts';
import { addExamples, type CommandDefinition } from '../../command.ts';
import { emitReport } from '../../emit.ts';
import { loadContract } from '../../load-contract.ts';
import { addBrokerOptions } from '../../pact/broker-options.ts';
import { addVerifyOptions, readVerifyOptions } from '../../pact/verify-options.ts';
import { addSharedOptions, readSharedOptions } from '../../shared-options.ts';

const remarks = `
Pact compares each real answer with what the consumer expects; the document judges
the same answer. Handlers of provider states are functions under pact.verify.states
of the config file. A credential of --header, or of CONTRACT_KIT_<SCHEME>, takes
the place of the pact's own; a pact that has none, or expects 401, keeps what it has.`;

export const pactVerifyCommand: CommandDefinition = {
  name: 'pact verify',
  summary: 'verify pacts against a running service, and its answers against the document',
  settings: ['states'],
  configure(command) {
    addBrokerOptions(
      addVerifyOptions(
        addSharedOptions(command.argument('[PATH...]', 'pact files, directories of them, or URLs')),
      ),
    ).addHelpText('after', remarks);
    addExamples(command, [
      'contract-kit pact verify contracts --target http://127.0.0.1:4000 --state-url http://127.0.0.1:4000/_provider/state',
      'contract-kit pact verify contracts --target http://127.0.0.1:4000 --config contract-kit.config.ts',
      'contract-kit pact verify --broker-base-url http://127.0.0.1:9292 --provider ImageSearch --target http://127.0.0.1:4000 --publish --provider-version 1.4.0',
    ]);
  },
  async run(args, options, io) {
    const shared = readSharedOptions(options, io);
    const verification = await readVerifyOptions(args, { options, shared, io });
    const contract = await loadContract(shared.spec, io, { servers: [verification.target] });
    let report: Report | undefined;
    const { published } = await verifyPacts(contract, {
      ...verification,
      async onVerified(verified) {
        report = buildReport({ contract, ...verified });
        await emitReport(report, shared, io);
      },
    });
    const isTextOnStdout = shared.reports.some(({ format, path }) => format === 'text' && path === undefined);
    const say = isTextOnStdout ? io.stdout : io.stderr;
    for (const { consumer, success, url } of published) {
      say(`${toPlainText(`published ${success ? 'success' : 'failure'} for ${consumer}: ${url}`)}\n`);
    }
    return toExitCode(report?.verdict.status ?? 'unchecked');
  },
};
