import { connectBroker } from '../../../pact/broker/broker.ts';
import { createEnvironment } from '../../../pact/broker/create-environment.ts';
import { addExamples, type CommandDefinition } from '../../command.ts';
import { addBrokerOptions, openOffline, readBrokerAddress } from '../../pact/broker-options.ts';
import { readName } from '../../pact/read-name.ts';

export const pactCreateEnvironmentCommand: CommandDefinition = {
  name: 'pact create-environment',
  summary: 'make an environment known to the Pact Broker',
  configure(command) {
    addBrokerOptions(command)
      .option('--name <NAME>', 'its name, as record-deployment and can-i-deploy take it')
      .option('--display-name <TEXT>', 'its name for people')
      .option('--production', 'users work with what runs there')
      .option('--config <FILE>', 'a .json, .js or .ts file that holds these options by name');
    addExamples(command, [
      'contract-kit pact create-environment --name production --production',
      "contract-kit pact create-environment --name qa --display-name 'Quality assurance'",
      'contract-kit pact create-environment --name test --broker-base-url http://127.0.0.1:9292',
    ]);
  },
  async run(_, options, io) {
    const name = readName('--name', options.name);
    const environment = {
      name,
      ...(options.displayName !== undefined && {
        displayName: readName('--display-name', options.displayName),
      }),
      production: options.production === true,
    };
    const store = openOffline(options, io);
    if (store) await store.createEnvironment(environment);
    else await createEnvironment(await connectBroker(readBrokerAddress(options, io), io.signal), environment);
    io.stdout(`created the environment ${name}\n`);
    return 0;
  },
};
