import type { Json } from '../../finding.ts';
import type { Draft, DraftBody, DraftText } from './draft.ts';
import { isMatcher } from './matchers.ts';
import { splitMatchers, toRule } from './matching-rules.ts';

/** The pact file that Pact's library will write for one interaction (Pact Specification V4), but for its metadata. */
export function toPact(draft: Draft, { consumer, provider }: { consumer: string; provider: string }): Json {
  return {
    consumer: { name: consumer },
    interactions: [toInteraction(draft)],
    metadata: { pactSpecification: { version: '4.0' } },
    provider: { name: provider },
  };
}

/** The one interaction of that file. */
export function toInteraction({ description, states, request, response }: Draft): Json {
  const path = isMatcher(request.path) ? String(request.path.value) : request.path;
  const query = Object.entries(request.query);
  return {
    type: 'Synchronous/HTTP',
    description,
    pending: false,
    ...(states.length > 0 && {
      providerStates: states.map(({ name, params }) => ({
        name,
        ...(Object.keys(params).length > 0 && { params }),
      })),
    }),
    request: {
      method: request.method,
      path,
      ...(query.length > 0 && {
        query: Object.fromEntries(query.map(([name, values]) => [name, values.map(toExample)])),
      }),
      ...toMessage(request.headers, request.body, {
        ...(isMatcher(request.path) && { path: toRules(request.path) }),
        ...named(
          'query',
          query.flatMap(([name, values]) =>
            values
              .filter(isMatcher)
              .slice(0, 1)
              .map((value) => [name, toRules(value)]),
          ),
        ),
      }),
    },
    response: { status: response.status, ...toMessage(response.headers, response.body, {}) },
  };
}

function toMessage(
  headers: Readonly<Record<string, DraftText>>,
  body: DraftBody | undefined,
  more: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  const fields = Object.entries(headers);
  const split = body?.kind === 'json' ? splitMatchers(body.value) : undefined;
  const matchingRules = {
    ...more,
    ...named(
      'header',
      fields.flatMap(([name, value]) => (isMatcher(value) ? [[name, toRules(value)]] : [])),
    ),
    ...named('body', Object.entries(split?.rules ?? {})),
  };
  const generators = named('body', Object.entries(split?.generators ?? {}));
  return {
    ...(fields.length > 0 && {
      headers: Object.fromEntries(fields.map(([name, value]) => [name, [toExample(value)]])),
    }),
    ...(split && { body: { content: split.value, contentType: 'application/json', encoded: false } }),
    ...(body?.kind === 'text' && {
      body: { content: body.text, contentType: body.contentType, encoded: false },
    }),
    ...(Object.keys(matchingRules).length > 0 && { matchingRules }),
    ...(Object.keys(generators).length > 0 && { generators }),
  };
}

/** A category of rules; none where it would be empty. */
function named(category: string, entries: readonly (readonly [string, Json])[]): Record<string, Json> {
  return entries.length === 0 ? {} : { [category]: Object.fromEntries(entries) };
}

function toRules(matcher: Readonly<Record<string, unknown>>): Json {
  return { combine: 'AND', matchers: [toRule(matcher)] };
}

function toExample(value: DraftText): string {
  return isMatcher(value) ? String(value.value) : value;
}
