import { KitError } from '../../errors.ts';
import type { SavedFailure } from './saved-failure.ts';

/**
 * The failures of a JSON report.
 *
 * @throws KitError `input-unreadable` for a text that is no report of a test, in which no failure needs to be
 */
export function readFailures(
  text: string,
  file: string,
): { readonly digest: string; readonly failures: readonly SavedFailure[] } {
  const report = parse(text, file);
  const failures = memberOf(report, 'failures') ?? [];
  const contract = memberOf(report, 'contract');
  if (memberOf(report, 'version') !== 1 || !Array.isArray(failures) || contract === undefined)
    throw unreadable(`${file} is no JSON report of version 1`);
  if (failures.length === 0) throw unreadable(`${file} holds no failure to send again`);
  const broken = failures.findIndex((failure) => !isFailure(failure));
  if (broken >= 0) throw unreadable(`${file} is no report of a test: /failures/${broken} cannot be read`);
  return { digest: String(memberOf(contract, 'digest')), failures };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(`${file} is no JSON`, cause);
  }
}

function unreadable(message: string, cause?: unknown): KitError {
  const hint = 'the JSON report of a test that failed: contract-kit test … --report json=FILE';
  return new KitError('input-unreadable', message, { hint, cause });
}

/** What sending and judging relies on; everything else only shows up in messages. */
function isFailure(value: unknown): value is SavedFailure {
  const probe = memberOf(value, 'case');
  const request = memberOf(probe, 'request');
  const headers = memberOf(request, 'headers');
  const texts = [
    memberOf(value, 'fingerprint'),
    memberOf(value, 'rule'),
    memberOf(value, 'severity'),
    memberOf(probe, 'id'),
    memberOf(probe, 'operation'),
    memberOf(memberOf(probe, 'intent'), 'description'),
    memberOf(memberOf(probe, 'expect'), 'kind'),
    memberOf(request, 'method'),
    memberOf(request, 'url'),
    memberOf(request, 'credentials'),
  ];
  return (
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(headers) &&
    headers.every((field) => Array.isArray(field) && field.every((part) => typeof part === 'string')) &&
    isPlace(memberOf(memberOf(probe, 'intent'), 'place'))
  );
}

function isPlace(value: unknown): boolean {
  return typeof memberOf(value, 'uri') === 'string' && typeof memberOf(value, 'pointer') === 'string';
}

function memberOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
