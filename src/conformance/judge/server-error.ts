import type { Case } from '../plan/case.ts';
import type { ProbeFault } from './probe-finding.ts';

/** A request that the service could not cope with. */
export function serverError(probe: Case, status: number): ProbeFault {
  return {
    rule: 'response-server-error',
    severity: 'error',
    message: `${probe.intent.description}: received status ${status}, documented is an answer without a server error`,
    place: probe.intent.place,
    side: 'response',
    pointer: '/status',
    actual: status,
    clause: undefined,
  };
}
