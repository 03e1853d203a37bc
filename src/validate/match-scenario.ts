import type { Contract, Operation } from '../contract/contract.ts';
import type { DecodedRequest, DecodedValue } from '../contract/decoded.ts';
import type { Scenario } from '../contract/scenario.ts';
import { isEqual } from '../contract/schema-equal.ts';
import { compareFaults, type FaultSet } from './fault-set.ts';
import { type ReadScenario, readScenarios } from './read-scenario.ts';

/**
 * The scenario that a valid request plays: its content is what the examples of the scenario's name give. What the name
 * does not give (the project, where only the instance is unknown) may be anything. Of several the one that gives more
 * counts, then the one whose other values are the same too, then the first.
 */
export function matchScenario(contract: Contract, request: DecodedRequest): Scenario | undefined {
  let best: Scenario | undefined;
  let bestScore = 0;
  for (const read of readScenarios(contract, request.operation)) {
    const { scenario, faults } = read;
    if (faults.statements.size > 0 || scenario.request.credentials !== 'valid') continue;
    const score = scoreContent(read, request);
    if (score <= bestScore) continue;
    best = scenario;
    bestScore = score;
  }
  return best;
}

/**
 * The scenario that documents what is wrong with a request: the one with the same faults, else the one whose faults are
 * among them. Where several are equal, the one with the same content counts, then the first.
 */
export function matchFault(
  contract: Contract,
  operation: Operation,
  { faults, request }: { readonly faults: FaultSet; readonly request: DecodedRequest | undefined },
): Scenario | undefined {
  let best: Scenario | undefined;
  let bestScore = 0;
  for (const read of readScenarios(contract, operation)) {
    const likeness = compareFaults(read.faults, faults);
    if (likeness === 0) continue;
    const score = likeness + (request && scoreContent(read, request) > 0 ? 0.5 : 0);
    if (score <= bestScore) continue;
    best = read.scenario;
    bestScore = score;
  }
  return best;
}

/** 0 unless all that the scenario's name gives is equal; the more it gives the higher, and a half for all the rest. */
function scoreContent({ scenario, request: documented }: ReadScenario, received: DecodedRequest): number {
  const { parameters, body } = scenario.request;
  const named = new Set(
    parameters.filter(({ example }) => example.name === scenario.name).map(({ parameter }) => parameter),
  );
  let given = 0;
  let isWhole = true;
  for (const [index, value] of documented.parameters.entries()) {
    const equal = isSame(value, received.parameters[index]);
    if (named.has(value.parameter)) given += 1;
    if (!equal && named.has(value.parameter)) return 0;
    isWhole &&= equal;
  }
  const equal = isSame(documented.body, received.body);
  if (body?.name === scenario.name) {
    if (!equal) return 0;
    given += 1;
  }
  return given === 0 ? 0 : given + (isWhole && equal ? 0.5 : 0);
}

/** A received value can be read in several ways; one that is the documented value is enough. */
function isSame(documented: DecodedValue, received: DecodedValue | undefined): boolean {
  if (documented.state !== 'present' || received?.state !== 'present')
    return documented.state === received?.state;
  const [value] = documented.candidates;
  return value !== undefined && received.candidates.some((candidate) => isEqual(value, candidate));
}
