import type { Contract, Operation, RouteMatch } from '../contract/contract.ts';

/** Where to look for the operation of a response. */
export type Target = { readonly method?: string | undefined; readonly url?: string | undefined };

export type Found =
  | { readonly kind: 'route'; readonly route: RouteMatch; readonly url: string; readonly method: string }
  /** Half a sentence: why no operation is known. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** The route of a call. A test server has an address of its own, so a host that the document lacks does not count. */
export function findRoute(contract: Contract, { method, url }: Target): Found {
  if (url === undefined || url === '')
    return { kind: 'unknown', reason: 'the response does not say which URL was asked; give { method, url }' };
  if (method === undefined || method === '')
    return {
      kind: 'unknown',
      reason: 'the response does not say by which method it was asked; give { method }',
    };
  const upper = method.toUpperCase();
  const route = contract.match(upper, url);
  if (route.kind !== 'server-unknown') return { kind: 'route', route, url, method: upper };
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';
  return { kind: 'route', route: contract.match(upper, target), url: target, method: upper };
}

/** An operation by its `operationId`, or by its key `PUT /image`. */
export function findOperation(contract: Contract, name: string): Operation | undefined {
  return contract.operations.find(({ operationId, key }) => operationId === name || key === name);
}
