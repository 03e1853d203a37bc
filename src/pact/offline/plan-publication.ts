import { KitError } from '../../errors.ts';
import { toContentDigest } from './content-digest.ts';
import type { FactWrite } from './fact-write.ts';
import type { FactFile, Facts } from './facts.ts';
import { toPath } from './layout.ts';
import { planVersion, type VersionFacts } from './plan-version.ts';
import { parseObject } from './read-fields.ts';

/** `name` is for messages: the path or URL that the pact was read from. */
export type PactToPublish = { readonly name: string; readonly text: string };

export type Publication = Omit<VersionFacts, 'pacticipant'> & { readonly pacts: readonly PactToPublish[] };

/**
 * The files that a publication adds: the version, its branch and tags, and the pacts byte for byte.
 *
 * @throws KitError `broker-refused` where the version has another pact with the provider, whose results would lie about one of the
 *   two; `pact-unreadable` for a text that is no pact
 */
export function planPublication(facts: Facts, { pacts, ...version }: Publication, now: Date): FactWrite[] {
  const texts = pacts.map(({ name, text }) => ({ ...readNames({ path: name, text }), text }));
  const consumers = [...new Set(texts.map(({ consumer }) => consumer))];
  return [
    ...consumers.flatMap((pacticipant) => planVersion(facts, { ...version, pacticipant }, now)),
    ...texts.flatMap((pact) => planPact(facts, pact, version.version)),
  ];
}

function planPact(
  facts: Facts,
  { consumer, provider, text }: { consumer: string; provider: string; text: string },
  version: string,
): FactWrite[] {
  const known = facts.pacts.find(
    (pact) => pact.consumer === consumer && pact.version === version && pact.provider === provider,
  );
  if (!known) return [{ path: toPath('pacts', consumer, version, provider), text, mode: 'create' }];
  if (known.digest === toContentDigest(text)) return [];
  // What a broker answers with 409 (`allow_dangerous_contract_modification`).
  throw new KitError(
    'broker-refused',
    `version ${version} of ${consumer} already has a pact with ${provider} that differs from this one`,
    { hint: 'publish each change of a pact with a version of its own' },
  );
}

/** Who the pact is between. */
export function readNames(file: FactFile): { consumer: string; provider: string } {
  const pact = parseObject(file);
  const [consumer, provider] = [pact.consumer, pact.provider].map(
    (one) => (one as { name?: unknown } | null | undefined)?.name, // whatever it is, it is looked at below
  );
  if (typeof consumer === 'string' && typeof provider === 'string') return { consumer, provider };
  throw new KitError('pact-unreadable', `${file.path} does not name a consumer and a provider`);
}
