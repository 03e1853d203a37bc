import { findAlternative } from '../request/credentials.ts';
import type { Unexercised } from './case.ts';
import type { PhaseContext } from './case-draft.ts';

/** The security alternatives that no request of the plan uses, and why. */
export function listUnexercised({ operation, config }: PhaseContext): readonly Unexercised[] {
  const known = new Set(config.credentials.valid);
  const used = findAlternative(operation, known);
  return operation.security.flatMap((requirement): Unexercised[] => {
    if (requirement === used || requirement.schemes.length === 0) return [];
    const missing = requirement.schemes.filter((scheme) => !known.has(scheme.key)).map(({ key }) => key);
    const reason =
      missing.length > 0
        ? `no credential for ${missing.join(' and ')} was given`
        : `the run used the credential of ${used?.schemes.map(({ key }) => key).join(' and ')}`;
    return [requirement, ...requirement.schemes].map(({ at }) => ({ place: at, reason }));
  });
}
