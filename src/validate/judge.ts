import type { DecodedRequest, DecodedResponse } from '../contract/decoded.ts';
import type { Finding, RuleId, Unchecked } from '../finding.ts';
import { redactorOf } from '../rules/redactor-of.ts';
import { none, type Rule, type RuleContext } from '../rules/rule.ts';
import { toFinding, toUnchecked } from './to-finding.ts';

export type Side = 'request' | 'response';

/** One exchange while it is judged. It is the context of the rules too, so that an exchange costs one object. */
export type Judging = Omit<RuleContext, 'request' | 'response'> & {
  request: DecodedRequest | undefined;
  response: DecodedResponse | undefined;
  /** Its number in the run. */
  readonly index: number;
  findings: readonly Finding[];
  unchecked: readonly Unchecked[];
  /** The rules that had something to say. */
  spoken: readonly RuleId[];
};

const nothing: readonly never[] = Object.freeze([]);

export function startJudging(
  start: Pick<Judging, 'contract' | 'exchange' | 'route' | 'secrets' | 'index'>,
): Judging {
  const { contract, exchange, route, secrets, index } = start;
  return {
    contract,
    exchange,
    route,
    request: undefined,
    response: undefined,
    secrets,
    index,
    findings: nothing,
    unchecked: nothing,
    spoken: nothing,
  };
}

/** Lets one rule judge. Whatever goes wrong in it makes the exchange unchecked. */
export function judge(judging: Judging, rule: Rule): void {
  if (rule.stances && !rule.stances.includes(judging.exchange.stance)) return;
  if (rule.requires && judging.spoken.length > 0 && rule.requires.some((id) => judging.spoken.includes(id)))
    return;
  try {
    const drafts = rule.check(judging);
    if (drafts === none) return;
    for (const draft of drafts) {
      if (judging.spoken.at(-1) !== rule.id) judging.spoken = [...judging.spoken, rule.id];
      if (draft.kind === 'fault') judging.findings = [...judging.findings, toFinding(judging, rule, draft)];
      else judging.unchecked = [...judging.unchecked, toUnchecked(judging, rule.side, draft)];
    }
  } catch (cause) {
    giveUp(judging, rule.side, `rule ${rule.id} crashed`, cause);
  }
}

/** Notes that a whole side, or what a rule looks at in it, was not checked; `cause` is what was thrown, if it was. */
export function giveUp(judging: Judging, side: Side, what: string, cause?: unknown): void {
  const reason = cause === undefined ? what : `${what}${whyOf(judging, cause)}`;
  const at = { exchange: judging.index, side, pointer: '' };
  judging.unchecked = [...judging.unchecked, { reason, at }];
}

function whyOf(judging: Judging, cause: unknown): string {
  try {
    return `: ${redactorOf(judging).text(cause instanceof Error ? cause.message : String(cause))}`;
  } catch {
    // An exchange that cannot even be searched for secrets: then nothing of it is shown.
    return '';
  }
}
