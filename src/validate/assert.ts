import type { Contract } from '../contract/contract.ts';
import { KitError } from '../errors.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { compareFindings, type Finding, type Unchecked } from '../finding.ts';
import { type CheckOptions, check } from './check.ts';

/** What `assertExchange` throws: a `KitError` with everything that was found. */
export type ExchangeError = KitError & {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
};

/**
 * Throws when an exchange breaks the contract (`contract-broken`: a finding of severity error) or could not be checked
 * (`exchange-unchecked`: never a pass); warnings alone do not throw.
 *
 * @example assertExchange(contract, await fromFetch(request, response));
 */
export function assertExchange(contract: Contract, exchange: Exchange, options: CheckOptions = {}): void {
  const { route, findings, unchecked } = check(contract, exchange, options);
  const sorted = findings.toSorted(compareFindings);
  const errors = sorted.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const lines = errors.map(({ rule, message, spec }) => {
      const place = spec ? ` (${spec.file}:${spec.line})` : '';
      return `  ${rule}: ${message}${place}`;
    });
    const message = ['the exchange breaks the contract', ...lines].join('\n');
    throw Object.assign(new KitError('contract-broken', message), { findings: sorted, unchecked });
  }
  const reasons = unchecked.map(({ reason }) => reason);
  if (route.kind === 'server-unknown') reasons.push('the URL belongs to no server of the document');
  if (reasons.length === 0) return;
  const message = ['the exchange could not be checked', ...reasons.map((reason) => `  ${reason}`)].join('\n');
  throw Object.assign(new KitError('exchange-unchecked', message), { findings: sorted, unchecked });
}
