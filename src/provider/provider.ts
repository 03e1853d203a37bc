import type { Listening } from '../exchange/listen.ts';
import { createApp } from './app.ts';
import type { Connection } from './connection.ts';
import type { ProviderContext } from './context.ts';
import { createAccessKeyLock } from './gateway/access-key-lock.ts';
import { type ListenOptions, listen } from './listen.ts';
import { createOutage } from './outage.ts';
import { defaultSeeds, type Seeds, seedProject, seedStore } from './seeds.ts';
import { openStore, type Store } from './store/store.ts';
import { issueToken, tokenLifetime } from './token.ts';

export type ProviderOptions = {
  /** File of the store; in memory where it is not given. */
  readonly store?: string;
  /** The time of tokens and signatures. */
  readonly clock?: () => Date;
  /** What a store that did not exist before is filled with. */
  readonly seeds?: Seeds;
  /** Gets a line for each request that failed inside. */
  readonly log?: (line: string) => void;
};

/** The reference provider: the system that the page describes. */
export type Provider = {
  /** Answers a request inside the process; `connection` tells who sent one that came over a network. */
  fetch(request: Request, connection?: Connection): Promise<Response>;
  /** Serves `fetch` over HTTP. Throws KitError `port-unavailable`. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** A token that the provider accepts, for the seeded project and 24 hours where nothing else is said. */
  issueToken(token?: { readonly projectId?: string; readonly expiresAt?: Date }): string;
  /** What the provider remembers, for tests that look behind the answers. */
  readonly store: Store;
  /** Closes the store; the provider cannot be used afterwards. */
  close(): void;
};

/**
 * Makes a provider that answers as the documents in `openapi/` say, gateway included.
 *
 * Throws KitError `store-unreadable`.
 *
 * @example
 * const provider = createProvider();
 * const response = await provider.fetch(new Request('http://localhost/v1/p/i/image', { method: 'PUT' }));
 */
export function createProvider(options: ProviderOptions = {}): Provider {
  const clock = options.clock ?? (() => new Date());
  const seeds = options.seeds ?? defaultSeeds;
  const store = openStore(options.store, (empty) => seedStore(empty, seeds));
  const lock = createAccessKeyLock();
  const log = options.log ?? (() => {});
  const context: ProviderContext = { store, seeds, clock, lock, outage: createOutage(), log };
  const app = createApp(context);
  const answer = async (request: Request, connection?: Connection): Promise<Response> =>
    app.fetch(request, connection === undefined ? {} : { connection });
  return {
    fetch: answer,
    listen: (listenOptions) => listen(answer, listenOptions),
    issueToken({ projectId = seedProject.id, expiresAt } = {}) {
      const issuedAt = clock();
      const expiry = expiresAt ?? new Date(issuedAt.getTime() + tokenLifetime);
      return issueToken(store, { projectId, issuedAt, expiresAt: expiry });
    },
    store,
    close: () => store.close(),
  };
}
