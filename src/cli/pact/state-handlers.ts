import { KitError } from '../../errors.ts';
import type { StateHandlers } from '../../pact/verify/state-change.ts';

/**
 * The handlers of provider states as they stand at a place of a config file: by name a function, or an
 * object with `setup` and `teardown`.
 *
 * @throws KitError `usage-invalid` for anything else
 */
export function readStateHandlers(value: unknown, place = 'pact.verify.states'): StateHandlers {
  if (value === undefined) return {};
  if (!isRecord(value)) throw refuse(place, 'an object of handlers by the name of the state');
  for (const [name, handler] of Object.entries(value)) {
    const parts = isRecord(handler) ? Object.entries(handler) : [];
    const isPair =
      parts.length > 0 &&
      parts.every(([part, act]) => ['setup', 'teardown'].includes(part) && typeof act === 'function');
    if (typeof handler !== 'function' && !isPair)
      throw refuse(`${place}[${JSON.stringify(name)}]`, 'a function, or { setup, teardown } of functions');
  }
  // What the loop has seen of every member.
  return value as StateHandlers;
}

function refuse(place: string, wanted: string): KitError {
  return new KitError('usage-invalid', `the config file must hold ${wanted} in ${place}`, {
    hint: 'functions need a .js or .ts file',
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
