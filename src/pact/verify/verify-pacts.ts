import { relative } from 'node:path';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import { type Broker, connectBroker } from '../broker/broker.ts';
import type { BrokerAddress } from '../broker/broker-address.ts';
import { authorizationOf } from '../broker/send.ts';
import { selectPacts } from '../check/select-pacts.ts';
import { findPacts } from '../file/find-pacts.ts';
import { readPact } from '../file/read-pact.ts';
import type { OfflineStore } from '../offline/offline-store.ts';
import { type BrokerQuestion, fetchBrokerPacts } from './broker-pacts.ts';
import type { PactToVerify } from './job.ts';
import { publishOffline } from './publish-offline.ts';
import { isWhole, type PublishedResult, publishResults, type ResultsToPublish } from './publish-results.ts';
import { runVerification, type VerifiedPacts, type VerifyRun } from './run-verification.ts';

export type VerifyOptions = Omit<VerifyRun, 'pacts'> & {
  /** Pact files, directories of them, and URLs. Without them, `broker` is asked. */
  readonly paths?: readonly string[];
  /** Where relative paths start; the working directory where nothing is said. */
  readonly cwd?: string;
  /** Only the pacts with this provider; a broker must be asked for one. */
  readonly provider?: string | undefined;
  /** Only the pacts of these consumers. */
  readonly consumers?: readonly string[];
  readonly broker?: BrokerAddress | undefined;
  /** A folder in place of a broker: it is asked for pacts where there are no `paths`, and results are published to it. */
  readonly offline?: OfflineStore | undefined;
  /** What the broker is asked for. */
  readonly selection?: Omit<BrokerQuestion, 'provider'>;
  /** Publishes the results for a version of the provider. */
  readonly publish?: Pick<ResultsToPublish, 'version' | 'branch' | 'buildUrl' | 'verifiedBy'> | undefined;
  /** Gets the result before it is published, as what fails there is thrown. */
  readonly onVerified?: (verified: VerifiedPacts) => void | Promise<void>;
};

export type VerifyResult = VerifiedPacts & { readonly published: readonly PublishedResult[] };

/**
 * Verifies pacts against a running service: Pact compares each real answer with what the consumer expects, and the same
 * answer is judged by the contract. "The pact passes and the document is broken" is a `response-…` finding, "the document
 * is kept and the consumer expects something else" is `pact-interaction-different`.
 *
 * The contract must know the target: compile it with `servers: [target]` where the document does not name it.
 *
 * Throws KitError `target-unreachable`, `input-unreadable`, `pact-unreadable`, `broker-unreachable`, `broker-refused` (also
 * for results that could not be published), and `usage-invalid` where there is nothing to verify.
 *
 * @example
 * const { interactions } = await verifyPacts(contract, {
 *   target: 'http://127.0.0.1:4000',
 *   paths: ['contracts'],
 *   states: { 'an image exists': async ({ path }) => { await store.put(path); } },
 * });
 */
export async function verifyPacts(contract: Contract, options: VerifyOptions): Promise<VerifyResult> {
  const { publish, descriptions = [], onVerified } = options;
  if (publish !== undefined && descriptions.length > 0)
    throw new KitError('usage-invalid', 'the result of a part of a pact cannot be published', {
      hint: 'publish without a choice of descriptions',
    });
  const { pacts, broker, skipped } = await loadPacts(options);
  const { verified, outcomes } = await runVerification(contract, { ...options, pacts });
  const parts = publish === undefined ? [] : pacts.filter(({ pact }) => !isWhole(pact, outcomes));
  const result = {
    ...verified,
    skipped: [...skipped, ...verified.skipped],
    unchecked: [
      ...verified.unchecked,
      ...parts.map(({ pact }) => ({
        reason: `no result is published of ${pact.name}: not all of it could be verified`,
      })),
    ],
  };
  await onVerified?.(result);
  if (publish === undefined) return { ...result, published: [] };
  const results = { ...publish, pacts: pacts.map(({ pact }) => pact), outcomes };
  if (options.offline !== undefined)
    return { ...result, published: await publishOffline(options.offline, results) };
  if (broker === undefined)
    throw new KitError('usage-invalid', 'there is no Pact Broker to publish results to');
  return { ...result, published: await publishResults(broker, results) };
}

