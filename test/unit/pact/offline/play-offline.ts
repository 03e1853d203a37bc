import { KitError } from '../../../../src/errors.ts';
import type { OfflineStore } from '../../../../src/pact/offline/offline-store.ts';
import { type Step, toPactText } from './history.ts';

/** What became of a step. */
export type Fate = 'done' | 'refused';

/** Plays one step into a folder. */
export async function playOffline(store: OfflineStore, step: Step): Promise<Fate> {
  try {
    await act(store, step);
    return 'done';
  } catch (error) {
    if (error instanceof KitError && error.code === 'broker-refused') return 'refused';
    throw error;
  }
}

async function act(store: OfflineStore, step: Step): Promise<unknown> {
  const { branch, tags } = { branch: undefined, tags: undefined, ...step };
  const build = { ...(branch !== undefined && { branch }), ...(tags !== undefined && { tags }) };
  switch (step.do) {
    case 'publish': {
      const pacts = Object.entries(step.pacts).map(([provider, content]) => ({
        name: `${step.consumer}-${provider}.json`,
        text: toPactText(step.consumer, provider, content),
      }));
      return store.publish({ ...build, version: step.version, pacts });
    }
    case 'verify': {
      const { consumer, version: consumerVersion, provider, by: providerVersion, success } = step;
      return store.addResult({
        ...build,
        pact: { consumer, consumerVersion },
        provider,
        providerVersion,
        success,
      });
    }
    case 'create':
      return store.createEnvironment({ name: step.environment, production: step.production });
    case 'deploy':
      return store.recordDeployment(step);
    case 'release':
      return store.recordRelease(step);
    default:
      return step satisfies never;
  }
}
