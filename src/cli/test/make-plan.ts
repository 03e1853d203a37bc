import { type Phase, type Plan, phases } from '../../conformance/plan/case.ts';
import { planDefaults, type RecordedRequest } from '../../conformance/plan/config.ts';
import { planConformance } from '../../conformance/plan/plan.ts';
import { type Credentials, readCredentials } from '../../conformance/request/credentials.ts';
import { readSecrets } from '../../conformance/request/secrets.ts';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import type { Io } from '../io.ts';
import { readHeaders, readWholeNumber, type SharedOptions } from '../shared-options.ts';
import type { TestOptions } from './options.ts';
import { readOperations } from './read-operations.ts';

/**
 * The plan that the options of `test` ask for, and the credentials that are put into its requests.
 *
 * @throws KitError `usage-invalid` for options that name what the document does not have
 */
export function makePlan(
  contract: Contract,
  given: {
    shared: SharedOptions;
    options: TestOptions;
    target: URL;
    io: Io;
    recorded?: readonly RecordedRequest[];
  },
): { plan: Plan; credentials: Credentials } {
  const { shared, options, target, io, recorded = [] } = given;
  const { credentials, others } = readCredentials(contract, {
    headers: shared.headers,
    expiredHeaders: readHeaders('--expired-header', options.expiredHeader),
    otherHeaders: readHeaders('--other-header', options.otherHeader),
    secrets: readSecrets(io.env),
  });
  const plan = planConformance(contract, {
    ...planDefaults,
    values: shared.set,
    operations: readOperations(options),
    recorded,
    headers: others,
    basePath: target.pathname.replace(/\/+$/, ''),
    seed: shared.seed ?? planDefaults.seed,
    phases: readPhases(options.phases),
    fuzzCases: readWholeNumber('--fuzz-cases', options.fuzzCases) ?? planDefaults.fuzzCases,
    only: options.only === undefined ? [] : [options.only].flat().map(String),
    credentials: {
      valid: [...credentials.valid.keys()],
      expired: [...credentials.expired.keys()],
      other: [...credentials.other.keys()],
    },
    readOnly: options.readOnly === true,
    allowDelete: options.allowDelete === true,
  });
  return { plan, credentials };
}

function readPhases(value: unknown): readonly Phase[] {
  const names = [value].flat().flatMap((text) => String(text).split(','));
  const unknown = names.find((name) => !phases.some((phase) => phase === name));
  if (unknown !== undefined)
    throw new KitError('usage-invalid', `--phases knows no phase ${JSON.stringify(unknown)}`, {
      hint: `some of ${phases.join(', ')}`,
    });
  return phases.filter((phase) => names.includes(phase));
}
