import type { Parameter } from '../../contract/contract.ts';
import type { Json } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import type { CaseDraft, PhaseContext } from '../plan/case-draft.ts';
import type { RequestDraft } from '../request/draft.ts';
import { essenceOf, isJsonType, serialiseBody } from '../request/serialise-body.ts';
import { serialiseParameter } from '../request/serialise-parameter.ts';
import { listOddJson } from './malformed.ts';
import { pointerOf, withParameter } from './probe-cases.ts';

/**
 * Requests that are neither forbidden nor promised an answer: a server may read them or refuse them, and must not fall over
 * them.
 */
export function* listOddities(context: PhaseContext): Generator<CaseDraft> {
  yield* oddPaths(context);
  yield* oddQueries(context);
  yield* oddFields(context);
  yield* oddBodies(context);
  yield* oddForms(context);
}

const pathTexts: readonly (readonly [name: string, text: string])[] = [
  ['an encoded slash', 'a/b'],
  ['dots', '...'],
  ['an encoded percent sign', 'a%2Fb'],
  ['an encoded NUL', 'a\u0000b'],
  ['an encoded question mark', 'a?b=c#d'],
  ['very long', 'x'.repeat(2000)],
];

function* oddPaths({ operation, base }: PhaseContext): Generator<CaseDraft> {
  for (const parameter of operation.parameters) {
    if (parameter.in !== 'path') continue;
    for (const [name, value] of pathTexts)
      yield odd(withParameter(base, parameter, value), {
        place: parameter.at,
        keyword: 'path',
        name,
        pointer: pointerOf(parameter),
        after: value,
      });
  }
}

function* oddQueries({ operation, base }: PhaseContext): Generator<CaseDraft> {
  yield odd(
    { ...base, query: ['contract-kit-undeclared=1'] },
    { place: operation.at, keyword: 'query', name: 'an undeclared query parameter', pointer: '/query' },
  );
  for (const parameter of operation.parameters) {
    const value = base.parameters.get(parameter) ?? exampleOf(parameter);
    if (parameter.in !== 'query' || value === undefined || typeof value === 'object') continue;
    const pair = serialiseParameter(parameter, value);
    if (pair !== undefined)
      yield odd(
        { ...withParameter(base, parameter, value), query: [pair] },
        { place: parameter.at, keyword: 'query', name: 'twice', pointer: pointerOf(parameter) },
      );
  }
}

function exampleOf(parameter: Parameter): Json | undefined {
  return parameter.examples.find((one) => !one.invalid && one.value !== undefined)?.value;
}

function* oddFields({ operation, base }: PhaseContext): Generator<CaseDraft> {
  for (const [parameter, value] of base.parameters) {
    const text = parameter.in === 'header' ? serialiseParameter(parameter, value) : undefined;
    if (text !== undefined)
      yield odd(
        { ...base, headers: [...base.headers, [parameter.name, text]] },
        { place: parameter.at, keyword: 'headers', name: 'twice', pointer: pointerOf(parameter) },
      );
  }
  const fields: [name: string, field: [string, string]][] = [
    ['an Accept that no answer meets', ['Accept', 'application/vnd.contract-kit.undocumented']],
    ['an Accept that is none', ['Accept', 'json;;q=']],
  ];
  if (base.body !== undefined)
    fields.push(
      ['Content-Encoding gzip and no gzip', ['Content-Encoding', 'gzip']],
      ['an unknown Content-Encoding', ['Content-Encoding', 'contract-kit']],
    );
  for (const [name, field] of fields)
    yield odd(
      { ...base, headers: [...base.headers.filter(([known]) => known !== field[0]), field] },
      { place: operation.at, keyword: 'headers', name, pointer: `/header/${field[0].toLowerCase()}` },
    );
}

function* oddBodies({ base }: PhaseContext): Generator<CaseDraft> {
  const { mediaType, body } = base;
  if (!mediaType || body === undefined || !isJsonType(mediaType.name)) return;
  for (const [name, rawBody] of listOddJson(body))
    yield odd({ ...base, rawBody }, { place: mediaType.at, keyword: 'content', name, pointer: '/body' });
  yield odd(
    { ...base, contentType: `${mediaType.name.split(';', 1)[0]};charset=utf-16` },
    { place: mediaType.at, keyword: 'content', name: 'charset utf-16', pointer: '/header/content-type' },
  );
}

/** Forms that are cut off, without the boundary of their parts (RFC 7578 §4.1), empty, or with every field twice. */
function* oddForms({ base }: PhaseContext): Generator<CaseDraft> {
  const { mediaType, body } = base;
  const essence = essenceOf(mediaType?.name ?? '');
  const written = mediaType && body !== undefined ? serialiseBody(mediaType, body) : undefined;
  if (!mediaType || written?.kind !== 'text') return;
  const { text } = written;
  const texts: [name: string, text: string][] = [];
  if (essence === 'multipart/form-data') {
    const about = { place: mediaType.at, keyword: 'content', pointer: '/header/content-type' };
    yield odd({ ...base, contentType: essence }, { ...about, name: 'no boundary' });
    texts.push(['cut off in the middle', text.slice(0, Math.floor(text.length / 2))]);
  }
  if (essence === 'application/x-www-form-urlencoded')
    texts.push(['without fields', ''], ['every field twice', `${text}&${text}`]);
  for (const [name, odder] of texts)
    yield odd(
      { ...base, rawBody: { kind: 'text', text: odder } },
      { place: mediaType.at, keyword: 'content', name, pointer: '/body' },
    );
}

function odd(
  draft: RequestDraft,
  about: { place: SpecPlace; keyword: string; name: string; pointer: string; after?: Json },
): CaseDraft {
  return { phase: 'negative', ...about, draft, claim: { kind: 'odd' } };
}
