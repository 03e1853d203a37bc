import type { Matcher } from '../../exchange/matcher.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { type Draft, none, type RuleContext } from '../rule.ts';
import { acceptsAll } from './accepts.ts';
import { type MatchedBody, readBody } from './judge-body.ts';
import { findPathText } from './judge-path.ts';
import { lengthsOf, ruleName } from './rule-name.ts';
import { expandMatchers, findSites } from './select.ts';
import type { TextSite } from './text-sites.ts';
import { nameSpot, type Refused, toRefusalFault } from './to-draft.ts';

/** The values of a body that their own matchers refuse; of equal rules the first only. */
export function findRefusedInBody(
  context: RuleContext,
  body: MatchedBody,
  place: SpecPlace,
): readonly Draft[] {
  const read = readBody(body);
  if (read === undefined || typeof read === 'string') return none;
  const told = new Set<unknown>();
  return findSites(read.example, expandMatchers(body.matchers)).flatMap((site): readonly Draft[] => {
    const { example, rules, cascaded } = site;
    // What rules of a place above say about a structure, they say about what is in it.
    if (cascaded && example !== null && typeof example === 'object') return none;
    if (told.has(JSON.stringify(rules)) || !isRefused({ ...site, form: read.form })) return none;
    told.add(JSON.stringify(rules));
    const subject = nameSpot(`${body.direction} body`, site.pointer);
    const refused = { ...site, form: read.form, subject, pointer: `/body${site.pointer}`, place };
    return [toRefusalFault(context, refused)];
  });
}

/** Texts of a message that their own matchers refuse. */
export function findRefusedTexts(context: RuleContext, sites: readonly TextSite[]): readonly Draft[] {
  return sites.flatMap((site) => {
    const { rules, combine } = site.matcher;
    const refused: Refused = { ...site, rules, combine, form: 'text' };
    return isRefused(refused) ? [toRefusalFault(context, refused)] : none;
  });
}

/** A path, method or status that its own matcher refuses. */
export function findRefusedPart(context: RuleContext, matcher: Matcher, place: SpecPlace): readonly Draft[] {
  const { part, rules, combine } = matcher;
  const example =
    part === 'path'
      ? findPathText(context, matcher).path
      : part === 'method'
        ? context.exchange.request.method
        : context.exchange.response?.status;
  if (example === undefined) return none;
  const subject = part === 'status' ? 'response status' : `request ${part}`;
  const refused: Refused = {
    rules,
    combine,
    example,
    form: part === 'status' ? 'json' : 'text',
    subject,
    pointer: `/${part}`,
    place,
  };
  return isRefused(refused) ? [toRefusalFault(context, refused)] : none;
}

function isRefused({ rules, combine, example, form }: Compared): boolean {
  return acceptsAll(rules, combine, { example, value: example, form }) === false || rules.some(isImpossible);
}

type Compared = Pick<Refused, 'rules' | 'combine' | 'example' | 'form'>;

/** No list is longer than the one and shorter than the other. */
function isImpossible(rule: Matcher['rules'][number]): boolean {
  if (ruleName(rule) !== 'type') return false;
  const { min, max } = lengthsOf(rule);
  return min > max;
}
