import { KitError } from '../../errors.ts';
import type { Broker } from './broker.ts';
import { listLinks } from './hal.ts';
import { toRefusal } from './refusal.ts';

export type DeploymentToRecord = {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
  /** Which of several instances side by side, where there are several. */
  readonly instance?: string;
};

/**
 * Tells a broker that a version runs in an environment, in place of the version before.
 *
 * @throws KitError `broker-refused`, also for a version or an environment that the broker does not know
 * @see https://docs.pact.io/pact_broker/recording_deployments_and_releases
 */
export async function recordDeployment(broker: Broker, deployment: DeploymentToRecord): Promise<void> {
  const { pacticipant, version, environment, instance } = deployment;
  const what = `cannot record the deployment of ${pacticipant} ${version} to ${environment}`;
  const found = await broker.ask({
    method: 'GET',
    url: broker.link('pb:pacticipant-version', { pacticipant, version }),
  });
  if (found.status === 404) {
    throw new KitError(
      'broker-refused',
      `${what}: the Pact Broker knows no version ${version} of ${pacticipant}`,
      {
        hint: 'a version becomes known by the pacts or the verification results that are published for it',
      },
    );
  }
  const links = found.body === undefined ? [] : listLinks(found.body, 'pb:record-deployment');
  const link = links.find(({ name }) => name === environment);
  if (link === undefined) {
    if (found.status !== 200) throw toRefusal(what, found);
    throw new KitError('broker-refused', `${what}: the Pact Broker knows no such environment`, {
      hint: `it knows ${links.map(({ name }) => name).join(', ') || 'none: contract-kit pact create-environment makes one'}`,
    });
  }
  const answer = await broker.ask({
    method: 'POST',
    url: link.href,
    body: instance === undefined ? {} : { applicationInstance: instance },
  });
  if (answer.status !== 201) throw toRefusal(what, answer);
}
