import type { Json, Severity } from '../../finding.ts';
import { joinPointer } from '../../spec/pointer.ts';
import type { CaseBody } from '../plan/case.ts';
import { editValue } from '../values/edit-value.ts';

/** A body with one fault of syntax or encoding, and how bad it is to accept it. */
export type MalformedBody = {
  readonly name: string;
  readonly body: CaseBody;
  readonly severity: Severity;
};

/**
 * Bodies that are no JSON (RFC 8259), made from a valid one, each with one fault. What well-known parsers read although it is
 * none (the numbers that JSON lacks) is a warning.
 */
export function listMalformedJson(body: Json): readonly MalformedBody[] {
  const json = JSON.stringify(body);
  const grammar: [name: string, text: string][] = [
    ['cut off in the middle', json.slice(0, Math.max(1, Math.floor(json.length / 2)))],
    ['cut off after a quarter', json.slice(0, Math.max(1, Math.floor(json.length / 4)))],
    ['last character missing', json.slice(0, -1)],
    ['text after the end', `${json}}`],
    ['a word after the end', `${json} trailing`],
    ['two values', `${json} ${json}`],
    ['trailing comma', json.replace(/([}\]])$/, ',$1')],
    ['a comma too many', json.replace(/^([{[])/, '$1,')],
    ['single quotes', json.replaceAll('"', "'")],
    ['names without quotes', json.replace(/"([A-Za-z_]\w*)":/g, '$1:')],
    ['no colon behind a name', json.replace(/":/, '" ')],
    ['unquoted text', 'text'],
    ['a comment', `/* comment */${json}`],
    ['an unknown escape', withRaw(json, body, (text) => `"${text}\\x"`)],
    ['only blanks', '  '],
    ['an opening brace', '{'],
  ];
  const lenient: [name: string, text: string][] = [
    ['a line break in a text', withRaw(json, body, (text) => `"${text}\n"`)],
    ['NaN', withRaw(json, body, () => 'NaN')],
    ['Infinity', withRaw(json, body, () => 'Infinity')],
  ];
  const asText = ([name, text]: [string, string], severity: Severity): MalformedBody[] =>
    text === json ? [] : [{ name, severity, body: { kind: 'text', text } }];
  return [
    ...grammar.flatMap((one) => asText(one, 'error')),
    ...lenient.flatMap((one) => asText(one, 'warning')),
  ];
}

/**
 * Bodies that the grammar allows and that programs fall over: what comes of them nobody says (RFC 8259 §4, §8.1, §8.2, §9).
 */
export function listOddJson(body: Json): readonly (readonly [name: string, body: CaseBody])[] {
  const json = JSON.stringify(body);
  const texts: [name: string, text: string][] = [
    ['a byte order mark', `\uFEFF${json}`],
    ['a name twice', json.replace(/^\{("(?:[^"\\]|\\.)*"):/, '{$1:null,$1:')],
    ['a name twice, the last one null', json.replace(/^\{("(?:[^"\\]|\\.)*"):(.*)\}$/s, '{$1:$2,$1:null}')],
    ['a lone surrogate', withRaw(json, body, (text) => `"${text}\\ud800"`)],
    ['an escaped NUL', withRaw(json, body, (text) => `"${text}\\u0000"`)],
    ['a number of 400 digits', withRaw(json, body, () => '9'.repeat(400))],
    ['lists nested 500 deep', `${'['.repeat(500)}${']'.repeat(500)}`],
    ['a member nested 300 deep', json.replace(/^\{(?=")/, `{"nested":${deep(300)},`)],
  ];
  return [
    ...texts
      .filter(([, text]) => text !== json)
      .map(([name, text]): [string, CaseBody] => [name, { kind: 'text', text }]),
    ...listOtherEncodings(body, json),
  ];
}

/** JSON is UTF-8 between systems (RFC 8259 §8.1); well-known parsers find out others, or put U+FFFD for what is none. */
function listOtherEncodings(body: Json, json: string): [name: string, body: CaseBody][] {
  const encodings: [name: string, bytes: Buffer][] = [
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')])],
    [
      'a Latin-1 byte',
      Buffer.from(
        withRaw(json, body, (text) => `"${toAscii(text)}\u00e9"`),
        'latin1',
      ),
    ],
    [
      'an overlong UTF-8 sequence',
      Buffer.from(
        withRaw(json, body, (text) => `"${toAscii(text)}\u00c0\u00af"`),
        'latin1',
      ),
    ],
  ];
  return encodings
    .filter(([, bytes]) => bytes.toString('latin1') !== json)
    .map(([name, bytes]) => [name, toBytes(bytes)]);
}

function deep(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}

const mark = '@contract-kit@';

/** The JSON text with other source text in place of the first string in it; unchanged where there is none. */
function withRaw(json: string, body: Json, write: (text: string) => string): string {
  const found = firstText(body, '');
  if (!found) return json;
  const marked = JSON.stringify(editValue(body, found.pointer, mark));
  return marked.replace(JSON.stringify(mark), () => write(JSON.stringify(found.text).slice(1, -1)));
}

function firstText(value: Json, pointer: string): { pointer: string; text: string } | undefined {
  if (typeof value === 'string') return { pointer, text: value };
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = firstText(member, joinPointer(pointer, name));
    if (found) return found;
  }
  return undefined;
}

/** Every character is one byte in Latin-1 and in UTF-8. */
function toAscii(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  return text.replace(/[^\u0000-\u007f]/g, '?');
}

function toBytes(bytes: Buffer): CaseBody {
  return { kind: 'bytes', base64: bytes.toString('base64') };
}
