import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../src/contract/decode-request.ts';
import type { DecodedBody } from '../../../src/contract/decoded.ts';
import type { HttpBody } from '../../../src/exchange/exchange.ts';
import { onlyOperation, toContract } from './to-contract.ts';

const text = (value: string): HttpBody => ({ kind: 'text', text: value });
const bytes = (value: string | readonly number[]): HttpBody => ({
  kind: 'bytes',
  bytes: typeof value === 'string' ? new TextEncoder().encode(value) : Uint8Array.from(value),
});

/** Reads a body that is documented with this `content` and sent with this Content-Type. */
function read(content: string, contentType: string | undefined, body: HttpBody | undefined): DecodedBody {
  const contract = toContract(`
paths: {/x: {post: {requestBody: {content: ${content}}, responses: {}}}}
components: {schemas: {Form: {type: object, properties: {n: {type: integer}, l: {type: array, items: {type: integer}}, o: {type: object, properties: {a: {type: integer}}}, s: {type: string}}}}}
`);
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const request = { method: 'POST', url: '/x', headers, ...(body && { body }) };
  return decodeRequest(contract, onlyOperation(contract), {}, request, 'observed').body;
}

const present = (...candidates: unknown[]) => ({ state: 'present', candidates });
const unreadable = (reason: string) => ({ state: 'unreadable', reason });
const unchecked = (reason: string) => ({ state: 'unchecked', reason });

describe('JSON', () => {
  const json = '{application/json: {schema: {type: object}}, application/*+json: {}}';
  const type = 'application/json; charset=utf-8';
  const rows: [string, string, HttpBody | undefined, unknown][] = [
    ['an object', type, text('{"a": [1, null]}'), present({ a: [1, null] })],
    ['bytes', type, bytes('"é"'), present('é')],
    ['a byte order mark in bytes', type, bytes([0xef, 0xbb, 0xbf, 0x31]), present(1)],
    ['a byte order mark in text', type, text('\uFEFF1'), present(1)],
    ['a suffix', 'application/problem+json', text('1'), present(1)],
    ['no body', type, undefined, { state: 'absent' }],
    ['an empty body', type, bytes(''), { state: 'absent' }],
    ['malformed', type, text('{"a":'), unreadable('it ends in the middle of the JSON text')],
    ['no UTF-8', type, bytes([0x22, 0xff, 0x22]), unreadable('it is not UTF-8')],
    ['parsed already', type, { kind: 'json', value: { a: 1 } }, present({ a: 1 })],
    [
      'not kept',
      type,
      { kind: 'unavailable', reason: 'the recorder kept no body' },
      unchecked('the recorder kept no body'),
    ],
    ['500 levels', type, text('['.repeat(500) + ']'.repeat(500)), { state: 'present' }],
    [
      '501 levels',
      type,
      text('['.repeat(501) + ']'.repeat(501)),
      unchecked('JSON nested deeper than 500 levels is not judged'),
    ],
    [
      '60,000 levels',
      type,
      text('{"a":'.repeat(60_000)),
      unchecked('JSON nested deeper than 500 levels is not judged'),
    ],
    [
      'many brackets in a flat value',
      type,
      text(`["${'['.repeat(2000)}", ${'[],'.repeat(2000)} 1]`),
      { state: 'present' },
    ],
  ];
  it.each(rows)('%s', (_, contentType, body, expected) => {
    const decoded = read(json, contentType, body);
    if (Object.keys(expected as object).length === 1)
      expect(decoded.state).toBe((expected as DecodedBody).state);
    else expect(decoded).toEqual(expected);
  });
});

