import { joinPointer } from '../../spec/pointer.ts';
import type { CredentialKind } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import { isOpen } from '../request/credentials.ts';
import { isJsonType } from '../request/serialise-body.ts';
import { listMalformedJson } from './malformed.ts';
import { listProbeCases, pointerOf, withParameter } from './probe-cases.ts';

/** One fault a case: credential, parameters, media type, body syntax, body values. */
export function* planNegative(context: PhaseContext): Generator<CaseDraft> {
  yield* credentialCases(context);
  yield* missingParameters(context);
  yield* mediaTypeCases(context);
  yield* bodySyntaxCases(context);
  yield* listProbeCases(context, 'negative');
}

const credentialNames: readonly (readonly [CredentialKind, string])[] = [
  ['none', 'no credential'],
  ['empty', 'an empty credential'],
  ['invalid', 'a made-up credential'],
  ['altered', 'a changed credential'],
  ['expired', 'an expired credential'],
];

function* credentialCases({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const [first] = operation.security;
  if (!first || isOpen(operation)) return;
  for (const [credentials, name] of credentialNames)
    yield {
      phase: 'negative',
      place: first.at,
      keyword: 'security',
      name,
      pointer: '',
      draft: { ...base, credentials },
      before: 'a valid credential',
      after: name,
      claim: { kind: 'unauthenticated' },
    };
}

/** A path parameter cannot be left out: the path would be another one. */
function* missingParameters({ operation, base }: PhaseContext): Generator<CaseDraft> {
  for (const parameter of operation.parameters) {
    const before = base.parameters.get(parameter);
    if (!parameter.required || parameter.in === 'path' || before === undefined) continue;
    yield {
      phase: 'negative',
      place: { uri: parameter.at.uri, pointer: joinPointer(parameter.at.pointer, 'required') },
      keyword: 'required',
      name: 'missing',
      pointer: pointerOf(parameter),
      draft: withParameter(base, parameter, undefined),
      before,
      claim: { kind: 'invalid' },
    };
  }
}

const otherTypes = [
  'text/plain',
  'application/xml',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
];

function* mediaTypeCases({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const { requestBody } = operation;
  if (!requestBody || !base.mediaType || base.body === undefined) return;
  const place = { uri: requestBody.at.uri, pointer: joinPointer(requestBody.at.pointer, 'content') };
  for (const contentType of [...otherTypes, null])
    yield {
      phase: 'negative',
      place,
      keyword: 'content',
      name: contentType ?? 'no Content-Type',
      pointer: '/header/content-type',
      draft: { ...base, contentType },
      before: base.mediaType.name,
      ...(contentType === null ? {} : { after: contentType }),
      claim: { kind: 'invalid' },
    };
}

function* bodySyntaxCases({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const { mediaType, body } = base;
  if (!operation.requestBody || !mediaType || body === undefined) return;
  if (operation.requestBody.required) yield missingBody({ base, place: operation.requestBody.at });
  if (!isJsonType(mediaType.name)) return;
  for (const [name, rawBody] of listMalformedJson(body))
    yield {
      phase: 'negative',
      place: mediaType.at,
      keyword: 'content',
      name,
      pointer: '/body',
      draft: { ...base, rawBody },
      before: body,
      after: rawBody.kind === 'text' ? rawBody.text : rawBody.base64,
      claim: { kind: 'invalid' },
    };
}

/** Content-Type stays: nothing but the body is missing. */
function missingBody(from: { base: PhaseContext['base']; place: CaseDraft['place'] }): CaseDraft {
  const { base, place } = from;
  return {
    phase: 'negative',
    place: { uri: place.uri, pointer: joinPointer(place.pointer, 'required') },
    keyword: 'required',
    name: 'no body',
    pointer: '/body',
    draft: { ...base, rawBody: { kind: 'text', text: '' } },
    ...(base.body === undefined ? {} : { before: base.body }),
    claim: { kind: 'invalid' },
  };
}
