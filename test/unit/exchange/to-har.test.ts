import { createRequire } from 'node:module';
import { brotliCompressSync } from 'node:zlib';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { fromHarEntry } from '../../../src/exchange/from-har.ts';
import { fromNode } from '../../../src/exchange/from-node.ts';
import { createRedactor } from '../../../src/exchange/redact.ts';
import { type RecordedExchange, toHarEntry } from '../../../src/exchange/to-har.ts';

const url = 'http://127.0.0.1:4000/v1/p/i/image?a=1&b=%20c';
const origin = { source: 'traffic' } as const;
const json = Buffer.from('{"result":"Success"}');
const startedAt = new Date('2026-01-02T03:04:05.678Z');

/** A recording of a call, with fields as they were sent. */
function recorded(changes: {
  request?: { fields?: readonly string[]; bytes?: Uint8Array };
  response?: { status?: number; fields?: readonly string[]; bytes?: Uint8Array } | undefined;
  error?: string;
}): RecordedExchange {
  const { request = {}, error } = changes;
  const response = 'response' in changes ? changes.response : {};
  const sent = request.fields ?? ['Host', 'h', 'Content-Type', 'application/json'];
  const received = response?.fields ?? ['Content-Type', 'application/json'];
  const bytes = response && (response.bytes ?? json);
  return {
    exchange: fromNode(
      {
        request: { method: 'PUT', url, headers: toHeaders(sent), bytes: request.bytes },
        response: response && { statusCode: response.status ?? 200, headers: toHeaders(received), bytes },
      },
      origin,
    ),
    startedAt,
    timings: { send: 0, wait: 1.23456, receive: 0.5 },
    request: { httpVersion: 'HTTP/1.1', fields: sent, bodySize: request.bytes?.length ?? 0 },
    ...(response && {
      response: { httpVersion: 'HTTP/1.1', statusText: 'OK', fields: received, bodySize: bytes?.length ?? 0 },
    }),
    error,
  };
}

function toHeaders(fields: readonly string[]): Record<string, string> {
  const names = fields.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name.toLowerCase(), fields[2 * index + 1] ?? '']));
}

const toEntry = (recording: RecordedExchange) =>
  toHarEntry(recording, (values) => createRedactor({ values }));

/** What a reader of the entry gets back. */
function readBack(recording: RecordedExchange): Exchange {
  const entry = fromHarEntry(JSON.parse(JSON.stringify(toEntry(recording))), origin);
  if (entry.kind !== 'exchange') throw new Error(entry.reason);
  return entry.exchange;
}

const isHar = loadHarSchema();

