import type { Operation, SecurityScheme } from '../contract/contract.ts';
import type { Finding, Unchecked } from '../finding.ts';
import { pointerTokens } from '../spec/pointer.ts';
import type { CheckResult } from '../validate/check.ts';

/** A broken statement as Prism tells it: `code` is a keyword of JSON Schema, or the status that it stands for. */
export type Violation = {
  /** Where in the request: `['body', 'tags']`. */
  readonly location: readonly string[];
  readonly severity: 'Error' | 'Warning';
  readonly code: string | number;
  readonly message: string;
  /** For `WWW-Authenticate`. */
  readonly tags?: readonly string[];
};

/**
 * What the engine found in a request, as violations. Each finding is an error here, whatever the strength of its clause:
 * that says how sure the documentation is, and the mock answers as it is written. What could not be judged is a warning:
 * it must not pass in silence.
 */
export function toViolations({ findings, unchecked, operation }: CheckResult): readonly Violation[] {
  if (findings.length === 0 && unchecked.length === 0) return none;
  return [...findings.map((finding) => toViolation(finding, operation)), ...unchecked.map(toWarning)];
}

const none: readonly Violation[] = Object.freeze([]);

function toViolation(finding: Finding, operation: Operation | undefined): Violation {
  const code = codeOf(finding);
  return {
    location: code === 401 || code === 415 ? [] : pointerTokens(finding.at?.pointer ?? ''),
    severity: 'Error',
    code,
    message: finding.message,
    ...(code === 401 && operation && { tags: challengesOf(operation) }),
  };
}

function codeOf({ rule, spec }: Finding): string | number {
  switch (rule) {
    case 'request-security-missing':
      return 401;
    case 'request-media-type-unknown':
      return 415;
    case 'request-parameter-missing':
    case 'request-body-missing':
      return 'required';
    case 'request-parameter-schema':
    case 'request-body-schema':
      return pointerTokens(spec?.pointer ?? '').findLast((token) => !/^\d+$/.test(token)) ?? rule;
    default:
      return rule;
  }
}

function toWarning({ reason, at }: Unchecked): Violation {
  const location = pointerTokens(at?.pointer ?? '');
  return { location, severity: 'Warning', code: 'unchecked', message: `this was not judged: ${reason}` };
}

/** The challenges that Prism 5.16 names for the schemes of an operation. */
function challengesOf({ security }: Operation): readonly string[] {
  return security.flatMap(({ schemes }) => schemes.flatMap((scheme) => challengeOf(scheme) ?? []));
}

function challengeOf({ type, scheme }: SecurityScheme): string | undefined {
  switch (type) {
    case 'http':
      return { basic: 'Basic realm="*"', digest: 'Digest realm="*", nonce="abc123"', bearer: 'Bearer' }[
        scheme ?? ''
      ];
    case 'oauth2':
      return 'OAuth2';
    case 'openIdConnect':
      return 'OpenID';
    case 'apiKey':
    case 'mutualTLS':
      return undefined;
    default:
      return type satisfies never;
  }
}
