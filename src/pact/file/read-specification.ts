import { childOf, type FileNode, isAbsent, isObject, stringAt, unreadable } from './file-node.ts';
import type { PactSpecification } from './pact-file.ts';

/** Where the libraries write the version: the Rust and JVM core, old JVM files, pact-ruby and pact-net. */
const places = [
  ['metadata', 'pactSpecification', 'version'],
  ['metadata', 'pact-specification', 'version'],
  ['metadata', 'pactSpecificationVersion'],
] as const;

/**
 * The version of the specification that a file is written in; where the file does not tell, the one that its form tells.
 *
 * @throws KitError `pact-unreadable` for a version that does not exist
 */
export function readSpecification(root: FileNode): PactSpecification {
  for (const path of places) {
    const node = path.reduce<FileNode>(childOf, root);
    if (!isAbsent(node)) return toSpecification(node);
  }
  return guessSpecification(root);
}

function toSpecification(node: FileNode): PactSpecification {
  const text =
    typeof node.value === 'number' ? String(node.value) : stringAt(node, 'a version such as "4.0"');
  switch (/^[1-4](?=\.|$)/.exec(text)?.[0]) {
    case '1':
      return 1;
    case '2':
      return 2;
    case '3':
      return 3;
    case '4':
      return 4;
    default:
      throw unreadable(node, 'version 1, 2, 3 or 4 of the Pact specification');
  }
}

function guessSpecification(root: FileNode): PactSpecification {
  const interactions = childOf(root, 'interactions').value;
  const objects = (Array.isArray(interactions) ? interactions : []).filter(isObject);
  if (objects.some(({ type }) => typeof type === 'string')) return 4;
  if (objects.some((interaction) => Object.hasOwn(interaction, 'providerStates'))) return 3;
  const rules = objects
    .flatMap(({ request, response }) => [request, response])
    .flatMap((message) =>
      isObject(message) && isObject(message.matchingRules) ? [message.matchingRules] : [],
    )
    .flatMap(Object.keys);
  if (rules.length === 0) return objects.length > 0 && objects.every(hasTextQuery) ? 2 : 3;
  return rules.every((name) => name.startsWith('$')) ? 2 : 3;
}

function hasTextQuery({ request }: { readonly [key: string]: unknown }): boolean {
  return (
    typeof request === 'object' && request !== null && 'query' in request && typeof request.query === 'string'
  );
}