describe('toHarEntry', () => {
  it('writes an entry of HAR 1.2', () => {
    const recording = recorded({ request: { bytes: Buffer.from('{"path":"a"}') } });
    expect(toEntry(recording)).toEqual({
      startedDateTime: '2026-01-02T03:04:05.678Z',
      time: 1.735,
      request: {
        method: 'PUT',
        url,
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [
          { name: 'Host', value: 'h' },
          { name: 'Content-Type', value: 'application/json' },
        ],
        queryString: [
          { name: 'a', value: '1' },
          { name: 'b', value: ' c' },
        ],
        headersSize: -1,
        bodySize: 12,
        postData: { mimeType: 'application/json', text: '{"path":"a"}' },
      },
      response: {
        status: 200,
        statusText: 'OK',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        content: { size: 20, mimeType: 'application/json', text: '{"result":"Success"}' },
        redirectURL: '',
        headersSize: -1,
        bodySize: 20,
      },
      cache: {},
      timings: { send: 0, wait: 1.235, receive: 0.5 },
    });
  });

  const binary = Uint8Array.from({ length: 256 }, (_, index) => index);
  const cases: readonly (readonly [string, RecordedExchange])[] = [
    ['a call', recorded({ request: { bytes: Buffer.from('{"path":"a"}') } })],
    ['no bodies', recorded({ response: { status: 204, fields: [], bytes: new Uint8Array() } })],
    ['bodies that are no text', recorded({ request: { bytes: binary }, response: { bytes: binary } })],
    ['a byte order mark', recorded({ response: { bytes: Buffer.from('\uFEFF{"a":1}') } })],
    [
      'a compressed body',
      recorded({
        response: {
          fields: ['Content-Encoding', 'br', 'Content-Type', 'application/json'],
          bytes: brotliCompressSync(json),
        },
      }),
    ],
    [
      'fields that stand twice',
      recorded({ response: { fields: ['Content-Type', 'application/json', 'X-A', '1', 'x-a', '2'] } }),
    ],
    ['no answer', recorded({ response: undefined, error: 'the service gave no answer' })],
  ];

  it.each(cases)('is valid for %s, as har-schema sees it', (_, recording) => {
    expect(isHar(toEntry(recording))).toEqual([]);
  });

  it.each(cases.slice(0, 5))('gives back what was recorded of %s', (_, recording) => {
    const { request, response } = readBack(recording);
    expect(toBytes(request.body)).toEqual(toBytes(recording.exchange.request.body));
    expect(toBytes(response?.body)).toEqual(toBytes(recording.exchange.response?.body));
    const fields = [request.headers, response?.headers];
    expect(fields).toEqual([recording.exchange.request.headers, recording.exchange.response?.headers]);
  });

  it('tells a compressed size apart from the content', () => {
    const bytes = brotliCompressSync(Buffer.alloc(1000, 0x61));
    const entry = toEntry(recorded({ response: { fields: ['Content-Encoding', 'br'], bytes } }));
    expect(entry).toMatchObject({
      response: { bodySize: bytes.length, content: { size: 1000, compression: 1000 - bytes.length } },
    });
  });

  it('makes a call without an answer one that a reader knows as lost', () => {
    const recording = recorded({ response: undefined, error: 'the service gave no answer' });
    expect(readBack(recording).response).toBe(undefined);
    expect(toEntry(recording)).toMatchObject({
      response: { status: 0, _error: 'the service gave no answer' },
    });
  });

  it.each([0, 7])('makes an answer that broke off after %i bytes one whose body is missing', (bodySize) => {
    const { exchange, ...rest } = recorded({ error: 'the service broke its answer off' });
    const broken: RecordedExchange = {
      ...rest,
      exchange: {
        ...exchange,
        response: {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: { kind: 'unavailable', reason: 'it broke off' },
        },
      },
      response: {
        httpVersion: 'HTTP/1.1',
        statusText: 'OK',
        fields: ['Content-Type', 'application/json'],
        bodySize,
      },
    };
    expect(isHar(toEntry(broken))).toEqual([]);
    expect(readBack(broken).response).toMatchObject({ status: 200, body: { kind: 'unavailable' } });
  });

  it('holds no secret, wherever it stood', () => {
    const secret = 'Zq9-plantedSecret';
    const recording = recorded({
      request: {
        fields: [
          'X-Auth-Token',
          secret,
          'Cookie',
          `sid=${secret}`,
          'Authorization',
          `SDK-HMAC-SHA256 Access=AK${secret}, SignedHeaders=host, Signature=${secret}`,
          'X-Echo',
          secret,
        ],
        bytes: Buffer.concat([Buffer.from(`name="password"\r\n\r\n${secret}\r\n`), binary]),
      },
      response: {
        fields: [
          'Set-Cookie',
          `sid=${secret}`,
          'Location',
          `http://u:${secret}@h/?token=${secret}`,
          'Content-Type',
          'application/json',
        ],
        bytes: Buffer.from(
          JSON.stringify({ error_msg: `token ${secret} is invalid`, [secret]: 1, token: { id: secret } }),
        ),
      },
      error: `the service said ${secret}`,
    });
    const { exchange } = recording;
    const text = JSON.stringify(
      toEntry({
        ...recording,
        exchange: { ...exchange, request: { ...exchange.request, url: `http://h/?ak=1&sig=${secret}` } },
      }),
    );
    expect(text).not.toContain(secret);
    expect(
      Buffer.from(/"text":"([^"]*)","encoding"/.exec(text)?.[1] ?? '', 'base64').toString('latin1'),
    ).not.toContain(secret);
  });
});

function toBytes(body: Exchange['request']['body']): Buffer | undefined {
  if (!body) return undefined;
  if (body.kind === 'bytes') return Buffer.from(body.bytes);
  return Buffer.from(body.kind === 'text' ? body.text : body.kind);
}

/** The schemas of the package `har-schema`, for one entry. */
function loadHarSchema(): (entry: unknown) => unknown {
  const require = createRequire(import.meta.url);
  const schemas: Readonly<Record<string, object>> = require('har-schema');
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is of the time of CommonJS: its function is the default of the default.
  addFormats.default(ajv);
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  for (const [name, schema] of Object.entries(schemas)) if (name !== 'entry') ajv.addSchema(schema);
  const validate = ajv.compile(schemas.entry ?? {});
  return (entry) => (validate(entry) ? [] : validate.errors);
}
