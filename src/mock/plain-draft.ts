import type { Contract, Example, MediaType, Response } from '../contract/contract.ts';
import { findAtPlace } from '../spec/resolve.ts';
import { isObject } from '../spec/walk.ts';
import { followSchema } from '../validate/follow-schema.ts';
import { usableExamples, whyUnusable } from '../validate/usable-example.ts';
import { takesPlainly } from './accept.ts';
import { type Draft, headersFromExamples } from './draft.ts';
import { expectedCodes, type Wish } from './wish.ts';

/**
 * The answer that the document alone decides: nothing has to be chosen by Accept and nothing generated. Undefined means
 * that Prism is to negotiate; where both can answer, they answer the same, which the differential test shows. Most
 * requests end here, so that a mock in a unit test never has to load Prism.
 */
export function findPlainDraft(contract: Contract, wish: Wish): Draft | undefined {
  const { operation } = wish;
  if (wish.dynamic && wish.violations.length === 0) return undefined;
  if (operation.method === 'HEAD' || hasCallbacks(contract, wish)) return undefined;
  const definition = findDefinition(wish);
  const headers = definition && headersFromExamples(contract, definition);
  if (!definition || !headers) return undefined;
  const draft = { operation, definition, status: Number(definition.status), headers };
  if (definition.content.length === 0) return wish.violations.length === 0 ? draft : undefined;
  const chosen =
    wish.violations.length === 0
      ? chooseContent(contract, wish, definition)
      : chooseErrorContent(contract, wish, definition);
  return chosen && { ...draft, mediaType: chosen.mediaType, body: { example: chosen.example } };
}

/** The response that is documented under the wanted status itself; ranges and `default` are left to Prism. */
function findDefinition({ operation: { responses }, code, violations }: Wish): Response | undefined {
  const exact = (status: number) => responses.find((response) => response.status === String(status));
  if (violations.length > 0) {
    const [first] = expectedCodes(violations).flatMap(
      (status) => exact(status) ?? rangeOf(responses, status),
    );
    return first && /^\d{3}$/.test(first.status) ? first : undefined;
  }
  if (code !== undefined) return exact(code);
  const [lowest] = responses
    .filter(({ status }) => /^2(?:\d\d|XX)$/.test(status))
    .sort((a, b) => (a.status < b.status ? -1 : 1));
  return lowest && /^\d{3}$/.test(lowest.status) ? lowest : undefined;
}

/** A range comes before the next status in the search, so it must not be passed over. */
function rangeOf(responses: readonly Response[], status: number): Response | readonly [] {
  return responses.find((response) => response.status === `${String(status)[0]}XX`) ?? [];
}

type Chosen = { readonly mediaType: MediaType; readonly example: Example };

function chooseContent(
  contract: Contract,
  { accept, exampleKey }: Wish,
  { content }: Response,
): Chosen | undefined {
  const [mediaType, other] = content;
  if (!mediaType || other || mediaType.name.includes('*') || !takesPlainly(accept, mediaType.name))
    return undefined;
  return chooseExample(contract, mediaType, exampleKey);
}

/** For an invalid request the first media type with an example counts, and Accept does not. */
function chooseErrorContent(
  contract: Contract,
  { code, exampleKey, violations }: Wish,
  { content }: Response,
): Chosen | undefined {
  const mediaType = content.find((each) => usableExamples(contract, each).length > 0);
  if (!mediaType || mediaType.name.includes('*')) return undefined;
  const isMeant = code !== undefined && expectedCodes(violations).includes(code);
  return chooseExample(contract, mediaType, isMeant ? exampleKey : undefined);
}

function chooseExample(
  contract: Contract,
  mediaType: MediaType,
  name: string | undefined,
): Chosen | undefined {
  // Prism puts `example`, and the first of the schema's own, before the named ones: it is to choose then.
  if (mediaType.examples.some((example) => example.name === '')) return undefined;
  const schema = followSchema(contract.document, mediaType.schema);
  if (isObject(schema) && (schema.examples !== undefined || schema.example !== undefined)) return undefined;
  const example =
    name === undefined
      ? usableExamples(contract, mediaType)[0]
      : mediaType.examples.find((each) => each.name === name);
  if (!example || (example.value === undefined && example.text === undefined)) return undefined;
  return whyUnusable(contract, mediaType, example) === undefined ? { mediaType, example } : undefined;
}

/** Prism makes the calls that an operation announces, so it has to see the request. */
export function hasCallbacks({ document }: Contract, { operation }: Wish): boolean {
  const value = findAtPlace(document, operation.at);
  return isObject(value) && value.callbacks !== undefined;
}
