import type { Operation } from '../../contract/contract.ts';
import { decodeRequest } from '../../contract/decode-request.ts';
import { decodeResponse } from '../../contract/decode-response.ts';
import type { DecodedParameter } from '../../contract/decoded.ts';
import type { HttpHeaders, HttpRequest } from '../../exchange/exchange.ts';
import type { Matcher } from '../../exchange/matcher.ts';
import { findHeader } from '../../exchange/message.ts';
import { decodeName } from '../../exchange/redact.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { joinPointer } from '../../spec/pointer.ts';
import { showName } from '../excerpt.ts';
import type { RuleContext } from '../rule.ts';
import { findParameterIssues, type ParameterIssue } from './parameter-issues.ts';
import type { Spot } from './to-draft.ts';

/** A text of a message that a matcher is about. */
export type TextSite = Spot & {
  readonly matcher: Matcher;
  readonly example: string;
  readonly place: SpecPlace;
  /** What the document says against the message once the text is another one. */
  judge(text: string): readonly ParameterIssue[];
};

/** The parts of a request that carry credentials, as `header x-auth-token`; keys in cookies make the whole field one. */
function credentialsOf({ security }: Operation): ReadonlySet<string> {
  const keys = security
    .flatMap(({ schemes }) => schemes)
    .map(({ in: location, name = '' }) =>
      location === 'cookie'
        ? 'header cookie'
        : `${location} ${location === 'header' ? name.toLowerCase() : name}`,
    );
  return new Set([...keys, 'header authorization']);
}

/** Header fields that OpenAPI describes elsewhere (§4.8.12.1). */
const notParameters: ReadonlySet<string> = new Set(['accept', 'content-type']);

/** The query and header texts of a request that have a matcher; credentials have no schema. */
export function findRequestTexts(context: RuleContext, matchers: readonly Matcher[]): readonly TextSite[] {
  const { request, exchange, route, contract } = context;
  if (!request || route.kind !== 'operation') return [];
  const { operation } = request;
  const secret = credentialsOf(operation);
  const judgeIn = (changed: HttpRequest, isMeant: (decoded: DecodedParameter) => boolean) => {
    const decoded = decodeRequest(contract, operation, route.pathValues, changed, 'expected');
    return findParameterIssues(contract, 'request', decoded.parameters.filter(isMeant));
  };
  return matchers.flatMap((matcher): readonly TextSite[] => {
    const [name, index] = matcher.path;
    if (typeof name !== 'string' || secret.has(`${matcher.part} ${name}`)) return [];
    const documented = operation.parameters.find((parameter) => isNamed(parameter, matcher.part, name));
    const place = documented?.at ?? operation.at;
    const pointer = joinPointer('', matcher.part, name);
    if (matcher.part === 'query') {
      const subject = `query parameter ${showName(name)}`;
      return queryValues(exchange.request.url, name, index).map(({ text, replace }) => ({
        matcher,
        subject,
        pointer,
        example: text,
        place,
        judge: (other) =>
          judgeIn({ ...exchange.request, url: replace(other) }, ({ parameter }) => parameter.in === 'query'),
      }));
    }
    if (matcher.part !== 'header') return [];
    return headerSites(exchange.request.headers, matcher, {
      subject: `request header ${showName(documented?.name ?? name)}`,
      pointer,
      place,
      judge: (headers) =>
        notParameters.has(name)
          ? []
          : judgeIn({ ...exchange.request, headers }, ({ parameter }) => isNamed(parameter, 'header', name)),
    });
  });
}

/** The header texts of a response that have a matcher. */
export function findResponseTexts(context: RuleContext, matchers: readonly Matcher[]): readonly TextSite[] {
  const { response, exchange, route, contract } = context;
  const answer = exchange.response;
  if (!response || !answer || route.kind !== 'operation') return [];
  return matchers.flatMap((matcher): readonly TextSite[] => {
    const [name] = matcher.path;
    if (matcher.part !== 'header' || typeof name !== 'string') return [];
    const { parameter } = response.headers.find((header) => isNamed(header.parameter, 'header', name)) ?? {};
    return headerSites(answer.headers, matcher, {
      subject: `response header ${showName(parameter?.name ?? name)}`,
      pointer: joinPointer('', 'header', name),
      place: parameter?.at ?? response.at,
      judge: (headers) => {
        const decoded = decodeResponse(contract, route.operation, { ...answer, headers }, 'expected');
        const meant = decoded.headers.filter((header) => isNamed(header.parameter, 'header', name));
        return findParameterIssues(contract, 'response', meant);
      },
    });
  });
}

function isNamed(
  parameter: { readonly in: string; readonly name: string },
  location: string,
  name: string,
): boolean {
  if (parameter.in !== location) return false;
  return location === 'header'
    ? parameter.name.toLowerCase() === name.toLowerCase()
    : parameter.name === name;
}

/** Lines of the same field are one value (RFC 9110 §5.3) unless the matcher names one of them. */
function headerSites(
  headers: HttpHeaders,
  matcher: Matcher,
  site: Spot & { place: SpecPlace; judge: (headers: HttpHeaders) => readonly ParameterIssue[] },
): readonly TextSite[] {
  const [name, index] = matcher.path;
  const lines = typeof name === 'string' ? headers[name] : undefined;
  if (typeof name !== 'string' || lines === undefined) return [];
  const { judge, ...spot } = site;
  if (typeof index === 'number' && typeof lines !== 'string') {
    const example = lines[index];
    if (example === undefined) return [];
    return [
      {
        ...spot,
        matcher,
        example,
        judge: (text) => judge({ ...headers, [name]: lines.map((line, at) => (at === index ? text : line)) }),
      },
    ];
  }
  const example = findHeader(headers, name) ?? '';
  return [{ ...spot, matcher, example, judge: (text) => judge({ ...headers, [name]: text }) }];
}

/** The values of a query parameter, or the one that the matcher names, each with the URL that has another in its place. */
function queryValues(
  url: string,
  name: string,
  index: Matcher['path'][number] | undefined,
): readonly { text: string; replace: (text: string) => string }[] {
  const start = url.indexOf('?');
  if (start < 0) return [];
  const pairs = url.slice(start + 1).split('&');
  const own = pairs.flatMap((pair, at) => (decodeName(nameOf(pair)) === name ? [at] : []));
  const meant = typeof index === 'number' ? own.slice(index, index + 1) : own;
  return meant.map((at) => {
    const pair = pairs[at] ?? '';
    return {
      text: decodeName(pair.slice(nameOf(pair).length + 1).replaceAll('+', ' ')),
      replace: (text) =>
        `${url.slice(0, start + 1)}${pairs
          .map((other, place) =>
            place === at ? `${nameOf(pair)}=${encodeURIComponent(text.toWellFormed())}` : other,
          )
          .join('&')}`,
    };
  });
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}
