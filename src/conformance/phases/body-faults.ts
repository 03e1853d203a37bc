import type { Json } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { CaseBody } from '../plan/case.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import type { RequestDraft } from '../request/draft.ts';
import { essenceOf, isJsonType } from '../request/serialise-body.ts';
import { listMalformedJson } from './malformed.ts';
import { listOtherBodies } from './other-bodies.ts';

/** The valid body under a wrong Content-Type, no body at all, and bodies that their media type cannot be read from. */
export function* listBodyFaults(context: PhaseContext): Generator<CaseDraft> {
  const { operation, base } = context;
  if (!operation.requestBody || !base.mediaType || base.body === undefined) return;
  yield* mediaTypeCases(context);
  if (operation.requestBody.required) yield* missingBodies(context);
  yield* syntaxCases(base, base.body);
  // One that is read as JSON although it is none shows enough.
  for (const { mediaType, body } of listOtherBodies(context))
    for (const draft of syntaxCases({ ...base, mediaType, body }, body))
      if (draft.name === 'cut off in the middle')
        yield { ...draft, name: `${draft.name} as ${essenceOf(mediaType.name)}` };
}

const otherTypes = [
  'text/plain',
  'application/xml',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/vnd.contract-kit.undocumented+json',
  'json',
  '',
];

function* mediaTypeCases({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const { requestBody } = operation;
  if (!requestBody || !base.mediaType) return;
  const place = { uri: requestBody.at.uri, pointer: joinPointer(requestBody.at.pointer, 'content') };
  for (const contentType of [...otherTypes, null])
    yield {
      phase: 'negative',
      place,
      keyword: 'content',
      name: contentType === null ? 'no Content-Type' : contentType || 'an empty Content-Type',
      pointer: '/header/content-type',
      draft: { ...base, contentType },
      before: base.mediaType.name,
      ...(contentType === null ? {} : { after: contentType }),
      claim: { kind: 'invalid' },
    };
}

function* missingBodies({ operation, base }: PhaseContext): Generator<CaseDraft> {
  const { uri, pointer } = operation.requestBody?.at ?? operation.at;
  const { body: before, mediaType, ...rest } = base;
  const drafts: [name: string, draft: RequestDraft][] = [
    // Content-Type stays: nothing but the body is missing.
    ['no body', { ...base, rawBody: { kind: 'text', text: '' } }],
    ['no body and no Content-Type', rest],
  ];
  for (const [name, draft] of drafts)
    yield {
      phase: 'negative',
      place: { uri, pointer: joinPointer(pointer, 'required') },
      keyword: 'required',
      name,
      pointer: '/body',
      draft,
      ...(before === undefined ? {} : { before }),
      claim: { kind: 'invalid' },
    };
}

function* syntaxCases(base: RequestDraft, body: Json): Generator<CaseDraft> {
  const { mediaType } = base;
  if (!mediaType) return;
  if (!isJsonType(mediaType.name)) return;
  for (const { name, body: rawBody, severity } of listMalformedJson(body))
    yield {
      phase: 'negative',
      place: mediaType.at,
      keyword: 'content',
      name,
      pointer: '/body',
      draft: { ...base, rawBody },
      before: body,
      after: showBody(rawBody),
      claim: { kind: 'invalid', severity },
    };
}

/** Bytes that are no text are shown as so many characters of Latin-1. */
function showBody(body: CaseBody): string {
  return body.kind === 'text' ? body.text : Buffer.from(body.base64, 'base64').toString('latin1');
}
