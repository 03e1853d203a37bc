import type { Exchange, HttpBody } from '../../src/exchange/exchange.ts';
import type { Matcher, MatcherPart, MatcherRule, MatcherStep } from '../../src/exchange/matcher.ts';
import { parseMatcherPath } from '../../src/exchange/matcher-path.ts';

/**
 * An exchange as it stands in `exchange.json`: bytes are written as `base64`, matchers as in a pact, everything else as
 * it is.
 */
export function readExchange(text: string): Exchange {
  const { request, response, ...exchange } = JSON.parse(text);
  return { ...exchange, request: readMessage(request), ...(response && { response: readMessage(response) }) };
}

/** Rules by part and path expression; a list is combined with AND. */
type WrittenMatchers = { readonly [Part in MatcherPart]?: Readonly<Record<string, WrittenRules>> };
type WrittenRules = MatcherRule | readonly MatcherRule[] | { readonly or: readonly MatcherRule[] };

type Written = {
  readonly body?: HttpBody & { readonly base64?: string };
  readonly matchers?: WrittenMatchers;
};

function readMessage<Message extends Written>({ matchers, ...message }: Message): object {
  const read = matchers && { matchers: readMatchers(matchers) };
  if (message.body?.base64 === undefined) return { ...message, ...read };
  const bytes = new Uint8Array(Buffer.from(message.body.base64, 'base64'));
  return { ...message, body: { kind: 'bytes', bytes }, ...read };
}

function readMatchers(written: WrittenMatchers): Matcher[] {
  return Object.entries(written).flatMap(([part, byPath]) =>
    Object.entries(byPath).map(([expression, rules]): Matcher => {
      const isOr = 'or' in rules;
      const listed = isOr ? (rules.or as readonly MatcherRule[]) : rules;
      return {
        // The keys of the written object are the parts.
        part: part as MatcherPart,
        path: pathOf(part, expression),
        combine: isOr ? 'OR' : 'AND',
        rules: Array.isArray(listed) ? listed : [listed as MatcherRule],
        pointer: `/matchingRules/${part}/${expression.replaceAll('/', '~1')}`,
      };
    }),
  );
}

function pathOf(part: string, expression: string): readonly MatcherStep[] {
  if (part !== 'header' && part !== 'query') return parseMatcherPath(expression) ?? [];
  const [, name = '', index] = /^(.+?)(?:\[(\d+)\])?$/.exec(expression) ?? [];
  const steps = index === undefined ? [name] : [name, Number(index)];
  return part === 'header' ? [name.toLowerCase(), ...steps.slice(1)] : steps;
}
