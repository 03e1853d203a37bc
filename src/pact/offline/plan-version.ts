import { type FactWrite, nextInstant, toText } from './fact-write.ts';
import type { Facts } from './facts.ts';
import { toDeploymentPath, toPath } from './layout.ts';

/** A version of an application, with what its build knows of it. */
export type VersionFacts = {
  readonly pacticipant: string;
  readonly version: string;
  readonly branch?: string;
  readonly tags?: readonly string[];
  readonly buildUrl?: string;
};

/** A broker takes the first tag of a version that is no older for its branch (`use_first_tag_as_branch_time_limit`). */
const firstTagMs = 10_000;

/** The files of a version, of its branch and of its tags, as far as they are not there. */
export function planVersion(
  facts: Facts,
  { pacticipant, version: number, branch, tags = [], buildUrl }: VersionFacts,
  now: Date,
): FactWrite[] {
  const instant = nextInstant(facts, now);
  const isSame = (one: { pacticipant: string; number: string }) =>
    one.pacticipant === pacticipant && one.number === number;
  const known = facts.versions.find(isSame);
  const isYoung = known === undefined || now.getTime() - Date.parse(known.createdAt) <= firstTagMs;
  const isBare = !facts.branches.some(isSame) && !facts.tags.some(isSame);
  const onBranch = branch ?? (isYoung && isBare ? tags[0] : undefined);

  const writes: FactWrite[] = [];
  const create = (path: string, fact: Parameters<typeof toText>[0]) =>
    writes.push({ path, text: toText(fact), mode: 'create' });
  if (!known) create(toPath('versions', pacticipant, number), { createdAt: instant(), buildUrl });
  if (onBranch !== undefined && !facts.branches.some((one) => isSame(one) && one.branch === onBranch)) {
    create(toPath('branches', pacticipant, onBranch, number), { addedAt: instant() });
  }
  for (const tag of new Set(tags)) {
    if (facts.tags.some((one) => isSame(one) && one.tag === tag)) continue;
    create(toPath('tags', pacticipant, tag, number), { addedAt: instant() });
  }
  return writes;
}

/** A broker takes a tag that a verification sets for a deployment where an environment has its name (`create_deployed_versions_for_tags`). */
export function planTagDeployments(
  facts: Facts,
  { pacticipant, version, tags = [] }: VersionFacts,
  now: Date,
): FactWrite[] {
  return tags
    .filter((tag) => facts.environments.some(({ name }) => name === tag))
    .flatMap((environment) => planDeploymentFile(facts, { environment, pacticipant, version }, now));
}

/** The file of what runs in an environment, unless it says so already. */
export function planDeploymentFile(
  facts: Facts,
  deployment: { environment: string; pacticipant: string; version: string; instance?: string },
  now: Date,
): FactWrite[] {
  const { environment, pacticipant, version, instance } = deployment;
  const isThere = facts.deployments.some(
    (one) =>
      one.environment === environment &&
      one.pacticipant === pacticipant &&
      one.instance === instance &&
      one.version === version,
  );
  if (isThere) return [];
  const text = toText({ version, deployedAt: now.toISOString() });
  return [{ path: toDeploymentPath(environment, pacticipant, instance), text, mode: 'replace' }];
}
