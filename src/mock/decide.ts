import type { Contract, Operation, RouteMatch } from '../contract/contract.ts';
import { bodyKindOf, parseMediaType } from '../contract/media-type.ts';
import type { Scenario } from '../contract/scenario.ts';
import type { HttpRequest } from '../exchange/exchange.ts';
import { findHeader } from '../exchange/message.ts';
import { type CheckResult, check } from '../validate/check.ts';
import { findCommonResponse, findUnmatchedResponse } from '../validate/common-response.ts';
import { toFaultSet } from '../validate/fault-set.ts';
import { matchFault, matchScenario } from '../validate/match-scenario.ts';
import { readAccept } from './accept.ts';
import { type Preferences, readPreferences, withoutPreferences } from './prefer.ts';
import { methodUnknown, ownProblem, type Problem, pathUnknown, statusUnknown } from './problem.ts';
import { toViolations, type Violation } from './violation.ts';
import { codeOf, expectedCodes, type Wish } from './wish.ts';

/** What a request gets, before the answer is looked up or made. */
export type Decision = {
  /** What the engine says about the request. */
  readonly result: CheckResult;
  /** Everything that is wrong with it or could not be judged, for the `sl-violations` header. */
  readonly violations: readonly Violation[];
  /** True where the request itself says which answer it wants. */
  readonly isChosen: boolean;
} & ({ readonly wish: Wish } | { readonly problem: Problem; readonly allow?: string });

/** What holds where a request has no preference. */
export type Defaults = {
  readonly dynamic: boolean;
  readonly seed: string | undefined;
  /** Names of headers and keys that carry secrets, on top of the known ones. */
  readonly secrets: readonly string[];
};

/**
 * Decides what a request gets: the engine judges it, then scenarios, preferences and the document's responses are gone
 * through in that order. Pure.
 */
export function decide(contract: Contract, request: HttpRequest, defaults: Defaults): Decision {
  const judged = { ...request, url: withoutPreferences(request.url) };
  const exchange = { stance: 'observed', request: judged, origin: { source: 'mock' } } as const;
  const result = check(contract, exchange, { sides: ['request'], secrets: defaults.secrets });
  const preferences = readPreferences(request.url, request.headers);
  const nothing = { result, violations: [], isChosen: false } as const;
  if ('type' in preferences) return { ...nothing, problem: preferences };
  if (!result.operation) return { ...nothing, ...decideUnmatched(contract, judged, result.route) };
  const { code } = preferences;
  // No final answer of HTTP has such a status (RFC 9110 §15), even where a `default` would document it.
  if (code !== undefined && (code < 200 || code > 599)) return { ...nothing, problem: statusUnknown(code) };
  const violations = [...toViolations(result), ...unreadBody(judged, result)];
  const errors = violations.filter(({ severity }) => severity === 'Error');
  const asked: Asked = {
    contract,
    operation: result.operation,
    request: judged,
    result,
    preferences,
    defaults,
  };
  const isChosen = code !== undefined || preferences.example !== undefined;
  const wish = errors.length > 0 ? decideInvalid(asked, errors) : decideValid(asked);
  return { result, violations, isChosen, wish };
}

/** A request whose body is over the limit and was not read: the documented 413 of its operation or of the whole API. */
export function decideTooLarge(contract: Contract, request: HttpRequest, limit: number): Decision {
  const route = contract.match(request.method, request.url);
  const own = route.kind === 'operation' ? [route.operation] : contract.operations;
  const common = findCommonResponse(contract.document, own, { code: 413 });
  const result: CheckResult = {
    route,
    ...(route.kind === 'operation' && { operation: route.operation }),
    findings: [],
    unchecked: [{ reason: `the request body is longer than ${limit} bytes` }],
  };
  const refused = { result, violations: [], isChosen: false } as const;
  if (common) return { ...refused, wish: { ...common, violations: [] } };
  const detail = `The request body is longer than ${limit} bytes.`;
  return { ...refused, problem: ownProblem(413, 'Request body too large', detail) };
}

type Asked = {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly result: CheckResult;
  readonly preferences: Preferences;
  readonly defaults: Defaults;
};

function decideUnmatched(
  contract: Contract,
  { method, url }: HttpRequest,
  route: RouteMatch,
): { readonly wish: Wish } | { readonly problem: Problem; readonly allow?: string } {
  const common = findUnmatchedResponse(contract, route);
  if (common) return { wish: { ...common, violations: [] } };
  const path = url.split(/[?#]/, 1)[0] ?? url;
  if (route.kind === 'method-unknown')
    return { problem: methodUnknown(path, method), allow: route.methods.join(', ') };
  return { problem: pathUnknown(path) };
}

/** A preference counts only where it names one of the statuses that an invalid request can get, as in Prism. */
function decideInvalid(
  { contract, operation, result, preferences, defaults }: Asked,
  errors: readonly Violation[],
): Wish {
  const { code, example } = preferences;
  const isMeant = code !== undefined && expectedCodes(errors).includes(code) && example !== undefined;
  const faults = toFaultSet(result.findings, result.request?.mediaType);
  const scenario = isMeant ? undefined : matchFault(contract, operation, { faults, request: result.request });
  if (scenario) return fromScenario(scenario);
  return { operation, violations: errors, ...withPreferences(preferences, defaults) };
}

function decideValid({ contract, operation, request, result, preferences, defaults }: Asked): Wish {
  const { code, example } = preferences;
  const accept = readAccept(findHeader(request.headers, 'accept'));
  const rest = { violations: [], ...(accept !== undefined && { accept }) };
  const dynamic = preferences.dynamic ?? defaults.dynamic;
  const isChosen = code !== undefined || example !== undefined;
  const scenario = !isChosen && result.request ? matchScenario(contract, result.request) : undefined;
  // A generated body is another success, and no other failure.
  if (scenario && !(dynamic && scenario.response.status.startsWith('2')))
    return { ...fromScenario(scenario), ...rest };
  return { operation, ...withPreferences(preferences, defaults), ...rest };
}

function fromScenario({ operation, name, response }: Scenario): Wish {
  return { operation, code: codeOf(operation, response.definition), exampleKey: name, violations: [] };
}

function withPreferences(preferences: Preferences, defaults: Defaults): Partial<Wish> {
  const { code, example, dynamic = defaults.dynamic, seed = defaults.seed } = preferences;
  return {
    ...(code !== undefined && { code }),
    ...(example !== undefined && { exampleKey: example }),
    ...(dynamic && { dynamic, ...(seed !== undefined && { seed }) }),
  };
}

/**
 * A body that was not read at all is refused, although the engine leaves open whether it is right: a Content-Encoding
 * that cannot be undone (RFC 9110 §15.5.16), and JSON that is nested deeper than any receiver has to follow (RFC 8259 §9).
 */
function unreadBody({ body }: HttpRequest, { request }: CheckResult): readonly Violation[] {
  const refuse = (code: Violation['code'], reason: string): Violation[] => [
    { location: code === 415 ? [] : ['body'], severity: 'Error', code, message: `request body: ${reason}` },
  ];
  if (body?.kind === 'unavailable') return refuse(415, body.reason);
  if (request?.body.state !== 'unchecked' || !request.mediaType) return [];
  const parsed = parseMediaType(request.mediaType.name);
  return parsed && bodyKindOf(parsed) === 'json' ? refuse('depth', request.body.reason) : [];
}
