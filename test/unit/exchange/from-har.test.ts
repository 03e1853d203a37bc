import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHarEntry } from '../../../src/exchange/from-har.ts';

const corpus = new URL('../../../../shared/corpora/har/', import.meta.url);
const origin = { source: 'traffic', label: 'test.har', line: 1 } as const;

/** One line for an entry: enough to see every decision that the adapter takes. */
function summary(entry: unknown): string {
  const read = fromHarEntry(entry, origin);
  if (read.kind !== 'exchange') return `${read.kind}: ${read.reason}`;
  const { request, response } = read.exchange;
  const answer = response
    ? `${response.status} ${response.headers['content-type'] ?? 'no type'} ${body(response.body)}`
    : 'no response';
  return `${request.method} ${request.url} ${body(request.body)} -> ${answer}`;
}

function body(
  body: { kind: string; text?: string; bytes?: Uint8Array; reason?: string } | undefined,
): string {
  if (!body) return '-';
  return `${body.kind}(${body.text ?? body.bytes?.length ?? body.reason})`;
}

describe.skipIf(!existsSync(corpus))('HAR files of the corpus (skipped where ../shared is absent)', () => {
  it('reads every entry', () => {
    const read = Object.fromEntries(
      readdirSync(corpus).map((name) => [
        name,
        JSON.parse(readFileSync(new URL(name, corpus), 'utf8')).log.entries.map(summary),
      ]),
    );
    expect(read).toEqual({
      'empty.har': [],
      'request-order.har': [
        'GET http://127.0.0.1:51345/resource - -> 200 text/html; charset=utf-8 text(one)',
        'GET http://127.0.0.1:51345/resource - -> 200 text/html; charset=utf-8 text(two)',
      ],
      'request-parameters.har': [
        'GET https://source.mswjs.io/docs/?hello=world&userId=abc-123 - -> 200 text/html; charset=utf-8 text(hello world)',
      ],
      'response-binary.har': ['GET http://127.0.0.1:60641/binary - -> 200 image/jpg bytes(10422)'],
      'response-cloning.har': [
        'GET http://127.0.0.1:51345/resource - -> 200 text/html; charset=utf-8 text(first)',
        'GET http://127.0.0.1:51345/resource - -> 200 text/html; charset=utf-8 text(latest)',
      ],
      'response-compressed.har': [
        'GET http://127.0.0.1:63109/json-compressed - -> 200 application/json; charset=utf-8 text({"id":"abc-123","firstName":"John"})',
      ],
      'response-cookies.har': [
        'GET http://127.0.0.1:49286/cookies - -> 200 text/html; charset=utf-8 text(yummy)',
      ],
      'response-error.har': ['GET http://127.0.0.1:61959/resource - -> no response'],
      'response-json.har': [
        'GET http://127.0.0.1:61959/json - -> 200 application/json; charset=utf-8 text({"id":"abc-123","firstName":"John"})',
      ],
      'response-status-101.har': ['GET http://127.0.0.1:60906/status - -> 101 text/html; charset=utf-8 -'],
      'response-status-304.har': [
        'GET http://127.0.0.1:60906/redirect - -> 304 text/html; charset=utf-8 text(hello world)',
      ],
      'response-stream.har': ['GET http://127.0.0.1:56048/stream - -> 200 plain/text bytes(26)'],
      'response-text.har': [
        'GET http://127.0.0.1:60906/text - -> 200 text/html; charset=utf-8 text(hello world)',
      ],
      'response-timing.har': [
        'GET http://127.0.0.1:49925/timing/instant - -> 200 text/html; charset=utf-8 text(hello world)',
        'GET http://127.0.0.1:49925/timing/delayed - -> 200 text/html; charset=utf-8 text(delayed body)',
      ],
    });
  });
});

/** An entry as a browser writes it, with some parts of its own. */
function entry(parts: { request?: object; response?: object | null }): unknown {
  return {
    request: { method: 'put', url: 'https://api.example/v1', headers: [], bodySize: 0, ...parts.request },
    response: parts.response && {
      status: 200,
      headers: [],
      content: { size: 0, mimeType: '' },
      bodySize: 0,
      ...parts.response,
    },
  };
}

