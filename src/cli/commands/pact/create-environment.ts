import { KitError } from '../../../errors.ts';
import { connectBroker } from '../../../pact/broker/broker.ts';
import { createEnvironment } from '../../../pact/broker/create-environment.ts';
import { addExamples, type CommandDefinition } from '../../command.ts';
import { addBrokerOptions, readBrokerAddress } from '../../pact/broker-options.ts';
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
  async run(args, options, io) {
    if (args[0] !== undefined) {
      throw new KitError(
        'usage-invalid',
        `create-environment takes options only, received ${JSON.stringify(args[0])}`,
      );
    }
    const name = readName('--name', options.name);
    const broker = await connectBroker(readBrokerAddress(options, io), io.signal);
    await createEnvironment(broker, {
      name,
      ...(options.displayName !== undefined && {
        displayName: readName('--display-name', options.displayName),
      }),
      production: options.production === true,
    });
    io.stdout(`created the environment ${name}\n`);
    return 0;
  },
};
