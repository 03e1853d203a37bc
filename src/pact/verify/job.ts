import { locateInJson } from '../../spec/locate.ts';
import { pointerTokens } from '../../spec/pointer.ts';
import type { HttpInteraction, PactFile, UncheckableInteraction } from '../file/pact-file.ts';

/** One interaction to verify. */
export type Job = {
  /** Stands for the interaction in what Pact gets, does and answers; unique in a run. */
  readonly id: string;
  readonly pact: PactFile;
  readonly interaction: HttpInteraction;
  /** Its place in `interactions` of the file. */
  readonly position: number;
  /** Its failure does not fail the run. */
  readonly pending: boolean;
  /** Its number in the run, for `at.exchange`. */
  readonly index: number;
};

/** A pact with what its source says about it. */
export type PactToVerify = {
  readonly pact: PactFile;
  /** Every interaction of it is pending: a Pact Broker decides so. */
  readonly pending: boolean;
};

/** What is verified of the pacts; an interaction that is no HTTP call stands in `others`. */
export type Jobs = {
  readonly jobs: readonly Job[];
  readonly others: readonly (Pick<UncheckableInteraction, 'description' | 'reason' | 'isMessage'> & {
    readonly pact: PactFile;
  })[];
};

/** The interactions of the pacts, those with one of the descriptions only where some are given. */
export function listJobs(pacts: readonly PactToVerify[], descriptions: readonly string[] = []): Jobs {
  const jobs: Job[] = [];
  const others: Jobs['others'][number][] = [];
  for (const [number, { pact, pending }] of pacts.entries()) {
    for (const interaction of pact.interactions) {
      const { description } = interaction;
      if (descriptions.length > 0 && !descriptions.includes(description)) continue;
      if (interaction.kind === 'uncheckable') {
        others.push({ pact, description, reason: interaction.reason, isMessage: interaction.isMessage });
        continue;
      }
      const position = Number(pointerTokens(interaction.pointer).at(-1));
      jobs.push({
        id: `contract-kit-${number}-${position}`,
        pact,
        interaction,
        position,
        pending: pending || interaction.pending,
        index: jobs.length,
      });
    }
  }
  return { jobs, others };
}

/** Where the interaction stands, as findings show it. */
export function originOf({ pact, interaction }: Pick<Job, 'pact' | 'interaction'>): {
  readonly label: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly interaction: string;
} {
  const { line, column, pointer } = locateInJson(pact, interaction.pointer);
  return { label: pact.name, line, column, pointer, interaction: interaction.description };
}
