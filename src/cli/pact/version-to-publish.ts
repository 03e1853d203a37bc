import type { Io } from '../io.ts';
import { findGitBranch, readGitCommit } from './read-git.ts';
import { readName } from './read-name.ts';

/**
 * The version of the consumer and its branch: those of the options, else those of git, which is told on stderr.
 *
 * @throws KitError `usage-invalid` where git has no version to give
 */
export async function readVersionToPublish(
  { consumerAppVersion, branch: given }: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<{ readonly version: string; readonly branch?: string }> {
  const isFromGit = consumerAppVersion === undefined;
  const version = isFromGit
    ? await readGitCommit(io.cwd)
    : readName('--consumer-app-version', consumerAppVersion);
  if (isFromGit) io.stderr(`version ${version}, the commit that git has checked out\n`);
  if (given !== undefined) return { version, branch: readName('--branch', given) };
  const branch = await findGitBranch(io.cwd);
  io.stderr(
    branch === undefined
      ? 'no branch: git has none checked out here; --branch BRANCH tells it\n'
      : `branch ${branch}, which git has checked out\n`,
  );
  return { version, ...(branch !== undefined && { branch }) };
}
