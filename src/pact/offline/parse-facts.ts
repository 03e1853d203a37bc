import { checkReferences } from './check-references.ts';
import { toContentDigest } from './content-digest.ts';
import type { FactFile, Facts, PublishedPact, VerificationResult } from './facts.ts';
import { type FactKind, factKinds, fromPath } from './layout.ts';
import { broken, parseObject, readFields } from './read-fields.ts';

type PlacedFile = FactFile & { readonly names: readonly string[] };

/**
 * Everything that the files of a folder say, in the order in which it became so.
 *
 * @throws KitError `input-unreadable`: a file stands where none can, is damaged, or speaks of what no other file describes
 */
export function parseFacts(files: readonly FactFile[]): Facts {
  const byKind = new Map<FactKind, PlacedFile[]>(factKinds.map((kind) => [kind, []]));
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const { kind, names } = fromPath(file.path);
    byKind.get(kind)?.push({ ...file, names });
  }
  const of = (kind: FactKind) => byKind.get(kind) ?? [];
  const pacts = parsePacts(of('pacts'));

  const facts: Facts = {
    versions: inOrder(
      of('versions').map(({ names: [pacticipant = '', number = ''], ...file }) => ({
        pacticipant,
        number,
        ...readFields(file, { createdAt: 'instant', buildUrl: 'text?' }),
      })),
      ({ createdAt }) => createdAt,
    ),
    branches: inOrder(
      of('branches').map(({ names: [pacticipant = '', branch = '', number = ''], ...file }) => ({
        pacticipant,
        branch,
        number,
        ...readFields(file, { addedAt: 'instant' }),
      })),
      ({ addedAt }) => addedAt,
    ),
    tags: inOrder(
      of('tags').map(({ names: [pacticipant = '', tag = '', number = ''], ...file }) => ({
        pacticipant,
        tag,
        number,
        ...readFields(file, { addedAt: 'instant' }),
      })),
      ({ addedAt }) => addedAt,
    ),
    pacts,
    results: latestOf(
      inOrder(
        of('results').map((file) => parseResult(file, pacts)),
        ({ verifiedAt }) => verifiedAt,
      ),
    ),
    environments: of('environments').map(({ names: [name = ''], ...file }) => ({
      name,
      ...readFields(file, { production: 'flag', displayName: 'text?' }),
    })),
    deployments: of('deployments').map(
      ({ names: [environment = '', pacticipant = '', instance], ...file }) => ({
        environment,
        pacticipant,
        ...(instance === undefined ? {} : { instance }),
        ...readFields(file, { version: 'text', deployedAt: 'instant' }),
      }),
    ),
    releases: of('releases').map(
      ({ names: [environment = '', pacticipant = '', version = ''], ...file }) => ({
        environment,
        pacticipant,
        version,
        ...readFields(file, { releasedAt: 'instant' }),
      }),
    ),
    mainBranches: new Map(
      of('pacticipants').map(({ names: [name = ''], ...file }) => [
        name,
        readFields(file, { mainBranch: 'text' }).mainBranch,
      ]),
    ),
  };
  checkReferences(facts);
  return facts;
}

function parsePacts(files: readonly PlacedFile[]): PublishedPact[] {
  // Most versions of a consumer publish the pact of the version before.
  const digests = new Map<string, string>();
  return files.map(({ path, text, names: [consumer = '', version = '', provider = ''] }) => {
    const pact = parseObject({ path, text });
    for (const [role, name] of Object.entries({ consumer, provider })) {
      const written = (pact[role] as { name?: unknown } | null | undefined)?.name; // whatever it is, it is only compared
      if (written !== name) {
        throw broken(
          { path },
          `is not the pact of its place; received ${role} ${JSON.stringify(written)}, documented ${JSON.stringify(name)}`,
        );
      }
    }
    const digest = digests.get(text) ?? toContentDigest(text);
    digests.set(text, digest);
    return { consumer, version, provider, digest, path };
  });
}

/** A result names the content of the pact, or the version of the consumer whose pact it was. */
function parseResult(file: PlacedFile, pacts: readonly PublishedPact[]): VerificationResult {
  const [provider = '', providerVersion = '', consumer = ''] = file.names;
  const { pact, consumerVersion, success, verifiedAt } = readFields(file, {
    pact: 'text?',
    consumerVersion: 'text?',
    success: 'flag',
    verifiedAt: 'instant',
    buildUrl: 'text?',
  });
  const result = { provider, providerVersion, consumer, success, verifiedAt, path: file.path };
  if (pact !== undefined && consumerVersion === undefined) return { ...result, digest: pact };
  if (pact !== undefined || consumerVersion === undefined) {
    throw broken(file, 'must have one of "pact" (a digest) and "consumerVersion"');
  }
  const verified = pacts.find(
    (known) =>
      known.consumer === consumer && known.version === consumerVersion && known.provider === provider,
  );
  if (verified) return { ...result, digest: verified.digest };
  throw broken(file, `speaks of a pact that is not there: ${consumer} ${consumerVersion} with ${provider}`);
}

/** By instant; where two are equal, the order of the paths is as good as any. */
function inOrder<T>(facts: readonly T[], instantOf: (fact: T) => string): T[] {
  return facts.toSorted((a, b) => Date.parse(instantOf(a)) - Date.parse(instantOf(b)));
}

function latestOf(results: readonly VerificationResult[]): VerificationResult[] {
  const latest = new Map<string, VerificationResult>();
  for (const result of results) {
    const { provider, providerVersion, consumer, digest } = result;
    latest.set(JSON.stringify([provider, providerVersion, consumer, digest]), result);
  }
  return [...latest.values()];
}
