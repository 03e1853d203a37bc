import type { Contract } from '../../contract/contract.ts';
import { toBases } from '../../contract/route-server.ts';
import { wildcard } from '../../contract/route-template.ts';
import type { Exchange } from '../../exchange/exchange.ts';

/**
 * The exchange as the document sees it. A consumer that is given the base URL of the service writes paths without the base
 * path of the server (OpenAPI 3.1 §4.8.5), others write them with it: where only the path below a base path is
 * documented, that is the one.
 */
export function withBasePath(contract: Contract, exchange: Exchange): Exchange {
  const { request } = exchange;
  const found = contract.match(request.method, request.url);
  if (found.kind === 'operation' || !request.url.startsWith('/')) return exchange;
  const others = basePathsOf(contract).map((base) => `${base}${request.url}`);
  const kinds = others.map((url) => contract.match(request.method, url).kind);
  const index = kinds.indexOf('operation');
  // A path that is documented for other methods tells more than one that is not documented at all.
  const best = index < 0 && found.kind === 'path-unknown' ? kinds.indexOf('method-unknown') : index;
  const url = others[best];
  return url === undefined ? exchange : { ...exchange, request: { ...request, url } };
}

const basePaths = new WeakMap<Contract, readonly string[]>();

function basePathsOf(contract: Contract): readonly string[] {
  const known = basePaths.get(contract);
  if (known) return known;
  const servers = new Set(contract.operations.flatMap(({ servers }) => servers));
  const bases = [...servers].flatMap((server) => toBases(server, contract.document.uri));
  const paths = [...new Set(bases.map(({ path }) => path))];
  const usable = paths.filter((path) => path !== '' && !path.includes(wildcard));
  basePaths.set(contract, usable);
  return usable;
}