describe('form', () => {
  const form = (encoding = '{}') =>
    `{application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Form'}, encoding: ${encoding}}}`;
  const type = 'application/x-www-form-urlencoded';
  const rows: [string, string, string, unknown][] = [
    ['fields by type', '{}', 'n=5&s=5&x=5', present({ n: 5, s: '5', x: '5' })],
    ['spaces and encoding', '{}', 's=a+b%26c', present({ s: 'a b&c' })],
    ['an exploded list', '{}', 'l=1&l=2', present({ l: [1, 2] })],
    ['a joined list', '{l: {explode: false}}', 'l=1,2', present({ l: [1, 2] })],
    ['another style', '{l: {style: pipeDelimited}}', 'l=1|2', present({ l: [1, 2] })],
    ['an object as JSON', '{}', 'o=%7B%22a%22:1%7D', present({ o: { a: 1 } })],
    ['an exploded object', '{o: {style: form}}', 'a=1&n=2', present({ o: { a: 1 }, n: 2 })],
    ['a deep object', '{o: {style: deepObject}}', 'o[a]=1', present({ o: { a: 1 } })],
    ['JSON in a field', '{s: {contentType: application/json}}', 's=5', present({ s: 5 })],
    ['malformed JSON in a field', '{s: {contentType: application/json}}', 's={', { state: 'unreadable' }],
    ['a field twice', '{}', 'x=1&x=2', present({ x: ['1', '2'] })],
    [
      'a scalar twice',
      '{}',
      'n=1&n=2',
      unreadable('form field n: it was sent 2 times, a single time is documented'),
    ],
    ['malformed encoding', '{}', 'x=%', unreadable('form field x: its percent-encoding is malformed')],
    ['no body', '{}', '', { state: 'absent' }],
  ];
  it.each(rows)('%s', (_, encoding, body, expected) => {
    const decoded = read(form(encoding), type, text(body));
    if (Object.keys(expected as object).length === 1)
      expect(decoded.state).toBe((expected as DecodedBody).state);
    else expect(decoded).toEqual(expected);
  });

  it('takes a parsed form as it is', () => {
    expect(read(form(), type, { kind: 'json', value: { n: 5 } })).toEqual(present({ n: 5 }));
    expect(read(form(), type, { kind: 'json', value: 'n=5' })).toEqual(present({ n: 5 }));
  });
});

describe('multipart', () => {
  const multipart = (encoding = '{}') =>
    `{multipart/form-data: {schema: {$ref: '#/components/schemas/Form'}, encoding: ${encoding}}}`;
  const type = 'multipart/form-data; boundary="b 1"';
  const message = (...parts: string[]) =>
    `${parts.map((part) => `--b 1\r\n${part}\r\n`).join('')}--b 1--\r\n`;
  const part = (name: string, value: string, more = '', headers = '') =>
    `Content-Disposition: form-data; name="${name}"${more}\r\n${headers}\r\n${value}`;
  const rows: [string, string, string, unknown][] = [
    ['fields by type', '{}', message(part('n', '5'), part('s', '5')), present({ n: 5, s: '5' })],
    ['a preamble', '{}', `ignored\r\n${message(part('n', '5'))}`, present({ n: 5 })],
    ['a list', '{}', message(part('l', '1'), part('l', '2')), present({ l: [1, 2] })],
    ['a list of one', '{}', message(part('l', '1')), present({ l: [1] }, { l: '1' })],
    ['an object', '{}', message(part('o', '{"a": 1}')), present({ o: { a: 1 } })],
    [
      'a JSON part',
      '{}',
      message(part('x', '[1]', '', 'Content-Type: application/json\r\n')),
      present({ x: [1] }),
    ],
    [
      'a documented JSON part',
      '{x: {contentType: application/json}}',
      message(part('x', '{}')),
      present({ x: {} }),
    ],
    [
      'a malformed JSON part',
      '{}',
      message(part('x', '{', '', 'Content-Type: application/json\r\n')),
      { state: 'unreadable' },
    ],
    [
      'a file',
      '{}',
      message(part('s', 'PNG', '; filename="a.png"', 'Content-Type: image/png\r\n')),
      present({ s: 'PNG' }),
    ],
    [
      'a part without a name',
      '{}',
      message('Content-Disposition: form-data\r\n\r\nx'),
      unreadable('it has a part without a name'),
    ],
    ['a cut message', '{}', message(part('n', '5')).slice(0, -8), { state: 'unreadable' }],
    ['no message', '{}', 'hello', { state: 'unreadable' }],
  ];
  it.each(rows)('%s', (_, encoding, body, expected) => {
    const decoded = read(multipart(encoding), type, text(body));
    if (Object.keys(expected as object).length === 1)
      expect(decoded.state).toBe((expected as DecodedBody).state);
    else expect(decoded).toEqual(expected);
  });

  it('keeps the bytes of a file', () => {
    const body = message(part('s', '\u0000', '; filename="f"'));
    const raw = new TextEncoder().encode(body);
    raw[raw.indexOf(0)] = 0xff;
    expect(read(multipart(), type, { kind: 'bytes', bytes: raw })).toEqual(present({ s: '\u00ff' }));
  });

  it('needs a boundary, and reads form-data only', () => {
    expect(read(multipart(), 'multipart/form-data', text('x'))).toEqual(
      unreadable('its Content-Type names no boundary'),
    );
    expect(read('{multipart/*: {}}', 'multipart/mixed; boundary=b', text('x'))).toEqual(
      unchecked('a body of media type multipart/mixed is not read'),
    );
  });
});

