import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Verifier } from '@pact-foundation/pact';
import type { Broker, BrokerOptions } from './start-broker.ts';
import { contracts } from './write-pacts.ts';

export type VerifyOptions = {
  /** Of the provider, with its branch; the results are published for it. */
  readonly version: string;
  readonly branch: string;
  readonly selectors: readonly { readonly branch?: string; readonly deployedOrReleased?: true }[];
  readonly pending?: boolean;
  /** Pacts of other branches since this day are verified as well, as work in progress. */
  readonly wipSince?: string;
};

type Target = { readonly url: string; readonly token: string };

/**
 * Lets Pact's own verifier take the pacts of ImageSearch from a broker and publish the results there. Answers whether they
 * all passed, pending ones aside.
 */
export async function verifyFromBroker(
  { url, credentials }: Broker & { readonly credentials?: BrokerOptions },
  target: Target,
  { version, branch, selectors, pending = false, wipSince }: VerifyOptions,
): Promise<boolean> {
  const verifier = new Verifier({
    provider: 'ImageSearch',
    providerBaseUrl: target.url,
    stateHandlers: Object.fromEntries(listStates().map((state) => [state, toHandler(target.url, state)])),
    requestFilter: (request, _, next) => {
      // The placeholder of the pacts; a token that is wrong on purpose stays wrong.
      if (request.headers['x-auth-token'] === '<X-Auth-Token>')
        request.headers['x-auth-token'] = target.token;
      next();
    },
    pactBrokerUrl: url,
    ...(credentials?.token !== undefined && { pactBrokerToken: credentials.token }),
    ...(credentials?.basicAuth && {
      pactBrokerUsername: credentials.basicAuth.username,
      pactBrokerPassword: credentials.basicAuth.password,
    }),
    consumerVersionSelectors: [...selectors],
    enablePending: pending,
    ...(wipSince !== undefined && { includeWipPactsSince: wipSince }),
    publishVerificationResult: true,
    providerVersion: version,
    providerVersionBranch: branch,
    logLevel: 'error',
  });
  return await verifier.verifyProvider().then(
    () => true,
    () => false,
  );
}

/** Pact would send the state "" of an interaction without states to a state URL. */
function toHandler(url: string, state: string) {
  const change = (action: string) => async (params?: unknown) => {
    const { ok } = await fetch(`${url}/_provider/state`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action, state, params }),
    });
    if (!ok) throw new Error(`the provider refuses the state ${state}`);
  };
  return { setup: change('setup'), teardown: change('teardown') };
}

function listStates(): string[] {
  const pacts = readdirSync(contracts).map((file) => JSON.parse(readFileSync(join(contracts, file), 'utf8')));
  const interactions: { readonly providerStates?: readonly { readonly name: string }[] }[] = pacts.flatMap(
    (pact) => pact.interactions,
  );
  return [
    ...new Set(interactions.flatMap(({ providerStates = [] }) => providerStates.map(({ name }) => name))),
  ];
}
