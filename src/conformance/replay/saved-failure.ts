import type { Contract } from '../../contract/contract.ts';
import { findSecrets } from '../../exchange/find-secrets.ts';
import { redacted } from '../../exchange/redact-text.ts';
import { type SecretNames, secretNames } from '../../exchange/secret-names.ts';
import type { Finding, RuleId, Severity } from '../../finding.ts';
import type { Case } from '../plan/case.ts';
import type { PlanConfig } from '../plan/config.ts';
import { type Credentials, carrierOf, schemesOf } from '../request/credentials.ts';
import type { Failure } from '../run/failure.ts';
import { hideSecrets } from './hide-secrets.ts';

/** The request behind a finding as data: enough to send it again and judge the answer, without any secret. */
export type SavedFailure = {
  /** Of the finding. */
  readonly fingerprint: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  /** The status of the answer that showed it; absent where there was none. */
  readonly status?: number;
  /** Of a fault that came and went: how often it was seen. */
  readonly flaky?: { readonly seen: number; readonly tries: number };
  /** The target of the accepted request that the case is a variation of. */
  readonly validUrl?: string;
  /** The id of the sequence of requests that shows it, where one request does not. */
  readonly sequence?: string;
  /** Places name the files of the document as its findings do. */
  readonly case: Case;
};

/**
 * The failures of a run in the form that goes into a report. Field values under secret names are replaced, and so is what is
 * known to be secret wherever it stands; what a service answers under a secret name is.
 */
export function saveFailures(
  contract: Contract,
  run: { failures: readonly Failure[]; findings: readonly Finding[] },
  secrets: { config: PlanConfig; credentials: Credentials },
): SavedFailure[] {
  const names = secretNames(
    contract.operations.flatMap(schemesOf).flatMap((scheme) => carrierOf(scheme)?.name ?? []),
  );
  const echoed = run.failures.flatMap(({ exchange }) =>
    findSecrets({ ...exchange, request: { method: '', url: '', headers: {} } }, names),
  );
  const hide = hideSecrets([...listSecrets(secrets, names), ...echoed]);
  const byFingerprint = new Map(run.findings.map((finding) => [finding.fingerprint, finding]));
  return run.failures
    .flatMap(({ fingerprint, case: probe, exchange, validUrl, sequence }): SavedFailure[] => {
      const finding = byFingerprint.get(fingerprint);
      if (!finding) return [];
      const { rule, severity, flaky } = finding;
      return [
        {
          ...{ fingerprint, rule, severity },
          ...(exchange.response ? { status: exchange.response.status } : {}),
          ...(flaky ? { flaky } : {}),
          ...(validUrl === undefined ? {} : { validUrl: hide(validUrl) }),
          ...(sequence ? { sequence: sequence.id } : {}),
          case: hide(withFileNames(contract, withoutSecretFields(probe, names))),
        },
      ];
    })
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function withoutSecretFields(probe: Case, names: SecretNames): Case {
  const headers = probe.request.headers.map(
    ([name, value]) => [name, names.isHeader(name) && value !== '' ? redacted : value] as const,
  );
  return { ...probe, request: { ...probe.request, headers } };
}

/** What a person gave as a credential or under a secret name. */
function listSecrets(
  { config, credentials }: { config: PlanConfig; credentials: Credentials },
  names: SecretNames,
): string[] {
  const { valid, expired, other } = credentials;
  const given = [valid, expired, other].flatMap((values) => [...values.values()]);
  // `Bearer abc` is secret without its scheme too.
  const bare = given.map((value) => value.slice(value.indexOf(' ') + 1));
  const fields = config.headers.filter(([name]) => names.isHeader(name)).map(([, value]) => value);
  const values = Object.entries(config.values)
    .filter(([name]) => names.isKey(name.slice(name.lastIndexOf('.') + 1)))
    .map(([, value]) => value);
  return [...given, ...bare, ...fields, ...values];
}

/** URIs of files are those of one machine; names are what a person gave. */
function withFileNames({ document }: Contract, probe: Case): Case {
  const name = (uri: string): string => document.files.get(uri)?.name ?? uri;
  return mapUris(probe, name);
}

/** The case with the places of this machine's document. */
export function withFileUris({ document }: Contract, probe: Case): Case {
  const files = [...document.files.values()];
  const uri = (name: string): string => files.find((file) => file.name === name)?.uri ?? document.uri;
  return mapUris(probe, uri);
}

function mapUris(probe: Case, map: (uri: string) => string): Case {
  return JSON.parse(JSON.stringify(probe), (key, value: unknown) =>
    isPlace(value) && key !== 'before' && key !== 'after' ? { ...value, uri: map(value.uri) } : value,
  );
}

function isPlace(value: unknown): value is { uri: string; pointer: string } {
  return (
    value !== null &&
    typeof value === 'object' &&
    Object.keys(value).length === 2 &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'pointer' in value
  );
}
