import { KitError } from '../../../errors.ts';
import { toExitCode } from '../../../gate/verdict.ts';
import { connectBroker } from '../../../pact/broker/broker.ts';
import type { BrokerAddress } from '../../../pact/broker/broker-address.ts';
import { type PublishedPact, publishPacts } from '../../../pact/broker/publish.ts';
import { checkPacts } from '../../../pact/check/check-pacts.ts';
import { selectPacts } from '../../../pact/check/select-pacts.ts';
import { findPacts } from '../../../pact/file/find-pacts.ts';
import type { OfflineStore } from '../../../pact/offline/offline-store.ts';
import { toPlainText } from '../../../report/plain-text.ts';
import { buildReport } from '../../build-report.ts';
import { addExamples, type CommandDefinition } from '../../command.ts';
import { emitReport } from '../../emit.ts';
import type { Io } from '../../io.ts';
import { loadContract } from '../../load-contract.ts';
import { addBrokerOptions, openOffline, readBrokerAddress } from '../../pact/broker-options.ts';
import { readVersionToPublish } from '../../pact/version-to-publish.ts';
import { addSharedOptions, append, readSharedOptions, readUrls } from '../../shared-options.ts';

export const pactPublishCommand: CommandDefinition = {
  name: 'pact publish',
  summary: 'publish pacts to the Pact Broker, if the document agrees with all of them',
  configure(command) {
    addBrokerOptions(
      addSharedOptions(command.argument('[PATH...]', 'pact files, directories of them, or URLs')),
    )
      .option('--consumer-app-version <VERSION>', 'the version of the consumer (default: the commit)')
      .option('--branch <BRANCH>', 'its branch (default: the one that is checked out)')
      .option('--tag <TAG>', 'a tag for the version; repeatable', append)
      .option('--build-url <URL>', 'where the build of this version can be seen')
      .option('--provider <NAME>', 'only the pacts with this provider')
      .option('--server <URL>', 'the base URL that the paths of the pacts stand below; repeatable', append);
    addExamples(command, [
      'contract-kit pact publish contracts --broker-base-url http://127.0.0.1:9292',
      'contract-kit pact publish pacts/web-ImageSearch.json --consumer-app-version 1.4.0 --branch main',
      'contract-kit pact publish contracts --tag candidate --build-url https://ci.example/builds/17',
    ]);
  },
  async run(args, options, io) {
    const shared = readSharedOptions(options, io);
    const servers = readUrls('--server', options.server);
    const [buildUrl] = readUrls('--build-url', options.buildUrl);
    const tags = options.tag === undefined ? [] : [options.tag].flat().map(String);
    const store = openOffline(options, io);
    const address = store ?? readBrokerAddress(options, io);
    if (args.length === 0) {
      throw new KitError('usage-invalid', 'there is nothing to publish', {
        hint: 'name pact files, a directory of them, or URLs',
      });
    }
    const version = await readVersionToPublish(options, io);
    const found = await findPacts(args, { cwd: io.cwd, headers: shared.headers });
    const provider = options.provider === undefined ? undefined : String(options.provider);
    const { pacts, skipped, notes } = selectPacts(found, provider);
    const contract = await loadContract(shared.spec, io, servers.length > 0 ? { servers } : {});
    // What the consumers rely on is for `pact check`: here it would bury what was published.
    const { reliance: _, ...checked } = checkPacts(contract, pacts);
    const report = buildReport({
      ...checked,
      contract,
      skipped: [...skipped, ...checked.skipped],
      ...(notes.length > 0 && { notes }),
    });
    if (report.verdict.status !== 'pass') {
      await emitReport(report, shared, io);
      io.stderr('nothing was published\n');
      return toExitCode(report.verdict.status);
    }
    const publication = { pacts, tags, ...version, ...(buildUrl !== undefined && { buildUrl }) };
    const publish = await openPublisher(address, io);
    await emitReport(report, shared, io);
    const published = await publish(publication);
    const isTextOnStdout = shared.reports.some(({ format, path }) => format === 'text' && path === undefined);
    const say = isTextOnStdout ? io.stdout : io.stderr;
    for (const { consumer, provider, version, url } of published) {
      say(`${toPlainText(`published ${consumer} ${version} with ${provider}: ${url}`)}\n`);
    }
    return 0;
  },
};

/** Who takes the pacts: the broker, which is asked whether it is one before anything is printed, or the folder. */
async function openPublisher(
  address: BrokerAddress | OfflineStore,
  io: Io,
): Promise<(publication: Parameters<typeof publishPacts>[1]) => Promise<readonly PublishedPact[]>> {
  if ('url' in address) {
    const broker = await connectBroker(address, io.signal);
    return async (publication) => await publishPacts(broker, publication);
  }
  return async (publication) => {
    await address.publish(publication);
    const { pacts, version } = publication;
    return pacts.map(({ consumer, provider, name: url }) => ({ consumer, provider, version, url }));
  };
}
