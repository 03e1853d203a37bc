import type { Contract } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { Clause } from '../../spec/clauses.ts';
import type { Expectation } from '../plan/case.ts';
import type { Probe } from '../values/probe.ts';
import { readSchema } from '../values/schema-view.ts';

/**
 * What to expect of a valid value. A schema does not say which values a provider knows, so it may refuse any of them,
 * unless a clause says that every value is accepted. Values that no person would send then give a warning only: limits
 * that nobody wrote down are common.
 */
export function listAcceptance(contract: Contract, probe: Probe): Expectation {
  const clause = findAcceptingClause(contract, probe);
  if (!clause || probe.after === undefined) return { kind: 'accepted-or-refused' };
  const ordinary = clause.strength === 'documented' && isOrdinary(probe.after);
  return { kind: 'accepted', severity: ordinary ? 'error' : 'warning', because: 'any-value' };
}

/** The clause with `accepts: any` about the schema of the probed place. */
export function findAcceptingClause(contract: Contract, probe: Pick<Probe, 'schema'>): Clause | undefined {
  const parts = readSchema(contract.document, probe.schema).parts;
  return contract.clauses.find(
    (clause) =>
      clause.accepts === 'any' &&
      parts.some(({ at }) => at.uri === clause.owner.uri && at.pointer === clause.owner.pointer + clause.on),
  );
}

/**
 * A short text that starts and ends with something visible, without control characters and without those that a
 * firewall in front may take for an attack.
 */
function isOrdinary(value: Json): boolean {
  if (typeof value !== 'string') return true;
  return value.length <= 64 && /^[^\s\p{C}"'`<>;]([^\p{C}"'`<>;]*[^\s\p{C}"'`<>;])?$/u.test(value);
}
