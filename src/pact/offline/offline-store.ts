import { join } from 'node:path';
import type { DeployAnswer, DeployQuestion } from '../deploy-answer.ts';
import type { FactWrite } from './fact-write.ts';
import type { Environment, Facts } from './facts.ts';
import { judgeDeployment } from './judge-deployment.ts';
import { markerPath, markerText } from './layout.ts';
import { parseFacts } from './parse-facts.ts';
import {
  type DeploymentToRecord,
  planDeployment,
  planEnvironment,
  planRelease,
  type ReleaseToRecord,
} from './plan-environment.ts';
import { type PactToPublish, type Publication, planPublication } from './plan-publication.ts';
import { planResult, type ResultToAdd } from './plan-result.ts';
import { isEmptyFolder, readFactFiles } from './read-files.ts';
import { selectToVerify } from './select-to-verify.ts';
import { writeFacts } from './write-facts.ts';

/** A folder of pacts and verification results that stands in for a Pact Broker. Every method reads the folder anew. */
export type OfflineStore = {
  /** All that the folder says. */
  read(): Promise<Facts>;
  /** Adds the pacts of a version; what is there already is left as it is. Answers with the paths that it wrote. */
  publish(publication: Publication): Promise<string[]>;
  /** Adds what a version of a provider made of a pact, in place of an older result of the two. */
  addResult(result: ResultToAdd): Promise<string[]>;
  recordDeployment(deployment: DeploymentToRecord): Promise<string[]>;
  recordRelease(release: ReleaseToRecord): Promise<string[]>;
  createEnvironment(environment: Environment): Promise<string[]>;
  canIDeploy(question: DeployQuestion): Promise<DeployAnswer>;
  /** The pacts that a new version of a provider must keep (`selectToVerify`); `name` is the path of the file. */
  pactsToVerify(provider: string): Promise<PactToPublish[]>;
};

/**
 * Opens a folder as a store. The first thing written makes the folder; a question to a folder that is not there is an error.
 *
 * @param folder a path; `now` is asked for the instant of each fact
 * @throws KitError from its methods: `input-unreadable` for a folder or file that cannot be used, `broker-refused` for what a broker
 *   would refuse, questions about a pacticipant or an environment that nobody knows among it
 * @example
 * const store = openOfflineStore('pacts-and-results', { now: () => new Date() });
 * await store.canIDeploy({ selectors: [{ pacticipant: 'shop', version: '2' }], to: { environment: 'production' } });
 */
export function openOfflineStore(folder: string, { now }: { now: () => Date }): OfflineStore {
  const read = async () => parseFacts(await readFactFiles(folder));
  const write = async (plan: (facts: Facts, now: Date) => FactWrite[]): Promise<string[]> => {
    const isNew = await isEmptyFolder(folder);
    const writes = plan(isNew ? parseFacts([]) : await read(), now());
    const marker = isNew ? [{ path: markerPath, text: markerText, mode: 'create' as const }] : [];
    const late = await writeFacts(folder, [...marker, ...writes]);
    // Somebody was faster. Where they wrote the same, nothing is left to do; where they wrote another pact, planning again refuses it.
    if (late.length > 0) plan(await read(), now());
    return writes.filter((one) => !late.includes(one)).map(({ path }) => path);
  };

  return {
    read,
    publish: (publication) => write((facts, instant) => planPublication(facts, publication, instant)),
    addResult: (result) => write((facts, instant) => planResult(facts, result, instant)),
    recordDeployment: (deployment) => write((facts, instant) => planDeployment(facts, deployment, instant)),
    recordRelease: (release) => write((facts, instant) => planRelease(facts, release, instant)),
    createEnvironment: (environment) => write((facts) => planEnvironment(facts, environment)),
    canIDeploy: async (question) => judgeDeployment(await read(), question),
    pactsToVerify: async (provider) => {
      const texts = new Map((await readFactFiles(folder)).map(({ path, text }) => [path, text]));
      const facts = parseFacts([...texts].map(([path, text]) => ({ path, text })));
      return selectToVerify(facts, provider).map(({ path }) => ({
        name: join(folder, path),
        text: texts.get(path) ?? '',
      }));
    },
  };
}
