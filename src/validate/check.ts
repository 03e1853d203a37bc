import type { Contract, Operation, RouteMatch } from '../contract/contract.ts';
import { decodeRequest } from '../contract/decode-request.ts';
import { decodeResponse } from '../contract/decode-response.ts';
import type { DecodedRequest, DecodedResponse } from '../contract/decoded.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding, Unchecked } from '../finding.ts';
import type { Rule } from '../rules/rule.ts';
import { rules as allRules } from '../rules/rules.ts';
import { excuse } from './excuse.ts';
import { giveUp, type Judging, judge, type Side, startJudging } from './judge.ts';

export type CheckOptions = {
  /** The sides that are judged; both by default. A probe that breaks a request on purpose judges its response only. */
  readonly sides?: readonly Side[];
  /** The number of the exchange in its run, from 0; stands in `at.exchange`. */
  readonly index?: number;
  /** Names of headers and keys that carry secrets, on top of the known ones. */
  readonly secrets?: readonly string[];
  /** The rules that judge; all by default. */
  readonly rules?: readonly Rule[];
};

/**
 * What the document says about one exchange. With the route `server-unknown` nothing was judged. The views are those
 * of the judged sides.
 */
export type CheckResult = {
  readonly route: RouteMatch;
  readonly operation?: Operation;
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  /** What a request breaks whose sender expects to be refused for it, as documented: no faults. */
  readonly excused?: readonly Finding[];
  readonly request?: DecodedRequest;
  readonly response?: DecodedResponse;
};

const bothSides: readonly Side[] = Object.freeze(['request', 'response']);

/**
 * Judges one exchange by a contract. Pure, and never throws: what breaks the document is a finding; what could not be
 * looked at, a crashed rule included, is unchecked and never a pass. Findings are in the order of the rules; outputs
 * sort them by `compareFindings`.
 *
 * @example const { findings, unchecked } = check(contract, exchange);
 */
export function check(contract: Contract, exchange: Exchange, options: CheckOptions = {}): CheckResult {
  const { sides = bothSides, rules = allRules, secrets, index = 0 } = options;
  const route = contract.match(exchange.request.method, exchange.request.url);
  const judging = startJudging({ contract, exchange, route, secrets, index });
  if (route.kind === 'server-unknown') return toResult(judging);
  const asked = sides.includes('request');
  const answered = sides.includes('response');
  decodeViews(judging, { asked, answered });
  for (const rule of rules) if (rule.side === 'request' ? asked : answered) judge(judging, rule);
  const excused = asked && answered && exchange.stance === 'expected' ? excuse(judging) : [];
  return excused.length > 0 ? { ...toResult(judging), excused } : toResult(judging);
}

function decodeViews(judging: Judging, sides: { readonly asked: boolean; readonly answered: boolean }): void {
  const { contract, exchange, route } = judging;
  const { request, response, stance } = exchange;
  if (route.kind !== 'operation') {
    // Where the request is judged, this is a finding.
    if (!sides.asked) giveUp(judging, 'response', 'the document has no operation for the request');
    return;
  }
  const { operation, pathValues } = route;
  if (sides.asked) {
    try {
      judging.request = decodeRequest(contract, operation, pathValues, request, stance);
    } catch (cause) {
      giveUp(judging, 'request', 'the request could not be decoded', cause);
    }
  }
  if (!sides.answered) return;
  if (!response) {
    giveUp(judging, 'response', 'there is no response: the call was aborted or lost');
    return;
  }
  try {
    judging.response = decodeResponse(contract, operation, response, stance);
  } catch (cause) {
    giveUp(judging, 'response', 'the response could not be decoded', cause);
  }
}

function toResult({ route, findings, unchecked, request, response }: Judging): CheckResult {
  // Member by member: a spread for each optional one takes longer than all the rules together.
  const result: { -readonly [Name in keyof CheckResult]: CheckResult[Name] } = { route, findings, unchecked };
  if (route.kind === 'operation') result.operation = route.operation;
  if (request) result.request = request;
  if (response) result.response = response;
  return result;
}
