import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsumerPact } from '@pact-foundation/pact-core';
import { buildInteraction } from './build-interaction.ts';
import type { ServerMismatch } from './describe-mismatch.ts';
import type { Draft } from './draft.ts';
import { readOutcome, toStartError } from './read-outcome.ts';
import { type Outcome, settle } from './settle.ts';

export type Mock = {
  /** Stands in place of the server URL of the document, base path included: `http://127.0.0.1:34567`. */
  readonly url: string;
  readonly port: number;
  /** The placeholder that the consumer sends as its credential: `<X-Auth-Token>`. The empty text where it sends none. */
  readonly token: string;
  /** The whole field value of each credential, by header or parameter name: `Authorization` → `Bearer <token>`. */
  readonly credentials: Readonly<Record<string, string>>;
};

export type Served<Result> = {
  readonly result: Result;
  /** The text of the pact file that Pact's library wrote: this interaction alone. */
  readonly written: string;
};

type Serving = { readonly consumer: string; readonly provider: string; readonly timeout: number };

/**
 * Serves one interaction by Pact's mock server while the consumer's code runs. The library writes into a folder of its own
 * for each interaction: where several workers share one file it loses interactions.
 */
export async function serve<Result>(
  draft: Draft,
  { consumer, provider, timeout }: Serving,
  call: (mock: Mock) => Promise<Result> | Result,
): Promise<Served<Result>> {
  // Where the network swallows packets, usage tracking hangs for minutes.
  process.env.PACT_DO_NOT_TRACK ??= 'true';
  const { PactV4 } = await import('@pact-foundation/pact');
  const dir = await mkdtemp(join(tmpdir(), 'contract-kit-pact-'));
  try {
    const pact = new PactV4({ consumer, provider, dir, logLevel: 'error' });
    // What the mock server saw is known to this object alone; `executeTest` makes a text of it.
    const { pact: server } = pact as unknown as { readonly pact: ConsumerPact };
    const interaction = buildInteraction(pact, draft);
    let outcome: Outcome<Result> | undefined;
    let mismatches: readonly ServerMismatch[] = [];
    try {
      await interaction.executeTest(async ({ url, port }) => {
        const mock = {
          url: url + draft.basePath,
          port,
          token: draft.token,
          credentials: Object.fromEntries(draft.credentials),
        };
        outcome = await settle(() => call(mock), timeout);
        mismatches = await lastMismatches(server, port, outcome.kind === 'done');
      });
    } catch (cause) {
      // A mismatch ends here as text; what it is stands in `mismatches`.
      if (mismatches.length === 0) throw toStartError(draft, cause);
    }
    const result = readOutcome(draft, outcome, { mismatches, timeout });
    return { result, written: await readFile(join(dir, `${consumer}-${provider}.json`), 'utf8') };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The mock server counts a request after it has answered: under load the consumer can be first. */
async function lastMismatches(
  server: ConsumerPact,
  port: number,
  isDone: boolean,
): Promise<readonly ServerMismatch[]> {
  for (let rest = 20; ; rest -= 1) {
    if (server.mockServerMatchedSuccessfully(port)) return [];
    const mismatches = server.mockServerMismatches(port) as readonly ServerMismatch[];
    const isLate = mismatches.every(({ type }) => type === 'missing-request');
    if (!isDone || !isLate || rest === 0) return mismatches;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
