import { KitError } from '../../errors.ts';
import type { Json } from '../../finding.ts';
import { findJsonError } from '../../spec/json-error.ts';
import { depthOf } from '../../spec/json-scan.ts';
import { maxDepth } from '../../spec/parse.ts';
import { childOf, type FileNode, isAbsent, itemsAt, objectAt, stringAt, unreadable } from './file-node.ts';
import type { PactFile, PactInteraction } from './pact-file.ts';
import { readInteraction, readMessage } from './read-interaction.ts';
import { readSpecification } from './read-specification.ts';

/**
 * Reads a Pact file of specification 1, 1.1, 2, 3 or 4, as the libraries of any language write it.
 *
 * @param name the path or URL, for messages
 * @throws KitError `pact-unreadable`, with the line and column and what is expected there
 * @example readPact(await readFile('web-shop.json', 'utf8'), 'web-shop.json').interactions.length
 */
export function readPact(text: string, name: string): PactFile {
  const source = { name, text: text.startsWith('\uFEFF') ? text.slice(1) : text };
  const root: FileNode = { source, pointer: '', value: parse(source) };
  objectAt(root);
  const consumer = readName(root, 'consumer');
  const provider = readName(root, 'provider');
  const specification = readSpecification(root);
  return {
    ...source,
    consumer,
    provider,
    specification,
    interactions: readInteractions(root, specification),
  };
}

function readInteractions(root: FileNode, specification: PactFile['specification']): PactInteraction[] {
  const interactions = childOf(root, 'interactions');
  // Specification 3: a pact of messages has no interactions.
  const messages = childOf(root, 'messages');
  if (isAbsent(interactions) && isAbsent(messages))
    throw unreadable(interactions, 'an array of interactions');
  return [
    ...(isAbsent(interactions) ? [] : itemsAt(interactions)).map((node) =>
      readInteraction(node, specification),
    ),
    ...(isAbsent(messages) ? [] : itemsAt(messages)).map(readMessage),
  ];
}

function readName(root: FileNode, role: string): string {
  const node = childOf(childOf(root, role), 'name');
  const name = stringAt(node, `the name of the ${role}`);
  if (name.trim() === '') throw unreadable(node, `the name of the ${role}, not an empty one`);
  return name;
}

function parse(source: FileNode['source']): Json {
  const { name, text } = source;
  if (text.trim() === '')
    throw new KitError('pact-unreadable', `cannot read the pact ${name}: the file is empty`);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw notJson(source, cause);
  }
  if (depthOf(text) <= maxDepth) return value;
  throw new KitError(
    'pact-unreadable',
    `cannot read the pact ${name}: it is nested deeper than ${maxDepth} levels`,
  );
}

function notJson({ name, text }: FileNode['source'], cause: SyntaxError): KitError {
  const { offset } = findJsonError(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  const isPage = /^\s*<(!doctype|html|\?xml)/i.test(text);
  const found = isPage ? 'a page of HTML or XML' : offset >= text.length ? 'the end of the text' : 'no JSON';
  return new KitError(
    'pact-unreadable',
    `cannot read the pact ${name}:${line}:${column}: found ${found}, expected a pact in JSON`,
    { cause },
  );
}
