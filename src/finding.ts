import { createHash } from 'node:crypto';

/** Any JSON value (RFC 8259 §3), read-only. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One id per fault: `<part>-<thing>-<fault>`. Ids are never renamed after a release. */
export const ruleIds = [
  'operation-unknown',
  'request-parameter-missing',
  'request-parameter-schema',
  'request-parameter-unreadable',
  'request-parameter-unknown',
  'request-security-missing',
  'request-media-type-unknown',
  'request-body-missing',
  'request-body-schema',
  'request-body-unreadable',
  'response-status-unknown',
  'response-media-type-unknown',
  'response-header-missing',
  'response-header-schema',
  'response-header-unknown',
  'response-body-missing',
  'response-body-schema',
  'response-body-unreadable',
  'response-body-unknown',
  'request-matcher-schema',
  'response-matcher-schema',
  'request-example-refused',
  'response-example-refused',
  'request-valid-refused',
  'request-invalid-accepted',
  'request-unauthenticated-accepted',
  'scenario-outcome-different',
  'response-server-error',
  'response-absent',
  'operation-not-idempotent',
  'request-refused-applied',
  'response-error-different',
  'response-media-type-different',
  'response-time-exceeded',
  'operation-not-repeatable',
  'resource-created-missing',
  'resource-deleted-found',
  'resource-value-different',
  'pact-interaction-different',
  'pact-state-missing',
  'document-structure-schema',
  'document-schema-unreadable',
  'document-example-schema',
  'document-clause-unknown',
] as const;

export type RuleId = (typeof ruleIds)[number];

export type Severity = 'error' | 'warning';

/** `METHOD /path/template`, the name of an operation in every report. */
export type OperationKey = `${string} ${string}`;

/** The id of a documented statement, from `x-clause` in the document. */
export type ClauseId = string;

/** A place in a document as a person finds it: lines and columns count from 1, `pointer` is RFC 6901. */
export type SpecLocation = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
};

/** A place in an exchange: its number in the run, the side, and a pointer such as `/body/tags` or `/header/x-auth-token`. */
export type ExchangeLocation = {
  readonly exchange: number;
  readonly side: 'request' | 'response';
  readonly pointer: string;
};

/** Why a request that was accepted is invalid. */
export type FindingProof = {
  /** The broken keyword, or the word of the specification: `maxLength`, `required`, `security`, `content`. */
  readonly keyword: string;
  /** The place in the request. */
  readonly pointer: string;
  /** The valid value that stood there; absent where there was none. */
  readonly before?: Json;
  /** The invalid one that was sent; absent where it was taken away. */
  readonly after?: Json;
};

/** The API or its client is wrong: data, never thrown. */
export type Finding = {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly operation?: OperationKey;
  readonly spec?: SpecLocation;
  readonly clause?: ClauseId;
  /** The documented sentence of that clause. */
  readonly statement?: string;
  readonly at?: ExchangeLocation;
  /**
   * The case, or the file and its line or entry, that the exchange came from; of a pact also the place of the fault in the
   * file and the description of the interaction.
   */
  readonly origin?: {
    readonly label?: string;
    readonly line?: number;
    readonly column?: number;
    readonly pointer?: string;
    readonly interaction?: string;
  };
  /** What the document says, as data. */
  readonly expected?: Json;
  /** What was received, redacted. */
  readonly actual?: Json;
  /** Of a request that was made to break the document: the one thing that was changed, redacted and cut short. */
  readonly proof?: FindingProof;
  readonly hint?: string;
  /** 12 hex digits, equal for the same fault at the same place from run to run. */
  readonly fingerprint: string;
  /** A curl line that sends the same request again; credentials are placeholders. */
  readonly reproduce?: string;
  /** How many exchanges showed this fault; absent means one. */
  readonly count?: number;
  /** The fault comes and goes: of `tries` equal requests `seen` showed it. */
  readonly flaky?: { readonly seen: number; readonly tries: number };
};

/** Something that could not be looked at: never a pass. */
export type Unchecked = {
  /** One sentence without a full stop; equal reasons are counted together. */
  readonly reason: string;
  readonly spec?: SpecLocation;
  readonly at?: ExchangeLocation;
};

export type VerdictStatus = 'pass' | 'fail' | 'unchecked';

/** The one answer of a run, with the reasons for everything that is not a pass. */
export type Verdict = { readonly status: VerdictStatus; readonly reasons: readonly string[] };

/**
 * The identity of a fault: rule, operation, place in the document and place in the message, but no values, no line
 * numbers and no exchange number, so that it survives edits elsewhere and reruns.
 *
 * @example fingerprint({ rule: 'response-body-schema', operation: 'PUT /image', spec: '/paths/~1image/put', at: '/body/result' })
 */
export function fingerprint(identity: {
  rule: RuleId;
  operation?: string | undefined;
  spec?: string | undefined;
  at?: string | undefined;
}): string {
  const parts = [identity.rule, identity.operation ?? '', identity.spec ?? '', identity.at ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** The total order of findings in every output: operation, place in the document, rule, place in the exchange. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.operation, b.operation) ||
    compareText(a.spec?.file, b.spec?.file) ||
    (a.spec?.line ?? 0) - (b.spec?.line ?? 0) ||
    (a.spec?.column ?? 0) - (b.spec?.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    (a.at?.exchange ?? 0) - (b.at?.exchange ?? 0) ||
    compareText(a.at?.side, b.at?.side) ||
    compareText(a.at?.pointer, b.at?.pointer) ||
    compareText(a.message, b.message)
  );
}

function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