describe('request', () => {
  it('reads headers: lower case, repeated, joined by line breaks, without pseudo fields', () => {
    const headers = [
      { name: ':authority', value: 'api.example' },
      { name: ':method', value: 'PUT' },
      { name: 'X-Auth-Token', value: 'abc' },
      { name: 'Accept', value: 'a/b' },
      { name: 'accept', value: 'c/d' },
      { name: 'X-Joined', value: 'one\ntwo' },
      { name: '__proto__', value: 'polluted' },
      { name: 'x-none' },
      null,
      { name: 7 },
    ];
    const read = fromHarEntry(entry({ request: { headers } }), origin);
    expect(read).toEqual({
      kind: 'exchange',
      exchange: {
        stance: 'observed',
        origin,
        request: {
          method: 'PUT',
          url: 'https://api.example/v1',
          headers: {
            'x-auth-token': 'abc',
            accept: ['a/b', 'c/d'],
            'x-joined': ['one', 'two'],
            ['__proto__']: 'polluted',
            'x-none': '',
            host: 'api.example',
          },
        },
      },
    });
  });

  it('takes cookies that are listed apart, and never a fragment', () => {
    const cookies = [{ name: 'a', value: '1' }, { name: 'b', value: '2' }, { name: 'c' }];
    const read = fromHarEntry(entry({ request: { url: 'https://api.example/v1#top', cookies } }), origin);
    expect(read.kind === 'exchange' && read.exchange.request).toEqual({
      method: 'PUT',
      url: 'https://api.example/v1',
      headers: { cookie: 'a=1; b=2' },
    });
  });

  it.each([
    ['text', { postData: { mimeType: 'application/json', text: '{}' } }, 'text({})'],
    ['base64', { postData: { text: '/wA=', encoding: 'base64' } }, 'bytes(2)'],
    [
      'an unknown encoding',
      { postData: { text: 'x', encoding: 'uu' } },
      'unavailable(the recording holds the body in the unknown encoding uu)',
    ],
    [
      'form params',
      {
        headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
        postData: { mimeType: '', text: '', params: [{ name: 'a', value: '1 2' }, { name: 'b&' }] },
      },
      'text(a=1+2&b%26=)',
    ],
    [
      'multipart params',
      { postData: { mimeType: 'multipart/form-data', params: [{ name: 'file', fileName: 'a.jpg' }] } },
      'unavailable(the recording holds only the field names and values of the request body)',
    ],
    ['a size without a body', { bodySize: 12 }, 'unavailable(the recording does not hold the request body)'],
    [
      'a length without a body',
      { headers: [{ name: 'Content-Length', value: '3' }] },
      'unavailable(the recording does not hold the request body)',
    ],
    [
      'a body in a file',
      { postData: { mimeType: 'x/y', _file: 'a.bin' } },
      'unavailable(the recording does not hold the request body)',
    ],
    ['nothing', { bodySize: -1 }, '-'],
    ['an empty text', { postData: { mimeType: '', text: '' } }, '-'],
  ])('body: %s', (_, request, expected) => {
    expect(summary(entry({ request }))).toBe(`PUT https://api.example/v1 ${expected} -> no response`);
  });
});

describe('response', () => {
  it.each([
    ['text', { content: { size: 2, text: '{}' } }, 'text({})'],
    ['base64', { content: { size: 2, text: '/wA=', encoding: 'base64' } }, 'bytes(2)'],
    ['dropped', { content: { size: 9 } }, 'unavailable(the recording does not hold the response body)'],
    [
      'dropped, with an empty text',
      { content: { size: 9, text: '' } },
      'unavailable(the recording does not hold the response body)',
    ],
    [
      'unknown',
      { bodySize: -1, content: { size: -1 } },
      'unavailable(the recording does not say whether there was a response body)',
    ],
    [
      'unknown but for the length',
      { bodySize: -1, content: {}, headers: [{ name: 'Content-Length', value: '0' }] },
      '-',
    ],
    ['a status that has none', { status: 204, bodySize: -1, content: {} }, '-'],
    [
      'compressed bytes as text',
      {
        headers: [{ name: 'Content-Encoding', value: 'gzip' }],
        content: { size: 30, text: '\u001f\u008b\b' },
      },
      'unavailable(the recording holds compressed bytes as text)',
    ],
    [
      'compressed bytes',
      {
        headers: [{ name: 'Content-Encoding', value: 'gzip' }],
        content: { size: 3, text: 'H4sI', encoding: 'base64' },
      },
      'unavailable(the recording holds compressed bytes as the body)',
    ],
  ])('body: %s', (_, response, expected) => {
    const status = 'status' in response ? response.status : 200;
    expect(summary(entry({ response }))).toBe(
      `PUT https://api.example/v1 - -> ${status} no type ${expected}`,
    );
  });

  it('an answer to HEAD has no body, whatever length it announces', () => {
    const head = entry({
      request: { method: 'HEAD' },
      response: { headers: [{ name: 'Content-Length', value: '99' }], bodySize: -1 },
    });
    expect(summary(head)).toBe('HEAD https://api.example/v1 - -> 200 no type -');
  });

  it.each([
    ['status 0', entry({ response: { status: 0 } })],
    ['status -1', entry({ response: { status: -1 } })],
    ['null', entry({ response: null })],
  ])('no response: %s', (_, aborted) => {
    expect(summary(aborted)).toBe('PUT https://api.example/v1 - -> no response');
  });
});

it.each([
  [null, 'unreadable: the HAR entry is not an object'],
  [[], 'unreadable: the HAR entry is not an object'],
  [{}, 'unreadable: the HAR entry has no request'],
  [entry({ request: { method: 1 } }), 'unreadable: the HAR request has no method'],
  [entry({ request: { url: '' } }), 'unreadable: the HAR request has no url'],
  [entry({ request: { url: '/v1' } }), 'unreadable: the HAR request has no absolute url'],
  [entry({ request: { headers: {} } }), 'unreadable: the HAR request has no list of headers'],
  [entry({ response: { status: '200' } }), 'unreadable: the HAR response has no status'],
  [entry({ response: { headers: null } }), 'unreadable: the HAR response has no list of headers'],
  [entry({ request: { url: 'data:image/png;base64,AAAA' } }), 'not-http: a data: URL is no HTTP request'],
  [entry({ request: { url: 'blob:https://a/b' } }), 'not-http: a blob: URL is no HTTP request'],
])('%j is %s', (malformed, expected) => {
  expect(summary(malformed)).toBe(expected);
});
