import { KitError } from '../../errors.ts';
import { toContentDigest } from './content-digest.ts';
import { type FactWrite, nextInstant, toText } from './fact-write.ts';
import type { Facts } from './facts.ts';
import { toPath } from './layout.ts';
import { readNames } from './plan-publication.ts';
import { planTagDeployments, planVersion, type VersionFacts } from './plan-version.ts';

/** What a version of a provider made of a pact, with what its build knows of the version. */
export type ResultToAdd = Omit<VersionFacts, 'pacticipant' | 'version'> & {
  /** The pact that was verified, or the version of the consumer that published it. */
  readonly pact: { readonly text: string } | { readonly consumer: string; readonly consumerVersion: string };
  readonly provider: string;
  readonly providerVersion: string;
  readonly success: boolean;
};

/**
 * The files that a verification adds: the version of the provider, and what it made of the pact.
 *
 * @throws KitError `broker-refused` where nobody published such a pact
 */
export function planResult(facts: Facts, result: ResultToAdd, now: Date): FactWrite[] {
  const { pact, provider, providerVersion, success, ...more } = result;
  const { consumer, digest } = findVerified(facts, pact, provider);
  const version = { ...more, pacticipant: provider, version: providerVersion };
  const shortDigest = digest.replace('sha256:', '').slice(0, 16);
  return [
    ...planVersion(facts, version, now),
    ...planTagDeployments(facts, version, now),
    {
      path: toPath('results', provider, providerVersion, consumer, shortDigest),
      text: toText({
        pact: digest,
        success,
        verifiedAt: nextInstant(facts, now)(),
        buildUrl: more.buildUrl,
      }),
      mode: 'replace',
    },
  ];
}

function findVerified(
  facts: Facts,
  pact: ResultToAdd['pact'],
  provider: string,
): { consumer: string; digest: string } {
  const ofProvider = facts.pacts.filter((one) => one.provider === provider);
  if ('text' in pact) {
    const { consumer } = readNames({ path: 'the verified pact', text: pact.text });
    const digest = toContentDigest(pact.text);
    const known = ofProvider.find((one) => one.consumer === consumer && one.digest === digest);
    if (known) return known;
    throw new KitError(
      'broker-refused',
      `no version of ${consumer} has published this pact with ${provider}`,
      {
        hint: 'publish the pact first',
      },
    );
  }
  const { consumer, consumerVersion } = pact;
  const known = ofProvider.find((one) => one.consumer === consumer && one.version === consumerVersion);
  if (known) return known;
  throw new KitError(
    'broker-refused',
    `version ${consumerVersion} of ${consumer} has published no pact with ${provider}`,
  );
}
