import { createHash } from 'node:crypto';

/**
 * Digest of what a verification depends on, as the Pact Broker sees it (`base_equality_only_on_content_that_affects_verification_results`):
 * interactions, messages and the version of the specification. Names, other metadata, white space, the order of keys
 * and of interactions are no difference; `1` and `1.0` are one.
 *
 * @param text a pact
 * @throws SyntaxError where it is not JSON
 * @example toContentDigest('{"interactions": []}') // 'sha256:…'
 */
export function toContentDigest(text: string): string {
  const pact: unknown = JSON.parse(text, toTagged);
  return `sha256:${createHash('sha256').update(toVerifiableText(pact)).digest('hex')}`;
}

/** A number keeps what JavaScript would lose of it: every digit of an integer, and that it was written with a point. */
function toTagged(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value !== 'number') return value;
  const source = context?.source ?? String(value);
  return /^-?\d+$/.test(source) ? `i${BigInt(source)}` : `f${value}`;
}

function toVerifiableText(pact: unknown): string {
  if (!isObject(pact)) return toText(pact);
  const { interactions, messages } = pact;
  if (!Array.isArray(interactions) && !Array.isArray(messages)) return toText(pact);
  // The broker orders interactions; messages only where nothing else is there.
  return toText({
    interactions: Array.isArray(interactions) ? interactions.map(toText).sort() : null,
    messages: !Array.isArray(messages)
      ? null
      : interactions
        ? messages.map(toText)
        : messages.map(toText).sort(),
    specification: specificationOf(pact.metadata) ?? null,
  });
}

function specificationOf(metadata: unknown): unknown {
  if (!isObject(metadata)) return undefined;
  for (const name of ['pactSpecification', 'pact-specification']) {
    const described = metadata[name];
    if (isObject(described) && described.version) return described.version;
  }
  return metadata.pactSpecificationVersion;
}

/** JSON with the keys of every object in order. */
function toText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${toText(member)}`).join(',')}}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
