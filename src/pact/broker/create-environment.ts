import type { Broker } from './broker.ts';
import { toRefusal } from './refusal.ts';

export type EnvironmentToCreate = {
  readonly name: string;
  /** For people; the broker makes one of the name where none is given. */
  readonly displayName?: string;
  readonly production: boolean;
};

/**
 * Makes an environment known to a broker.
 *
 * @throws KitError `broker-refused`, also where there is one of that name
 * @see https://docs.pact.io/pact_broker/recording_deployments_and_releases
 */
export async function createEnvironment(broker: Broker, environment: EnvironmentToCreate): Promise<void> {
  const answer = await broker.ask({
    method: 'POST',
    url: broker.link('pb:environments'),
    body: environment,
  });
  if (answer.status !== 201) throw toRefusal(`cannot create the environment ${environment.name}`, answer);
}
