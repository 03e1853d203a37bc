import type { Draft, RuleContext } from '../rule.ts';
import { acceptsAll } from './accepts.ts';
import type { TextSite } from './text-sites.ts';
import { toMatcherFault } from './to-draft.ts';
import { tryWitnesses } from './try-witnesses.ts';

/** Whether the matchers of texts accept what their schemas do not allow. */
export function judgeTexts(context: RuleContext, sites: readonly TextSite[]): readonly Draft[] {
  return sites.flatMap((site): readonly Draft[] => {
    const { matcher, example, subject, pointer, place } = site;
    // An example that breaks its schema is for other rules to tell.
    if (site.judge(example).length > 0) return [];
    const { rules, combine } = matcher;
    if (acceptsAll(rules, combine, { example, value: example, form: 'text' }) === false) return [];
    const { deviations, reasons } = tryWitnesses({ rules, combine, example, form: 'text' }, (witness) =>
      typeof witness === 'string' && isFieldText(witness) ? site.judge(witness) : [],
    );
    return [
      ...deviations.map((deviation) => toMatcherFault(context, deviation, { subject, pointer })),
      ...reasons.map(
        (reason): Draft => ({
          kind: 'unchecked',
          reason: `${subject}: ${reason}`,
          pointer,
          place,
        }),
      ),
    ];
  });
}

/** What a field or a URL can hold as it is, without white space that is cut off (RFC 9110 §5.5). */
function isFieldText(text: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !isOddNumber(text);
}

/** A number with leading zeros or more digits than a double holds is one to most readers, and none to JSON. */
export function isOddNumber(text: string): boolean {
  return /^[+-]?(?:0\d+|\d{16,})$/.test(text);
}
