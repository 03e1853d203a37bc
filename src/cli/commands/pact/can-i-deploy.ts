import { setTimeout as wait } from 'node:timers/promises';
import { connectBroker } from '../../../pact/broker/broker.ts';
import { canIDeploy } from '../../../pact/broker/can-i-deploy.ts';
import type { DeployAnswer, DeployQuestion } from '../../../pact/deploy-answer.ts';
import { toDeployVerdict } from '../../../pact/deploy-verdict.ts';
import { addExamples, type CommandDefinition, type ExitCode } from '../../command.ts';
import type { Io } from '../../io.ts';
import { addBrokerOptions, openOffline, readBrokerAddress } from '../../pact/broker-options.ts';
import { addDeployQuestion, describeQuestion, readDeployQuestion } from '../../pact/deploy-question.ts';
import { checkDeployReports, emitDeployAnswer } from '../../pact/deploy-report.ts';
import { append, readSharedOptions, readWholeNumber } from '../../shared-options.ts';

const exitCodes = { yes: 0, no: 1, unknown: 2 } as const satisfies Record<string, ExitCode>;

export const pactCanIDeployCommand: CommandDefinition = {
  name: 'pact can-i-deploy',
  summary: 'ask whether a version works with what it will meet: 0 yes, 1 no, 2 unknown',
  configure(command) {
    addDeployQuestion(addBrokerOptions(command))
      .option('--retry-while-unknown <N>', 'ask up to N times more while a verification is missing')
      .option('--retry-interval <SECONDS>', 'the time between two of them (default: 10)')
      .option('--report <FORMAT[=PATH]>', 'text, json; to a file with =PATH; repeatable', append)
      .option('--config <FILE>', 'a .json, .js or .ts file that holds these options by name');
    addExamples(command, [
      'contract-kit pact can-i-deploy --pacticipant image-console --version 7d3f --to-environment production',
      'contract-kit pact can-i-deploy --pacticipant ImageSearch --branch main --to-environment test --report json',
      'contract-kit pact can-i-deploy --pacticipant ImageSearch --version 2.1.0 --to prod --retry-while-unknown 6',
    ]);
  },
  async run(_, options, io) {
    const { reports } = readSharedOptions(options, io);
    checkDeployReports(reports);
    const question = readDeployQuestion(options);
    const retries = readWholeNumber('--retry-while-unknown', options.retryWhileUnknown) ?? 0;
    const seconds = readWholeNumber('--retry-interval', options.retryInterval) ?? 10;
    const ask = await openAsk(options, io);
    const answer = await askUntilKnown(() => ask(question), { retries, seconds }, io);
    emitDeployAnswer(answer, { question: describeQuestion(question), reports }, io);
    return exitCodes[toDeployVerdict(answer)];
  },
};

/** Who answers: the folder, or the broker. */
async function openAsk(
  options: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<(question: DeployQuestion) => Promise<DeployAnswer>> {
  const store = openOffline(options, io);
  if (store) return store.canIDeploy;
  const broker = await connectBroker(readBrokerAddress(options, io), io.signal);
  return async (question) => await canIDeploy(broker, question);
}

/** A result that is missing may come; what is not known at all does not become known by waiting. */
async function askUntilKnown(
  ask: () => Promise<DeployAnswer>,
  { retries, seconds }: { readonly retries: number; readonly seconds: number },
  io: Io,
): Promise<DeployAnswer> {
  for (let left = retries; ; left -= 1) {
    const answer = await ask();
    if (answer.deployable !== null || left === 0 || io.signal.aborted) return answer;
    io.stderr(`a verification is missing; ${left} more ${left === 1 ? 'try' : 'tries'} in ${seconds} s\n`);
    // Ctrl-C ends the waiting with the answer that there is.
    await wait(seconds * 1000, undefined, { signal: io.signal }).catch(() => {});
    if (io.signal.aborted) return answer;
  }
}
