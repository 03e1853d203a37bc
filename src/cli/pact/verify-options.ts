import type { Command } from 'commander';
import { readSecrets } from '../../conformance/request/secrets.ts';
import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import type { VerifyOptions } from '../../pact/verify/verify-pacts.ts';
import type { Io } from '../io.ts';
import { append, readUrls, readWholeNumber, type SharedOptions } from '../shared-options.ts';
import { readVersion } from '../version.ts';
import { findBrokerAddress, openOffline } from './broker-options.ts';
import { findGitBranch } from './read-git.ts';
import { readName } from './read-name.ts';
import { readStateHandlers } from './state-handlers.ts';

type Options = Readonly<Record<string, unknown>>;

/** Declares what is verified, against what, and what is done with the results. */
export function addVerifyOptions(command: Command): Command {
  return command
    .option('--target <URL>', 'the service, with the base path that the pacts leave out')
    .option('--state-url <URL>', 'gets POST { action, state, params } for each state without a handler')
    .option('--provider <NAME>', 'only the pacts with this provider; a Pact Broker must be asked for one')
    .option('--consumer <NAME>', 'only the pacts of this consumer; repeatable', append)
    .option('--only-description <TEXT>', 'only the interaction with this description; repeatable', append)
    .option(
      '--selector <JSON>',
      'a consumer version selector, such as {"mainBranch":true}; repeatable',
      append,
    )
    .option('--pending', 'a pact that this branch has never verified may fail')
    .option('--wip-since <DATE>', 'also the pacts of other branches since 2026-01-31; they may fail')
    .option('--publish', 'publish the results to the Pact Broker')
    .option('--provider-version <VERSION>', 'the version that was verified')
    .option('--provider-branch <BRANCH>', 'its branch (default: the one that is checked out)')
    .option('--build-url <URL>', 'where the build of this version can be seen')
    .option('--timeout <MS>', 'milliseconds for one answer, and for one change of a state', '30000');
}

/**
 * The options as the verification takes them. A branch that comes from git is told on stderr.
 *
 * @throws KitError `usage-invalid`
 */
export async function readVerifyOptions(
  paths: readonly string[],
  { options, shared, io }: { readonly options: Options; readonly shared: SharedOptions; readonly io: Io },
): Promise<VerifyOptions & { readonly target: string }> {
  const [target] = readUrls('--target', options.target);
  if (target === undefined)
    throw new KitError('usage-invalid', '--target is missing', {
      hint: 'the URL of the service, such as --target http://127.0.0.1:4000',
    });
  const [stateUrl] = readUrls('--state-url', options.stateUrl);
  const [buildUrl] = readUrls('--build-url', options.buildUrl);
  const secrets = readSecrets(io.env);
  const broker = findBrokerAddress(options, io);
  refuseBoth(paths, options);
  const offline = openOffline(options, io);
  const isPublishing = options.publish === true;
  const version = isPublishing ? readName('--provider-version', options.providerVersion) : '';
  if (isPublishing && broker === undefined && offline === undefined)
    throw new KitError('usage-invalid', '--publish needs a Pact Broker', {
      hint: 'name it with --broker-base-url URL or the variable PACT_BROKER_BASE_URL',
    });
  const usesBranch = isPublishing || (paths.length === 0 && broker !== undefined);
  const branch = usesBranch ? await readBranch(options.providerBranch, io) : undefined;
  return {
    paths,
    cwd: io.cwd,
    target,
    broker: offline ? undefined : broker,
    offline,
    stateUrl,
    states: readStateHandlers(options.states),
    headers: shared.headers,
    secrets: (schemeKey) => secrets(schemeKey).valid,
    provider: options.provider === undefined ? undefined : readName('--provider', options.provider),
    consumers: listOf(options.consumer),
    descriptions: listOf(options.onlyDescription),
    selection: {
      selectors: options.selector === undefined ? [] : [options.selector].flat().map(readSelector),
      pending: options.pending === true,
      wipSince: readDate(options.wipSince),
      branch,
    },
    publish: isPublishing
      ? {
          version,
          branch,
          buildUrl,
          verifiedBy: { implementation: 'imagesearch-contract-kit', version: readVersion() },
        }
      : undefined,
    timeout: Math.max(1, readWholeNumber('--timeout', options.timeout) ?? 30_000),
    signal: io.signal,
  };
}

/** The URL of one pact can need the credentials of the broker, a file has nothing to do with it. */
function refuseBoth(paths: readonly string[], { brokerBaseUrl, publish }: Options): void {
  const file = paths.find((path) => !/^https?:/i.test(path));
  if (file === undefined || brokerBaseUrl === undefined || publish === true) return;
  throw new KitError('usage-invalid', `${file} and --broker-base-url do not go together`, {
    hint: 'verify the files or what the Pact Broker has',
  });
}

async function readBranch(given: unknown, io: Io): Promise<string | undefined> {
  if (given !== undefined) return readName('--provider-branch', given);
  const branch = await findGitBranch(io.cwd);
  io.stderr(
    branch === undefined
      ? 'no branch: git has none checked out here; --provider-branch BRANCH tells it\n'
      : `branch ${branch}, which git has checked out\n`,
  );
  return branch;
}

function readSelector(value: unknown): { readonly [name: string]: Json } {
  let selector: unknown = value;
  try {
    if (typeof value === 'string') selector = JSON.parse(value);
  } catch {
    selector = undefined;
  }
  // Which members there are is for the broker to say.
  if (selector !== null && typeof selector === 'object' && !Array.isArray(selector))
    return selector as { readonly [name: string]: Json };
  throw new KitError('usage-invalid', `--selector wants a JSON object, received ${JSON.stringify(value)}`, {
    hint: 'for example --selector \'{"mainBranch":true}\'',
  });
}

function readDate(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new KitError('usage-invalid', `--wip-since wants a date, received ${JSON.stringify(text)}`, {
    hint: 'for example --wip-since 2026-01-31',
  });
}

function listOf(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}
