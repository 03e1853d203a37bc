import { childOf, type FileNode, isAbsent, itemsAt, objectAt, stringAt } from './file-node.ts';
import type { ProviderState } from './pact-file.ts';

/**
 * `providerStates` of specification 3 and 4, or the one `providerState` of 1 and 2, which the first pact-ruby wrote as
 * `provider_state`.
 *
 * @throws KitError `pact-unreadable`
 */
export function readStates(interaction: FileNode): ProviderState[] {
  const states = childOf(interaction, 'providerStates');
  if (!isAbsent(states)) return itemsAt(states).map(readState);
  for (const name of ['providerState', 'provider_state']) {
    const state = childOf(interaction, name);
    if (!isAbsent(state)) return toStates(stringAt(state));
  }
  return [];
}

function readState(node: FileNode): ProviderState {
  if (typeof node.value === 'string') return { name: node.value, params: {} };
  objectAt(node);
  const name = stringAt(childOf(node, 'name'), 'the name of the provider state');
  const params = childOf(node, 'params');
  return { name, params: isAbsent(params) ? {} : objectAt(params) };
}

function toStates(name: string): ProviderState[] {
  return name === '' ? [] : [{ name, params: {} }];
}
