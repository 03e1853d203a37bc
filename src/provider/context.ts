import type { AccessKeyLock } from './gateway/access-key-lock.ts';
import type { Outage } from './outage.ts';
import type { Seeds } from './seeds.ts';
import type { Store } from './store/store.ts';

/** What every part of a running provider shares. */
export type ProviderContext = {
  readonly store: Store;
  readonly seeds: Seeds;
  readonly clock: () => Date;
  readonly lock: AccessKeyLock;
  readonly outage: Outage;
  /** One line about something that should not happen. */
  readonly log: (line: string) => void;
};
