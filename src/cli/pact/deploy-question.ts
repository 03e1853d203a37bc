import type { Command } from 'commander';
import { KitError } from '../../errors.ts';
import type { DeployQuestion, DeployTarget, VersionSelector } from '../../pact/deploy-answer.ts';
import { append } from '../shared-options.ts';
import { readName } from './read-name.ts';

/** Declares the options that put a question. */
export function addDeployQuestion(command: Command): Command {
  return command
    .option('--pacticipant <NAME>', 'the consumer or provider that shall be deployed')
    .option('--version <VERSION>', 'its version')
    .option('--latest [TAG]', 'instead of a version: the latest, or the latest with a tag')
    .option('--branch <BRANCH>', 'instead of a version: the latest of a branch')
    .option('--main-branch', 'instead of a version: the latest of the main branch')
    .option('--to-environment <NAME>', 'where it shall go: beside what runs there')
    .option('--to <TAG>', 'where it shall go: beside the latest versions with a tag')
    .option('--ignore <NAME>', 'a pacticipant that must not stand in the way; repeatable', append);
}

/**
 * The question of the options.
 *
 * @throws KitError `usage-invalid` where it is incomplete or contradicts itself
 */
export function readDeployQuestion(options: Readonly<Record<string, unknown>>): DeployQuestion {
  const to = readTarget(options);
  const ignore = options.ignore === undefined ? [] : [options.ignore].flat();
  return {
    selectors: [{ pacticipant: readName('--pacticipant', options.pacticipant), ...readVersion(options) }],
    ...(to && { to }),
    ...(ignore.length > 0 && {
      ignore: ignore.map((name) => ({ pacticipant: readName('--ignore', name) })),
    }),
  };
}

/** What follows "can-i-deploy": `shop 2 to production`. */
export function describeQuestion({ selectors, to }: DeployQuestion): string {
  const subjects = selectors.map(({ pacticipant, version, latest, tag, branch }) => {
    if (version !== undefined) return `${pacticipant} ${version}`;
    if (branch !== undefined) return `${pacticipant} (latest of the branch ${branch})`;
    if (tag !== undefined) return `${pacticipant} (latest with the tag ${tag})`;
    return `${pacticipant} (latest${latest ? '' : ' of the main branch'})`;
  });
  const target = to === undefined ? '' : ` to ${'environment' in to ? to.environment : `the tag ${to.tag}`}`;
  return `${subjects.join(' and ')}${target}`;
}

function readVersion(options: Readonly<Record<string, unknown>>): Omit<VersionSelector, 'pacticipant'> {
  const { version, latest, branch, mainBranch } = options;
  const given = [
    version !== undefined && '--version',
    latest !== undefined && latest !== false && '--latest',
    branch !== undefined && '--branch',
    mainBranch === true && '--main-branch',
  ].filter((option) => option !== false);
  if (given.length !== 1) {
    throw new KitError(
      'usage-invalid',
      given.length === 0 ? 'no version is given' : `${given.join(' and ')} do not go together`,
      {
        hint: 'one of --version VERSION, --latest [TAG], --branch BRANCH and --main-branch tells which version',
      },
    );
  }
  if (version !== undefined) return { version: readName('--version', version) };
  if (branch !== undefined) return { branch: readName('--branch', branch) };
  if (mainBranch === true) return { mainBranch: true };
  return latest === true ? { latest: true } : { latest: true, tag: readName('--latest', latest) };
}

function readTarget({ toEnvironment, to }: Readonly<Record<string, unknown>>): DeployTarget | undefined {
  if (toEnvironment !== undefined && to !== undefined) {
    throw new KitError('usage-invalid', '--to-environment and --to do not go together');
  }
  if (toEnvironment !== undefined) return { environment: readName('--to-environment', toEnvironment) };
  return to === undefined ? undefined : { tag: readName('--to', to) };
}
