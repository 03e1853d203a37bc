import { compileContract } from '../../contract/compile.ts';
import type { Contract } from '../../contract/contract.ts';
import { KitError } from '../../errors.ts';
import { bundledSpec } from '../../spec/bundled.ts';
import { loadSpec } from '../../spec/load.ts';
import type { Phase, Plan } from '../plan/case.ts';
import { type PlanConfig, planDefaults } from '../plan/config.ts';
import { planConformance } from '../plan/plan.ts';
import { type Credentials, readCredentials } from '../request/credentials.ts';
import { readSecrets } from '../request/secrets.ts';

/** What a suite says about its provider; everything has the default of `contract-kit test`. */
export type ConformanceSettings = {
  /** The service under test, with its base path. */
  readonly target: string;
  /** File or URL of the document; the bundled one where nothing is said. */
  readonly spec?: string;
  /** The folder that `spec` is relative to; the working folder where nothing is said. */
  readonly cwd?: string;
  /**
   * Header fields of every request, with the credentials. Credentials are also found in the environment, as
   * `CONTRACT_KIT_` and the key of their security scheme.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Credentials that were valid once. */
  readonly expiredHeaders?: Readonly<Record<string, string>>;
  /** Valid credentials of somebody who has no right to what is asked for. */
  readonly otherHeaders?: Readonly<Record<string, string>>;
  /** Values by parameter name, or by `body` and a dotted path: `body.path`. */
  readonly set?: Readonly<Record<string, string>>;
  /** Only operations with this operationId or `METHOD /path`. */
  readonly only?: readonly string[];
  readonly phases?: readonly Phase[];
  readonly seed?: number;
  /** Also send documented DELETE operations. */
  readonly allowDelete?: boolean;
  /** Send safe methods only. */
  readonly readOnly?: boolean;
  /** Requests at the same time; 1 where nothing is said. */
  readonly workers?: number;
  /** Milliseconds for one whole answer; 10,000 where nothing is said. */
  readonly timeout?: number;
  /** Requests in a second at most. */
  readonly rate?: number;
  /** Milliseconds after which nothing more is begun. */
  readonly budget?: number;
  /** Milliseconds that an answer may take. */
  readonly maxResponseTime?: number;
  readonly signal?: AbortSignal;
};

/** A document read for a provider. */
export type Preparation = {
  readonly contract: Contract;
  readonly config: PlanConfig;
  readonly plan: Plan;
  readonly credentials: Credentials;
  readonly origin: string;
};

/**
 * Reads the document and plans what to send.
 *
 * @throws KitError `usage-invalid` for settings that name what the document does not have, and what `loadSpec` throws
 */
export async function prepare(settings: ConformanceSettings): Promise<Preparation> {
  const target = URL.parse(settings.target);
  if (!target || !/^https?:$/.test(target.protocol))
    throw new KitError(
      'usage-invalid',
      `the target wants an http or https URL, received ${JSON.stringify(settings.target)}`,
    );
  const document = await loadSpec(settings.spec ?? bundledSpec, { cwd: settings.cwd ?? process.cwd() });
  const contract = compileContract(document, { servers: [target.href] });
  const { credentials, others } = readCredentials(contract, {
    headers: toFields(settings.headers),
    expiredHeaders: toFields(settings.expiredHeaders),
    otherHeaders: toFields(settings.otherHeaders),
    secrets: readSecrets(process.env),
  });
  const config: PlanConfig = {
    ...planDefaults,
    values: settings.set ?? planDefaults.values,
    headers: others,
    basePath: target.pathname.replace(/\/+$/, ''),
    seed: settings.seed ?? planDefaults.seed,
    phases: settings.phases ?? planDefaults.phases,
    only: settings.only ?? planDefaults.only,
    credentials: {
      valid: [...credentials.valid.keys()],
      expired: [...credentials.expired.keys()],
      other: [...credentials.other.keys()],
    },
    allowDelete: settings.allowDelete ?? planDefaults.allowDelete,
    readOnly: settings.readOnly ?? planDefaults.readOnly,
  };
  return { contract, config, plan: planConformance(contract, config), credentials, origin: target.origin };
}

function toFields(headers: Readonly<Record<string, string>> = {}): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
