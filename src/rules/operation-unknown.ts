import { joinPointer } from '../spec/pointer.ts';
import { showName } from './excerpt.ts';
import { redactorOf } from './redactor-of.ts';
import { type Draft, none, type Rule, type RuleContext } from './rule.ts';

/** OpenAPI 3.1 §4.8.8, §4.8.9: the paths and methods that a client may use. */
export const operationUnknown: Rule = {
  id: 'operation-unknown',
  side: 'request',
  severity: 'error',
  title: 'A request uses a path and a method that the document describes',
  check(context) {
    const { kind } = context.route;
    return kind === 'operation' || kind === 'server-unknown' || isPreflight(context)
      ? none
      : explain(context);
  },
};

function explain(context: RuleContext): readonly Draft[] {
  const { contract, exchange, route } = context;
  const { uri } = contract.document;
  const { method, url } = exchange.request;
  if (route.kind === 'method-unknown') {
    const methods = route.methods.map(showName).join(', ');
    return [
      {
        kind: 'fault',
        message: `received method ${showName(method)} for ${showName(route.path)}, documented ${methods}`,
        pointer: '/method',
        place: { uri, pointer: joinPointer('/paths', route.path) },
        expected: [...route.methods],
        actual: method,
        hint: 'use a documented method, or document this one',
      },
    ];
  }
  const path = redactorOf(context).text(pathOf(url));
  return [
    {
      kind: 'fault',
      message: `received path ${showName(path)}, which matches no documented path`,
      pointer: '/path',
      place: { uri, pointer: '/paths' },
      actual: path,
      hint: 'compare the base URL of the client with the servers of the document',
    },
  ];
}

/** Browsers ask on their own whether a page of another origin may call (Fetch standard §3.2.2). */
function isPreflight({ exchange: { request } }: RuleContext): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

/** Without origin and query: these are not what is compared. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] ?? '';
  return path === '' ? '/' : path;
}