describe('text, files and other formats', () => {
  const rows: [string, string, string | undefined, HttpBody, unknown][] = [
    ['text', '{text/plain: {schema: {type: string}}}', 'text/plain', bytes('é'), present('é')],
    ['an empty text', '{text/plain: {schema: {type: string}}}', 'text/plain', bytes(''), present('')],
    [
      'text of another charset',
      '{text/plain: {}}',
      'text/plain; charset=iso-8859-1',
      bytes([0xe9]),
      present('é'),
    ],
    [
      'text of a wrong charset',
      '{text/plain: {}}',
      'text/plain',
      bytes([0xe9]),
      unreadable('it is not utf-8'),
    ],
    [
      'text of no charset',
      '{text/plain: {}}',
      'text/plain; charset=x',
      bytes('a'),
      unchecked('charset x is not known'),
    ],
    ['a number as text', '{text/plain: {schema: {type: integer}}}', 'text/plain', text('5'), present(5)],
    [
      'an object as text',
      '{text/csv: {schema: {type: object}}}',
      'text/csv',
      text('a,b'),
      unchecked('a body of media type text/csv is read as a text only'),
    ],
    [
      'a file',
      '{image/png: {schema: {type: string, format: binary}}}',
      'image/png',
      bytes([0x89, 0xff]),
      present('\u0089\u00ff'),
    ],
    ['a file without schema', '{image/*: {}}', 'image/png', bytes([1]), present('\u0001')],
    [
      'a file described by its content',
      '{image/png: {schema: {contentMediaType: image/png}}}',
      'image/png',
      bytes('x'),
      present('x'),
    ],
    [
      'XML of a schema',
      '{application/xml: {schema: {type: object}}}',
      'application/xml',
      text('<a/>'),
      unchecked('a body of media type application/xml is not read'),
    ],
    ['XML as text', '{text/xml: {schema: {type: string}}}', 'text/xml', text('<a/>'), present('<a/>')],
    [
      'an unknown format',
      '{application/cbor: {schema: {type: [object, array]}}}',
      'application/cbor',
      bytes('x'),
      unchecked('a body of media type application/cbor is not read'),
    ],
    [
      'XML given as JSON',
      '{application/xml: {schema: {type: object}}}',
      'application/xml',
      { kind: 'json', value: {} },
      unchecked('a body of media type application/xml that is given as JSON is not read'),
    ],
    [
      'what is given as JSON, in a range and without a type',
      '{application/*: {schema: {type: object}}}',
      undefined,
      { kind: 'json', value: {} },
      present({}),
    ],
    ['JSON in a range', '{"*/*": {schema: {type: object}}}', 'application/json', text('{}'), present({})],
    ['an undocumented type', '{application/json: {}}', 'text/html', text('<p>'), present('<p>')],
    ['undocumented JSON', '{text/plain: {}}', 'application/json', text('[1]'), present([1])],
    ['no type', '{application/json: {}}', '', text('{'), present('{')],
  ];
  it.each(rows)('%s', (_, content, contentType, body, expected) => {
    expect(read(content, contentType, body)).toEqual(expected);
  });
});

describe('without a Content-Type', () => {
  const both = '{text/plain: {}, application/json: {schema: {type: integer}}}';
  it('an observed body has no media type, a parsed or expected one the documented', () => {
    const contract = toContract(`paths: {/x: {post: {requestBody: {content: ${both}}, responses: {}}}}`);
    const decode = (body: HttpBody, stance: 'observed' | 'expected') => {
      const request = { method: 'POST', url: '/x', headers: {}, body };
      const decoded = decodeRequest(contract, onlyOperation(contract), {}, request, stance);
      return [decoded.mediaType?.name, decoded.contentType, decoded.body];
    };
    expect(decode(text('5'), 'observed')).toEqual([undefined, undefined, present(5)]);
    expect(decode(text('5'), 'expected')).toEqual(['application/json', undefined, present(5)]);
    expect(decode({ kind: 'json', value: 5 }, 'observed')).toEqual([
      'application/json',
      undefined,
      present(5),
    ]);
  });
});
