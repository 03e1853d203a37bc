import { connectBroker } from '../../../pact/broker/broker.ts';
import { recordDeployment } from '../../../pact/broker/record-deployment.ts';
import { addExamples, type CommandDefinition } from '../../command.ts';
import { addBrokerOptions, openOffline, readBrokerAddress } from '../../pact/broker-options.ts';
import { readName } from '../../pact/read-name.ts';

export const pactRecordDeploymentCommand: CommandDefinition = {
  name: 'pact record-deployment',
  summary: 'tell the Pact Broker which version runs in an environment',
  configure(command) {
    addBrokerOptions(command)
      .option('--pacticipant <NAME>', 'the consumer or provider that was deployed')
      .option('--version <VERSION>', 'its version')
      .option('--environment <NAME>', 'where it runs, in place of the version before')
      .option('--application-instance <NAME>', 'which one, where several run side by side')
      .option('--config <FILE>', 'a .json, .js or .ts file that holds these options by name');
    addExamples(command, [
      'contract-kit pact record-deployment --pacticipant ImageSearch --version 2.1.0 --environment production',
      'contract-kit pact record-deployment --pacticipant image-console --version $(git rev-parse HEAD) --environment test',
      'contract-kit pact record-deployment --pacticipant ImageSearch --version 2.1.0 --environment production --application-instance eu-1',
    ]);
  },
  async run(_, options, io) {
    const pacticipant = readName('--pacticipant', options.pacticipant);
    const version = readName('--version', options.version);
    const environment = readName('--environment', options.environment);
    const instance = options.applicationInstance;
    const deployment = {
      pacticipant,
      version,
      environment,
      ...(instance !== undefined && { instance: readName('--application-instance', instance) }),
    };
    const store = openOffline(options, io);
    if (store) await store.recordDeployment(deployment);
    else await recordDeployment(await connectBroker(readBrokerAddress(options, io), io.signal), deployment);
    io.stdout(`recorded: ${pacticipant} ${version} runs in ${environment}\n`);
    return 0;
  },
};