type Loaded = {
  readonly pacts: readonly PactToVerify[];
  readonly broker?: Broker | undefined;
  readonly skipped: VerifiedPacts['skipped'];
};

async function loadPacts(options: VerifyOptions): Promise<Loaded> {
  const { paths = [], provider, consumers = [], broker: address, publish } = options;
  const broker =
    address !== undefined && (paths.length === 0 || publish !== undefined)
      ? await connectBroker(address, options.signal)
      : undefined;
  const loaded =
    paths.length > 0
      ? await loadFiles(options, paths)
      : options.offline !== undefined
        ? await askFolder(options, options.offline)
        : await askBroker(options, broker);
  const isChosen = ({ pact }: PactToVerify) => consumers.length === 0 || consumers.includes(pact.consumer);
  const pacts = loaded.pacts.filter(isChosen);
  if (pacts.length > 0) return { ...loaded, pacts, broker };
  const known = [...new Set(loaded.pacts.map(({ pact }) => pact.consumer))].sort().join(', ');
  throw known === ''
    ? new KitError('usage-invalid', `there is no pact to verify${provider ? ` for ${provider}` : ''}`)
    : new KitError('usage-invalid', `no pact is of the consumer ${consumers.join(' or ')}`, {
        hint: `they are of ${known}`,
      });
}

async function loadFiles(options: VerifyOptions, paths: readonly string[]): Promise<Loaded> {
  const { cwd = '.', provider, broker } = options;
  const found = await findPacts(paths, { cwd, headers: authorizationFor(broker, paths) });
  const { pacts, skipped } = selectPacts(found, provider);
  const providers = [...new Set(pacts.map((pact) => pact.provider))].sort();
  if (providers.length > 1)
    throw new KitError('usage-invalid', `the pacts are of several providers: ${providers.join(', ')}`, {
      hint: 'the target is one of them: name it with --provider NAME',
    });
  return { pacts: pacts.map((pact) => ({ pact, pending: false })), skipped };
}

/** A pact of the broker by its URL, as a webhook names it, needs the credentials; another server must not see them. */
function authorizationFor(broker: BrokerAddress | undefined, paths: readonly string[]) {
  const { credentials } = broker ?? {};
  const urls = paths.filter((path) => /^https?:/i.test(path));
  const isOwn = (url: string) =>
    broker !== undefined && URL.parse(url)?.origin === new URL(broker.url).origin;
  if (urls.length === 0 || !urls.every(isOwn)) return [];
  return Object.entries(authorizationOf(credentials)).map(([name, value]) => ({ name, value }));
}

async function askFolder(
  { provider, cwd = '.', selection }: VerifyOptions,
  store: OfflineStore,
): Promise<Pick<Loaded, 'pacts' | 'skipped'>> {
  if (selection && (selection.selectors.length > 0 || selection.pending || selection.wipSince !== undefined))
    throw new KitError('usage-invalid', 'a folder knows no selectors, and no pending pacts', {
      hint: 'leave them out, or name the pacts as PATH',
    });
  const found = await store.pactsToVerify(demandProvider(provider, 'a folder'));
  const pacts = found.map(({ name, text }) => ({
    pact: readPact(text, relative(cwd, name)),
    pending: false,
  }));
  return { pacts, skipped: [] };
}

async function askBroker(
  { provider, selection }: VerifyOptions,
  broker: Broker | undefined,
): Promise<Pick<Loaded, 'pacts' | 'skipped'>> {
  if (broker === undefined)
    throw new KitError('usage-invalid', 'there is nothing to verify', {
      hint: 'name pact files, a directory of them, URLs, or a Pact Broker with --broker-base-url',
    });
  const question = {
    ...(selection ?? { selectors: [], pending: false }),
    provider: demandProvider(provider),
  };
  return { pacts: await fetchBrokerPacts(broker, question), skipped: [] };
}

function demandProvider(provider: string | undefined, asked = 'a Pact Broker'): string {
  if (provider !== undefined) return provider;
  throw new KitError('usage-invalid', `${asked} must be asked for the pacts of one provider`, {
    hint: 'name it with --provider NAME',
  });
}
