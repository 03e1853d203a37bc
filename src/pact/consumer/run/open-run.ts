import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KitError } from '../../../errors.ts';
import type { Json } from '../../../finding.ts';
import { joinProcessRun } from './process-run.ts';
import { keep, openShelf } from './shelf.ts';
import { runVariable, turnFile } from './start-run.ts';
import type { Target } from './target.ts';

/** The run that a process takes part in, for one pact. */
export type OpenRun = {
  /** Keeps the interaction of the file that Pact's library wrote. */
  keep(text: string): void;
};

/**
 * The run of this process. From here on the pact of an earlier run is gone.
 *
 * @throws KitError `usage-invalid` under a runner whose end cannot be known
 */
export function openRun(target: Target): OpenRun {
  const folder = process.env[runVariable];
  if (folder !== undefined) {
    const file = testFile();
    const shelf = openShelf(folder, target);
    return { keep: (text) => keep(shelf, toKept(text, { file, turn: turnOf(folder) })) };
  }
  for (const [variable, { runner, hint }] of Object.entries(unknownEnds))
    if (process.env[variable] !== undefined)
      throw new KitError(
        'usage-invalid',
        `no one tells when this run of ${runner} ends, so no pact could be written`,
        {
          hint,
        },
      );
  const { shelf, file, turn } = joinProcessRun(target);
  return { keep: (text) => keep(shelf, toKept(text, { file, turn })) };
}

/** Runners whose worker processes do not learn whether the tests passed. */
const unknownEnds: Readonly<Record<string, { readonly runner: string; readonly hint: string }>> = {
  VITEST: {
    runner: 'Vitest',
    hint: "add globalSetup: ['imagesearch-contract-kit/pact/vitest'] to the test configuration",
  },
  JEST_WORKER_ID: {
    runner: 'Jest',
    hint: 'call startRun of imagesearch-contract-kit/pact in a reporter, and finish where its results are known',
  },
};

function turnOf(folder: string): string {
  const path = join(folder, turnFile);
  return existsSync(path) ? readFileSync(path, 'utf8') : '0';
}

/** Vitest tells its worker which file it runs; without it a file that runs again replaces by description and states. */
function testFile(): string {
  const { __vitest_worker__: worker } = globalThis as { __vitest_worker__?: { readonly filepath?: string } };
  return worker?.filepath ?? process.argv[1] ?? '';
}

function toKept(text: string, of: { readonly file: string; readonly turn: string }) {
  // Written by Pact's library a moment ago, with one interaction.
  const { interactions, metadata } = JSON.parse(text) as {
    readonly interactions: readonly [{ readonly description: string; readonly providerStates?: Json }];
    readonly metadata: Json;
  };
  const [interaction] = interactions;
  const { description, providerStates = [] } = interaction;
  return {
    description,
    states: providerStates,
    interaction: interaction as unknown as Json,
    metadata,
    ...of,
  };
}
