import type { ResolvedSelector } from './resolve-selector.ts';

/** What a selector stands for, in the words of the broker (`ResolvedSelector#description`). */
export function describeSelector({
  pacticipant: name,
  asked,
  fits,
  version,
  branch,
  oneOfMany,
}: ResolvedSelector): string {
  const { latest, tag, mainBranch, environment } = asked;
  const found = version === undefined ? 'no such version exists' : version;
  if (fits === 'any') return `any version of ${name}`;
  if (latest && tag !== undefined) return `the latest version of ${name} with tag ${tag} (${found})`;
  if (mainBranch && version === undefined) {
    return `${latest ? 'the latest' : 'any'} version of ${name} from the main branch (no versions exist for this branch)`;
  }
  if (latest && branch !== undefined) return `the latest version of ${name} from branch ${branch} (${found})`;
  if (branch !== undefined) {
    if (version === undefined) return `a version of ${name} from branch ${branch} (${found})`;
    return `${oneOfMany ? 'one of the versions' : 'the version'} of ${name} from branch ${branch} (${found})`;
  }
  if (latest) return `the latest version of ${name} (${found})`;
  if (tag !== undefined) return `a version of ${name} with tag ${tag} (${found})`;
  if (environment !== undefined) {
    if (version === undefined) {
      return `a version of ${name} currently in ${environment} (no version is currently recorded as deployed/released in this environment)`;
    }
    return `${oneOfMany ? 'one of the versions' : 'the version'} of ${name} currently in ${environment} (${found})`;
  }
  if (version !== undefined)
    return `version ${version} of ${name}${fits === 'none' ? ' (no such version exists)' : ''}`;
  return `any version of ${name} (no such pacticipant exists)`;
}

/** Why what was asked about cannot be found (`version_does_not_exist_description` of the broker). */
export function describeMissing({ pacticipant: name, asked, version, branch }: ResolvedSelector): string {
  if (asked.tag !== undefined) return `No version with tag ${asked.tag} exists for ${name}`;
  if (branch !== undefined) return `No version of ${name} from branch ${branch} exists`;
  if (asked.mainBranch) return `No version of ${name} from the main branch exists`;
  if (asked.environment !== undefined) {
    return `No version of ${name} is currently recorded as deployed or released in environment ${asked.environment}`;
  }
  return `No pacts or verifications have been published for ${version === undefined ? name : `version ${version} of ${name}`}`;
}
