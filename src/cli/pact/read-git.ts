import { execFile } from 'node:child_process';
import { KitError } from '../../errors.ts';

/**
 * The commit that the working tree is at, as the version of what was built from it.
 *
 * @throws KitError `usage-invalid` outside of a repository, before the first commit, and where tracked files differ from it
 */
export async function readGitCommit(cwd: string): Promise<string> {
  const commit = await runGit(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd);
  if (commit === undefined) {
    throw new KitError('usage-invalid', 'no version is given, and git knows none: there is no commit here', {
      hint: 'give it with --consumer-app-version VERSION',
    });
  }
  // Files that git does not track, such as pacts of a test run, are no part of a commit.
  const changed = (await runGit(['status', '--porcelain', '--untracked-files=no'], cwd)) ?? '';
  if (changed === '') return commit;
  const count = changed.split('\n').length;
  throw new KitError(
    'usage-invalid',
    `no version is given, and the commit is not what was tested: ${count} ${count === 1 ? 'file differs' : 'files differ'} from it`,
    { hint: 'commit first, or give a version with --consumer-app-version VERSION' },
  );
}

/** The branch that is checked out; undefined where a commit is, or outside of a repository. */
export async function findGitBranch(cwd: string): Promise<string | undefined> {
  return await runGit(['symbolic-ref', '--quiet', '--short', 'HEAD'], cwd);
}

/** What git answers; undefined where it answers nothing, fails, or is not there. */
function runGit(args: readonly string[], cwd: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout) => {
      const answer = stdout.trimEnd();
      resolve(error || answer === '' ? undefined : answer);
    });
  });
}
