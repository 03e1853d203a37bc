import { KitError } from '../../errors.ts';
import type { PactFile } from '../file/pact-file.ts';

type Counted = { readonly reason: string; readonly count: number };

/** The pacts to judge, what was left out of them, and what a reader should know of the choice. */
export type SelectedPacts = {
  readonly pacts: readonly PactFile[];
  readonly skipped: readonly Counted[];
  readonly notes: readonly Counted[];
};

/**
 * Takes the pacts of one provider; a folder often holds those of several. Without a name all are taken, and where they
 * name several providers that is noted: one document seldom describes them all.
 *
 * @throws KitError `usage-invalid` when no pact is of the provider
 */
export function selectPacts(pacts: readonly PactFile[], provider: string | undefined): SelectedPacts {
  const names = [...new Set(pacts.map((pact) => pact.provider))].sort();
  if (provider === undefined) {
    const reason = `the pacts are of several providers, ${names.join(', ')}; --provider NAME takes those of one`;
    return { pacts, skipped: [], notes: names.length > 1 ? [{ reason, count: names.length }] : [] };
  }
  if (!names.includes(provider)) {
    throw new KitError('usage-invalid', `no pact is of the provider ${JSON.stringify(provider)}`, {
      hint: `they are of ${names.join(', ')}`,
    });
  }
  const others = pacts.filter((pact) => pact.provider !== provider && pact.interactions.length > 0);
  return {
    pacts: pacts.filter((pact) => pact.provider === provider),
    skipped: others.map((pact) => ({
      reason: `${pact.name}: of the provider ${pact.provider}`,
      count: pact.interactions.length,
    })),
    notes: [],
  };
}
