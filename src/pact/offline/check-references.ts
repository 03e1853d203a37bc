import type { Facts } from './facts.ts';
import { toDeploymentPath, toPath } from './layout.ts';
import { broken } from './read-fields.ts';

/** A fact about a version or an environment that no file describes is a mistake of the hand that wrote it. */
export function checkReferences(facts: Facts): void {
  const versions = new Set(
    facts.versions.map(({ pacticipant, number }) => toPath('versions', pacticipant, number)),
  );
  const environments = new Set(facts.environments.map(({ name }) => toPath('environments', name)));
  const demand = (known: ReadonlySet<string>, wanted: string, path: string) => {
    if (!known.has(wanted)) throw broken({ path }, `needs ${wanted}, which is not there`);
  };

  for (const { pacticipant, branch, number } of facts.branches) {
    demand(
      versions,
      toPath('versions', pacticipant, number),
      toPath('branches', pacticipant, branch, number),
    );
  }
  for (const { pacticipant, tag, number } of facts.tags) {
    demand(versions, toPath('versions', pacticipant, number), toPath('tags', pacticipant, tag, number));
  }
  for (const { consumer, version, path } of facts.pacts) {
    demand(versions, toPath('versions', consumer, version), path);
  }
  for (const { provider, providerVersion, path } of facts.results) {
    demand(versions, toPath('versions', provider, providerVersion), path);
  }
  for (const { environment, pacticipant, instance, version } of facts.deployments) {
    const path = toDeploymentPath(environment, pacticipant, instance);
    demand(versions, toPath('versions', pacticipant, version), path);
    demand(environments, toPath('environments', environment), path);
  }
  for (const { environment, pacticipant, version } of facts.releases) {
    const path = toPath('releases', environment, pacticipant, version);
    demand(versions, toPath('versions', pacticipant, version), path);
    demand(environments, toPath('environments', environment), path);
  }
}
