import type { RecordedRequest } from '../../conformance/plan/config.ts';
import type { Contract } from '../../contract/contract.ts';
import type { RuleId } from '../../finding.ts';
import { checkInteraction } from '../../pact/check/check-interaction.ts';
import { findPacts } from '../../pact/file/find-pacts.ts';
import type { HttpInteraction, PactFile } from '../../pact/file/pact-file.ts';
import type { Io } from '../io.ts';
import type { TestOptions } from './options.ts';

/** Requests of pacts that are known to work, and what a reader should know of the others. */
export type Recorded = {
  readonly recorded: readonly RecordedRequest[];
  readonly notes: readonly { readonly reason: string; readonly count: number }[];
};

/**
 * The requests in the pacts of `--pacts` that consumers expect to succeed, as far as they are requests of the document.
 * Matchers and generators are left out: a request carries the values that stand in the pact.
 *
 * @throws KitError `input-unreadable`, `pact-unreadable`
 */
export async function readRecorded(contract: Contract, options: TestOptions, io: Io): Promise<Recorded> {
  const paths = [options.pacts ?? []].flat().map(String);
  const recorded: RecordedRequest[] = [];
  const notes: { reason: string; count: number }[] = [];
  for (const pact of await findPacts(paths, { cwd: io.cwd }))
    for (const interaction of pact.interactions) {
      if (interaction.kind !== 'http' || !/^2\d\d$/.test(String(interaction.response.status))) continue;
      const read = readInteraction(contract, pact, interaction);
      if (typeof read === 'string') notes.push({ reason: read, count: 1 });
      else recorded.push(read);
    }
  return { recorded, notes };
}

/** Matchers are left out, and the credential is that of the run. */
const unconcerned: ReadonlySet<RuleId> = new Set(['request-matcher-schema', 'request-security-missing']);

function readInteraction(
  contract: Contract,
  pact: PactFile,
  interaction: HttpInteraction,
): RecordedRequest | string {
  const { exchange, result } = checkInteraction(contract, pact, interaction);
  const fault = result.findings.find(({ at, rule }) => at?.side !== 'response' && !unconcerned.has(rule));
  const label = `the request of ${pact.consumer}: ${interaction.description}`;
  if (result.route.kind !== 'operation') return `${label} is not used: the document has no operation for it`;
  if (fault) return `${label} is not used: ${fault.message}`;
  const { matchers: _, ...request } = exchange.request;
  return { label, request, states: interaction.states };
}
