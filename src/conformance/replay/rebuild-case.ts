import type { Operation } from '../../contract/contract.ts';
import { redacted } from '../../exchange/redact-text.ts';
import type { Case } from '../plan/case.ts';
import type { PlanConfig } from '../plan/config.ts';
import type { SavedFailure } from './saved-failure.ts';

/**
 * The case of a saved failure for the target of today: below its base path, with the header fields that were taken out as
 * secret, and with the path of the accepted request where the saved one had that. The sentence says what is missing.
 */
export function rebuildCase(
  { case: saved, validUrl }: SavedFailure,
  now: { operation: Operation; baseline: Case; config: PlanConfig },
): Case | string {
  const { operation, baseline, config } = now;
  const headers: (readonly [string, string])[] = [];
  for (const [name, value] of saved.request.headers) {
    const given = config.headers.find(([other]) => other.toLowerCase() === name.toLowerCase());
    if (value === redacted && !given) return `the report holds no secrets: give ${name} again with --header`;
    headers.push([name, value === redacted && given ? given[1] : value]);
  }
  const [path = '', ...query] = saved.request.url.split('?');
  const [validPath] = (validUrl ?? '').split('?');
  const [todays = ''] = baseline.request.url.split('?');
  const todaysPath = path === validPath ? todays : rebase(path, operation, config.basePath);
  const request = { ...saved.request, headers, url: [todaysPath, ...query].join('?') };
  if (JSON.stringify({ ...request, headers: [] }).includes(redacted))
    return 'the report holds no secrets, and the request had one';
  return { ...saved, request };
}

/** The path of the operation below another base path: it has as many segments as its template. */
function rebase(path: string, operation: Operation, basePath: string): string {
  const count = operation.path.split('/').length - 1;
  const segments = path.split('/');
  return segments.length <= count ? path : `${basePath}/${segments.slice(-count).join('/')}`;
}
