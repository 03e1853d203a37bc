import type { Contract } from '../../contract/contract.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import { type Finding, fingerprint, type Unchecked } from '../../finding.ts';
import { type CheckResult, check } from '../../validate/check.ts';
import type { HttpInteraction, PactFile } from '../file/pact-file.ts';
import { findFilePlace } from './find-file-place.ts';
import { toExchange } from './to-exchange.ts';
import { withBasePath } from './with-base-path.ts';

/** What the document says about one interaction. */
export type CheckedInteraction = {
  readonly exchange: Exchange;
  readonly result: CheckResult;
  /** Those of the result, each with its place in the pact file and an identity of its own in each interaction. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
};

/**
 * Judges one interaction by a contract, with the rules that judge everything. What a pending interaction breaks is a
 * warning: it may fail.
 *
 * @param options `index` is the number of the exchange in the run, from 0
 */
export function checkInteraction(
  contract: Contract,
  pact: PactFile,
  interaction: HttpInteraction,
  { index = 0 }: { readonly index?: number } = {},
): CheckedInteraction {
  const exchange = withBasePath(contract, toExchange(pact, interaction));
  const result = check(contract, exchange, { index });
  const elsewhere = result.route.kind === 'server-unknown';
  const unchecked = elsewhere
    ? [{ reason: 'the path names a server that the document does not' }]
    : result.unchecked;
  return {
    exchange,
    result,
    findings: result.findings.map((finding) => toPactFinding(finding, pact, interaction)),
    unchecked: unchecked.map((entry) => toPactUnchecked(entry, pact, interaction)),
  };
}

function toPactFinding(finding: Finding, pact: PactFile, interaction: HttpInteraction): Finding {
  const { line, column, pointer } = findFilePlace(
    pact,
    interaction,
    finding.at ?? { side: 'request', pointer: '' },
  );
  return {
    ...finding,
    ...(interaction.pending && pendingOf(finding)),
    origin: { label: pact.name, line, column, pointer, interaction: interaction.description },
    // The same fault in two interactions is two: each stands in a place of its own, and may be of another consumer.
    fingerprint: fingerprint({
      rule: finding.rule,
      operation: finding.operation,
      spec: finding.fingerprint,
      at: JSON.stringify([pact.consumer, pact.provider, interaction.description, interaction.states]),
    }),
  };
}

function pendingOf({ hint }: Finding): Pick<Finding, 'severity' | 'hint'> {
  const pending = 'a warning because the interaction is pending';
  return { severity: 'warning', hint: hint === undefined ? pending : `${hint}; ${pending}` };
}

/** Reasons are counted together where they are equal; which interaction it is must not get lost in that. */
function toPactUnchecked(entry: Unchecked, pact: PactFile, interaction: HttpInteraction): Unchecked {
  const { line } = findFilePlace(pact, interaction, entry.at ?? { side: 'request', pointer: '' });
  return { ...entry, reason: `${pact.name}:${line}: ${entry.reason}` };
}
