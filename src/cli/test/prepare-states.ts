import type { ProviderState } from '../../conformance/plan/config.ts';
import type { Prepare } from '../../conformance/run/provider-states.ts';
import { createStateChanger } from '../../pact/verify/state-change.ts';
import { askStateUrl } from '../../pact/verify/state-url.ts';
import type { Io } from '../io.ts';
import { readStateHandlers } from '../pact/state-handlers.ts';
import { readUrls } from '../shared-options.ts';
import type { TestOptions } from './options.ts';

/** Sets up provider states as `pact verify` does; `end` takes back what was set up. */
export type Preparation = { readonly prepare?: Prepare; end(): Promise<void> };

/** Milliseconds that taking back one state may take, also after Ctrl-C. */
const longestEnd = 5000;

/**
 * The handlers under `test.states` of the config file, and `--state-url` for the states without one. Without both there is
 * nothing that can set up a state.
 *
 * @throws KitError `usage-invalid`
 */
export function createPreparation(
  options: TestOptions,
  { io, timeout }: { io: Io; timeout: number },
): Preparation {
  const [url] = readUrls('--state-url', options.stateUrl);
  const handlers = readStateHandlers(options.states, 'test.states');
  if (url === undefined && Object.keys(handlers).length === 0) return { end: async () => {} };
  const changeWith = (how: { timeout: number; signal: AbortSignal }) =>
    createStateChanger({
      handlers,
      ask: url === undefined ? undefined : (json) => askStateUrl(url, json, how),
      timeout: how.timeout,
    });
  const setUp = changeWith({ timeout, signal: io.signal });
  const done = new Map<string, ProviderState>();
  return {
    async prepare(states) {
      for (const { name, params } of states) {
        const outcome = await setUp({ action: 'setup', name, params });
        if (outcome.kind === 'failed') return `the provider state ${JSON.stringify(name)} ${outcome.reason}`;
        done.set(JSON.stringify([name, params]), { name, params });
      }
      return undefined;
    },
    async end() {
      const takeBack = changeWith({ timeout: longestEnd, signal: AbortSignal.timeout(longestEnd) });
      for (const { name, params } of [...done.values()].reverse())
        await takeBack({ action: 'teardown', name, params });
    },
  };
}
