import { childOf, type FileNode, isAbsent, isObject, objectAt, stringAt } from './file-node.ts';
import type { PactInteraction, PactSpecification } from './pact-file.ts';
import { readRequest, readResponse } from './read-message.ts';
import { readStates } from './read-states.ts';

type Obstacle = { readonly reason: string; readonly isMessage: boolean };

const asynchronous: Obstacle = { reason: 'an asynchronous message', isMessage: true };

/** The kinds of interactions that are not HTTP, as specification 4 names them. */
const messageTypes: Readonly<Record<string, Obstacle>> = {
  'Asynchronous/Messages': asynchronous,
  'Synchronous/Messages': { reason: 'a synchronous message', isMessage: true },
};

/** @throws KitError `pact-unreadable` */
export function readInteraction(node: FileNode, specification: PactSpecification): PactInteraction {
  const described = readDescription(node);
  const obstacle = specification === 4 ? findObstacle(node) : undefined;
  if (obstacle !== undefined) return { ...described, kind: 'uncheckable', ...obstacle };
  return {
    ...described,
    kind: 'http',
    request: readRequest(childOf(node, 'request'), specification),
    response: readResponse(childOf(node, 'response'), specification),
  };
}

/**
 * An entry of `messages` (specification 3).
 *
 * @throws KitError `pact-unreadable`
 */
export function readMessage(node: FileNode): PactInteraction {
  return { ...readDescription(node), kind: 'uncheckable', ...asynchronous };
}

function readDescription(node: FileNode) {
  objectAt(node);
  return {
    description: stringAt(childOf(node, 'description'), 'the description of the interaction'),
    states: readStates(node),
    pointer: node.pointer,
    pending: childOf(node, 'pending').value === true,
  };
}

/** Why an interaction of specification 4 cannot be judged by a document of an HTTP API. */
function findObstacle(node: FileNode): Obstacle | undefined {
  const type = childOf(node, 'type');
  if (!isAbsent(type) && type.value !== 'Synchronous/HTTP') {
    const name = stringAt(type, 'the type of the interaction');
    const known = Object.hasOwn(messageTypes, name) ? messageTypes[name] : undefined;
    return known ?? { reason: `of the unknown type ${JSON.stringify(name)}`, isMessage: false };
  }
  const plugins = childOf(node, 'pluginConfiguration').value;
  const names = isObject(plugins) ? Object.keys(plugins).map((name) => JSON.stringify(name)) : [];
  if (names.length === 0) return undefined;
  return { reason: `written by the plugin ${names.join(', ')}`, isMessage: false };
}
