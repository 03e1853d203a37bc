/**
 * Every way a run can end without a trustworthy answer, with the sentence that documents it.
 * A broken contract is never one of these: that is a `Finding`.
 */
export const kitErrorCodes = {
  'usage-invalid': 'An option, argument or config value cannot be used.',
  'input-unreadable': 'A file or URL cannot be read.',
  'spec-unreadable': 'The OpenAPI document cannot be parsed.',
  'spec-unsupported': 'The document is not an OpenAPI 3.0 or 3.1 document.',
  'reference-unresolvable': 'A $ref of the document points nowhere.',
  'target-unreachable': 'The service under test does not accept connections.',
  'port-unavailable': 'The server cannot listen on the requested address.',
  'store-unreadable': 'The provider store cannot be opened.',
  'pact-unreadable': 'A file is not a pact that can be read.',
  'broker-unreachable': 'The Pact Broker does not answer.',
  'broker-refused': 'The Pact Broker refuses what is asked of it, or answers what cannot be understood.',
  'interaction-unproven': 'A consumer under test does not do what its Pact interaction says.',
  'contract-broken': 'An asserted exchange breaks the contract; `findings` tells how.',
  'exchange-unchecked': 'An asserted exchange could not be checked; `unchecked` tells why.',
} as const;

export type KitErrorCode = keyof typeof kitErrorCodes;

/**
 * The run cannot be trusted: the input, not the API, is at fault.
 *
 * @example throw new KitError('input-unreadable', 'cannot read openapi.yaml: no such file', { hint: 'give the path with --spec FILE' });
 */
export class KitError extends Error {
  override readonly name = 'KitError';
  readonly code: KitErrorCode;
  /** The next step for the person who reads the message. */
  readonly hint: string | undefined;

  constructor(code: KitErrorCode, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
