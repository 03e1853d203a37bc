import type { AccessKeyLock } from './gateway/access-key-lock.ts';
import type { GatewayErrorName } from './gateway/gateway-error.ts';
import type { Seeds } from './seeds.ts';
import type { Store } from './store/store.ts';

/** What every part of a running provider shares. */
export type ProviderContext = {
  readonly store: Store;
  readonly seeds: Seeds;
  readonly clock: () => Date;
  readonly lock: AccessKeyLock;
  /** Set by a state: the gateway answers every call with this error. */
  readonly outage: { current: GatewayErrorName | undefined };
  /** One line about something that should not happen. */
  readonly log: (line: string) => void;
};
