import type { SchemaIssue } from '../../contract/contract.ts';
import { decodeRequest } from '../../contract/decode-request.ts';
import { toBases } from '../../contract/route-server.ts';
import type { Matcher } from '../../exchange/matcher.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { parameterPointer, parameterSubject } from '../parameter-words.ts';
import type { Draft, RuleContext } from '../rule.ts';
import { acceptsAll } from './accepts.ts';
import { isOddNumber } from './judge-texts.ts';
import { findParameterIssues, type ParameterIssue } from './parameter-issues.ts';
import { toMatcherFault } from './to-draft.ts';
import { tryWitnesses } from './try-witnesses.ts';

/** The path of a request as the pact has it: behind what its reader put before it. */
export type PathText = { readonly before: string; readonly path: string; readonly after: string };

/**
 * The path that the matcher of a pact is about. Pacts leave the base path of a server out or not: of the two readings it is
 * the first that the matcher accepts.
 */
export function findPathText(
  { contract, exchange, route }: RuleContext,
  { rules, combine }: Matcher,
): PathText {
  const { url } = exchange.request;
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const end = url.search(/[?#]/);
  const path = url.slice(origin.length, end < 0 ? undefined : end);
  const after = end < 0 ? '' : url.slice(end);
  const servers = route.kind === 'operation' ? route.operation.servers : [];
  const bases = servers.flatMap((server) => toBases(server, contract.document.uri)).map((base) => base.path);
  const shorter = bases.filter((base) => base !== '' && path.startsWith(`${base}/`));
  const readings = ['', ...shorter].map((base) => ({
    before: origin + base,
    path: path.slice(base.length),
    after,
  }));
  const accepted = readings.find(
    (text) => acceptsAll(rules, combine, { example: text.path, value: text.path, form: 'text' }) !== false,
  );
  return accepted ?? { before: origin, path, after };
}

/** Whether the matcher of a path accepts paths that the document does not have, or wrong values of its parameters. */
export function judgePath(context: RuleContext, matcher: Matcher): readonly Draft[] {
  const { request, route } = context;
  if (!request || route.kind !== 'operation') return [];
  const { before, path, after } = findPathText(context, matcher);
  const judge = (text: string) => issuesOf(context, { url: `${before}${text}${after}`, text });
  if (judge(path).length > 0) return [];
  const { deviations, reasons } = tryWitnesses(
    { rules: matcher.rules, combine: matcher.combine, example: path, form: 'text' },
    (witness) => (typeof witness === 'string' && isPlainPath(witness) ? judge(witness) : []),
  );
  const place = route.operation.at;
  return [
    ...deviations.map((deviation) => {
      const { issue } = deviation;
      const subject =
        'parameter' in issue
          ? parameterSubject(issue.parameter as ParameterIssue['parameter'])
          : 'request path';
      const pointer =
        'parameter' in issue ? parameterPointer(issue.parameter as ParameterIssue['parameter']) : '/path';
      return toMatcherFault(context, deviation, { subject, pointer });
    }),
    ...reasons.map(
      (reason): Draft => ({ kind: 'unchecked', reason: `request path: ${reason}`, pointer: '/path', place }),
    ),
  ];
}

/** Characters that mean themselves in every URL, and no empty segments: how those are read differs. */
function isPlainPath(text: string): boolean {
  const isPlain = /^(?:\/[\w.~-]+)+$/.test(text) && !/\/\.{1,2}(?:\/|$)/.test(text);
  return isPlain && !text.split('/').some(isOddNumber);
}

function issuesOf(
  context: RuleContext,
  { url, text }: { url: string; text: string },
): readonly SchemaIssue[] {
  const { contract, exchange, route } = context;
  if (route.kind !== 'operation') return [];
  const found = contract.match(exchange.request.method, url);
  if (found.kind === 'operation') {
    // Another documented operation is documented.
    if (found.operation !== route.operation) return [];
    const decoded = decodeRequest(
      contract,
      found.operation,
      found.pathValues,
      { ...exchange.request, url },
      'expected',
    );
    const inPath = decoded.parameters.filter(({ parameter }) => parameter.in === 'path');
    return findParameterIssues(contract, 'request', inPath);
  }
  if (found.kind === 'server-unknown') return [];
  const { path, at } = route.operation;
  const unknown = found.kind === 'path-unknown' ? path : found.methods.join(', ');
  return [
    {
      keyword: 'path',
      pointer: '',
      at: { uri: at.uri, pointer: joinPointer(at.pointer) },
      message: 'must be documented',
      expected: unknown,
      actual: text,
    },
  ];
}
