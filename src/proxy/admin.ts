import { createServer, type Server } from 'node:http';
import type { Journal } from '../validate/journal.ts';
import type { ProxyResults } from './results.ts';

/** What the second port shows. It is a port of its own because every path of the first one is the service's. */
export function createAdminServer(shown: { journal: Journal; results: () => ProxyResults }): Server {
  const pages: Readonly<Record<string, () => object>> = {
    '/_kit/health': () => ({ status: 'ok' }),
    '/_kit/journal': () => ({ entries: shown.journal.entries() }),
    '/_kit/results': shown.results,
  };
  return createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const status = page === undefined ? 404 : isRead ? 200 : 405;
    const value =
      page !== undefined && isRead ? page() : { status, title: `there is ${Object.keys(pages).join(', ')}` };
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(value, undefined, 2)}\n`);
    request.resume();
  });
}
