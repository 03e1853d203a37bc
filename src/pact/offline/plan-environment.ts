import { KitError } from '../../errors.ts';
import { type FactWrite, toText } from './fact-write.ts';
import type { Environment, Facts } from './facts.ts';
import { toPath } from './layout.ts';
import { planDeploymentFile } from './plan-version.ts';

/** What goes where. */
export type ReleaseToRecord = {
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
};

export type DeploymentToRecord = ReleaseToRecord & {
  /** One of several instances of the application in the environment. */
  readonly instance?: string;
};

/**
 * From this moment the version runs in the environment, instead of what ran there as the same instance.
 *
 * @throws KitError `broker-refused` for a version or an environment that nobody knows
 */
export function planDeployment(facts: Facts, deployment: DeploymentToRecord, now: Date): FactWrite[] {
  demandPlace(facts, deployment);
  return planDeploymentFile(facts, deployment, now);
}

/**
 * From this moment the version can be in use in the environment, beside others.
 *
 * @throws KitError `broker-refused` for a version or an environment that nobody knows
 */
export function planRelease(facts: Facts, release: ReleaseToRecord, now: Date): FactWrite[] {
  demandPlace(facts, release);
  const { pacticipant, version, environment } = release;
  const isThere = facts.releases.some(
    (one) => one.environment === environment && one.pacticipant === pacticipant && one.version === version,
  );
  if (isThere) return [];
  const path = toPath('releases', environment, pacticipant, version);
  return [{ path, text: toText({ releasedAt: now.toISOString() }), mode: 'create' }];
}

/** @throws KitError `broker-refused` for a name with white space, and where an environment of the name is there */
export function planEnvironment(facts: Facts, { name, displayName, production }: Environment): FactWrite[] {
  if (/\s/.test(name)) {
    throw new KitError(
      'broker-refused',
      `the name of an environment has no spaces; received ${JSON.stringify(name)}`,
    );
  }
  if (facts.environments.some((one) => one.name === name)) {
    throw new KitError('broker-refused', `there is an environment named ${JSON.stringify(name)}`);
  }
  return [{ path: toPath('environments', name), text: toText({ displayName, production }), mode: 'create' }];
}

function demandPlace(facts: Facts, { pacticipant, version, environment }: ReleaseToRecord): void {
  if (!facts.versions.some((one) => one.pacticipant === pacticipant && one.number === version)) {
    throw new KitError('broker-refused', `no version ${version} of ${pacticipant} is known`, {
      hint: 'publish its pacts, or a result of its verification, first',
    });
  }
  if (facts.environments.some(({ name }) => name === environment)) return;
  throw new KitError('broker-refused', `no environment is named ${JSON.stringify(environment)}`, {
    hint: 'create it with pact create-environment',
  });
}
