import type { PactV4 } from '@pact-foundation/pact';
import type { ConsumerInteraction } from '@pact-foundation/pact-core';
import type { Draft, DraftBody, DraftText } from './draft.ts';

type Interaction = ReturnType<PactV4['addInteraction']>;
type Request = Parameters<NonNullable<Parameters<Interaction['withRequest']>[2]>>[0];
type Answered = ReturnType<Interaction['withRequest']>;
type Response = Parameters<NonNullable<Parameters<Answered['willRespondWith']>[1]>>[0];

/**
 * Tells Pact's library what an interaction is. The matchers of a draft have the library's own form; its types know less of
 * them.
 */
export function buildInteraction(pact: PactV4, { description, states, request, response }: Draft) {
  const interaction = pact.addInteraction();
  for (const { name, params } of states) {
    if (Object.keys(params).length === 0) interaction.given(name);
    else interaction.given(name, params as Parameters<Interaction['given']>[1]);
  }
  return interaction
    .uponReceiving(description)
    .withRequest(request.method, request.path as Parameters<Interaction['withRequest']>[1], (target) => {
      target.query(request.query as Parameters<Request['query']>[0]);
      fill(target, request.headers, request.body, 'withRequestBody');
    })
    .willRespondWith(response.status, (target) =>
      fill(target, response.headers, response.body, 'withResponseBody'),
    );
}

function fill(
  target: Request | Response,
  headers: Readonly<Record<string, DraftText>>,
  body: DraftBody | undefined,
  setText: 'withRequestBody' | 'withResponseBody',
): void {
  target.headers(headers as Parameters<Request['headers']>[0]);
  // As text: the library takes a string for JSON that is written already.
  if (body?.kind === 'json') target.jsonBody(JSON.stringify(body.value));
  if (body?.kind !== 'text') return;
  // The builder's own `body` is for bytes, of which Pact compares nothing but the media type.
  const { interaction } = target as unknown as { readonly interaction: ConsumerInteraction };
  interaction[setText](body.text, body.contentType);
}
