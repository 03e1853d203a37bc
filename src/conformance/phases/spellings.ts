import type { Contract } from '../../contract/contract.ts';
import type { Json, Severity } from '../../finding.ts';
import type { SpecPlace } from '../../spec/document.ts';
import { type CaseDraft, findWeakest, type PhaseContext } from '../plan/case-draft.ts';
import { essenceOf, isJsonType, serialiseBody, toContentType } from '../request/serialise-body.ts';
import { listFieldSpellings } from './field-spellings.ts';
import { listOtherBodies } from './other-bodies.ts';
import { spelling } from './spelling.ts';
import { listUrlSpellings } from './url-spellings.ts';

/**
 * The valid request in other spellings that mean the same by the document or by the specifications of HTTP and JSON. A
 * provider that accepts the one and refuses the other is wrong; a spelling that only a specification knows gives a
 * warning.
 */
export function* listSpellings(context: PhaseContext): Generator<CaseDraft> {
  yield* mediaTypes(context);
  yield* contentTypeSpellings(context);
  yield* jsonSpellings(context);
  yield* formSpellings(context);
  yield* listFieldSpellings(context);
  yield* listUrlSpellings(context);
}

/** A body in every other documented media type: the same one where that type can carry it. */
function* mediaTypes(context: PhaseContext): Generator<CaseDraft> {
  const { contract, base } = context;
  for (const { mediaType, body } of listOtherBodies(context))
    yield spelling(base, {
      ...statementOf(contract, mediaType.at),
      keyword: 'content',
      name: toContentType(mediaType.name),
      pointer: '/header/content-type',
      draft: { mediaType, body },
      // Another kind of body is another value: whether it is accepted depends on the data.
      ...(body === base.body ? {} : { severity: undefined }),
    });
}

type Statement = Pick<CaseDraft, 'place' | 'clause'> & { readonly severity: Severity | undefined };

function statementOf(contract: Contract, place: SpecPlace): Statement {
  const clause = findWeakest(contract, place);
  const severity = clause?.strength === 'assumed' ? 'warning' : 'error';
  return { place, severity, ...(clause ? { clause: clause.id } : {}) };
}

/** RFC 9110 §8.3: type, subtype and charset do not depend on case; a value may be quoted. */
function* contentTypeSpellings({ contract, operation, base }: PhaseContext): Generator<CaseDraft> {
  const own = base.mediaType;
  if (!own || base.body === undefined || !isJsonType(own.name)) return;
  const essence = essenceOf(toContentType(own.name));
  const withCharset = operation.requestBody?.content.find(
    ({ name }) => essenceOf(name) === essence && /;\s*charset=/i.test(name),
  );
  const plain = { ...statementOf(contract, own.at), severity: 'warning' } as const;
  const charset = withCharset ? statementOf(contract, withCharset.at) : plain;
  const spellings: [contentType: string, statement: Statement][] = [
    [`${essence};charset=utf-8`, charset],
    [`${essence}; charset=UTF-8`, charset],
    [`${essence}; charset="utf-8"`, { ...charset, severity: 'warning' }],
    [essence.replace(/(^|[/+])\w/g, (start) => start.toUpperCase()), plain],
  ];
  for (const [contentType, statement] of spellings)
    yield spelling(base, {
      ...statement,
      keyword: 'content',
      name: contentType,
      pointer: '/header/content-type',
      draft: { contentType },
    });
}

const fractions = 'whole numbers with a fraction of zero';

/** RFC 8259: blanks between tokens, escapes and the order of members mean nothing. */
function* jsonSpellings({ base }: PhaseContext): Generator<CaseDraft> {
  const { mediaType, body } = base;
  if (!mediaType || body === undefined || !isJsonType(mediaType.name)) return;
  const texts: [name: string, text: string][] = [
    ['blanks between tokens', `\r\n${JSON.stringify(body, null, '\t')} \n`],
    ['escaped characters', escapeAll(JSON.stringify(body))],
    ['members in reverse order', JSON.stringify(reverseMembers(body))],
    // JSON Schema 2020-12 core §4.2.1: a whole number, whatever its notation; many programs need to be told.
    [fractions, withFractions(JSON.stringify(body))],
  ];
  for (const [name, text] of texts) {
    if (text === JSON.stringify(body)) continue;
    yield spelling(base, {
      place: mediaType.at,
      keyword: 'content',
      name,
      pointer: '/body',
      severity: name === fractions ? 'warning' : 'error',
      draft: { rawBody: { kind: 'text', text } },
    });
  }
}

/** Writes every character of every JSON string as `\uXXXX`; names too. */
function escapeAll(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, (token) => {
    const text: string = JSON.parse(token);
    const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
  });
}

/** Every number that is written without a point or an exponent gets `.0`; texts stay as they are. */
function withFractions(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    /^-?\d+$/.test(token) ? `${token}.0` : token,
  );
}

function reverseMembers(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(reverseMembers);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reverseMembers(member)]),
  );
}

/** The URL Standard §5.1: `+` and `%20` are the same blank, and the order of different names means nothing. */
function* formSpellings({ base }: PhaseContext): Generator<CaseDraft> {
  const { mediaType, body } = base;
  if (!mediaType || body === undefined) return;
  const written = serialiseBody(mediaType, body);
  if (essenceOf(mediaType.name) !== 'application/x-www-form-urlencoded' || written?.kind !== 'text') return;
  const pairs = Map.groupBy(written.text.split('&'), (pair) => pair.split('=', 1)[0]);
  const texts: [name: string, text: string][] = [
    ['blanks as %20', written.text.replaceAll('+', '%20')],
    ['escapes in lower case', written.text.replace(/%[\dA-F]{2}/g, (encoded) => encoded.toLowerCase())],
    ['fields in reverse order', [...pairs.values()].reverse().flat().join('&')],
  ];
  for (const [name, text] of texts) {
    if (text === written.text) continue;
    yield spelling(base, {
      place: mediaType.at,
      keyword: 'content',
      name,
      pointer: '/body',
      severity: 'error',
      draft: { rawBody: { kind: 'text', text } },
    });
  }
}
