import type { Contract, Operation } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import { findAtPointer } from '../../spec/pointer.ts';
import type { Case, CaseRequest } from '../plan/case.ts';
import { type Reading, readBack } from '../plan/prove.ts';

/** Gives the case with another request, where that one says the same. */
export type Restatement = (request: CaseRequest) => Case | undefined;

/**
 * Proves of other requests that the document says the same about them as about the request of a case: they break it by the
 * same keywords at the same places, or keep it like this one, and leave nothing more open.
 */
export function restatementsOf(contract: Contract, operation: Operation, probe: Case): Restatement {
  const whole = readBack(contract, operation, probe.request);
  if (whole.kind === 'elsewhere') return () => undefined;
  const faults = faultsOf(whole);
  const gaps = new Set(whole.unchecked);
  return (request) => {
    const reading = readBack(contract, operation, request);
    if (reading.kind === 'elsewhere') return undefined;
    if (reading.unchecked.some((reason) => !gaps.has(reason)) || faultsOf(reading) !== faults)
      return undefined;
    return { ...probe, request, ...restateProof(probe, request) };
  };
}

function faultsOf({ findings }: Extract<Reading, { kind: 'read' }>): string {
  const faults = findings.map(({ rule, spec, at }) => JSON.stringify([rule, spec?.pointer, at?.pointer]));
  return faults.sort().join();
}

/** The value that is sent can be another one of the same kind: shorter, and invalid for the same reason. */
function restateProof({ proof }: Case, { body }: CaseRequest): Pick<Case, 'proof'> {
  if (!proof) return {};
  const after = body?.kind === 'text' ? valueAt(body.text, proof.pointer) : undefined;
  return { proof: after === undefined ? proof : { ...proof, after } };
}

function valueAt(text: string, pointer: string): Json | undefined {
  if (!pointer.startsWith('/body/')) return undefined;
  try {
    return findAtPointer(JSON.parse(text), pointer.slice('/body'.length));
  } catch {
    // No JSON: the proof keeps what it says.
    return undefined;
  }
}
