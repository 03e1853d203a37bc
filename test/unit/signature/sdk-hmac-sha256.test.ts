import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SignableRequest, toCanonicalRequest } from '../../../src/signature/canonical-request.ts';
import { signRequest, verifySignature } from '../../../src/signature/sdk-hmac-sha256.ts';

/** The published test vector of the API request signing guide. */
const vector = {
  key: { id: 'QTWAOYTTINDUT2QVKYUC', secret: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc' },
  now: new Date('2019-11-15T03:36:55Z'),
  request: {
    method: 'GET',
    url: '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs/?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0',
    headers: { 'Content-Type': 'application/json', Host: 'service.region.example.com' },
    body: new Uint8Array(),
  },
  canonicalHash: 'b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a',
  signature: '7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
};

const key = { id: 'AKEXAMPLE', secret: 'SKEXAMPLE' };
const now = new Date('2024-05-06T07:08:09Z');
const unsigned: SignableRequest = {
  method: 'PUT',
  url: 'https://host.example.com/v1/p/i/image',
  headers: { 'Content-Type': 'application/json' },
  body: Buffer.from('{"path":"a","tags":{}}'),
};
const findSecret = (id: string) => (id === key.id ? key.secret : undefined);

function signed(request: SignableRequest = unsigned, at: Date = now): SignableRequest {
  return { ...request, headers: signRequest(request, key, at) };
}

describe('published test vector', () => {
  it('gives the published canonical request hash and signature', () => {
    const headers = signRequest(vector.request, vector.key, vector.now);
    expect(headers).toEqual({
      'content-type': 'application/json',
      host: 'service.region.example.com',
      'x-sdk-date': '20191115T033655Z',
      authorization: `SDK-HMAC-SHA256 Access=${vector.key.id}, SignedHeaders=content-type;host;x-sdk-date, Signature=${vector.signature}`,
    });
    const canonical = toCanonicalRequest(
      { ...vector.request, headers },
      ['content-type', 'host', 'x-sdk-date'],
      'decode-first',
    );
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(vector.canonicalHash);
  });

  it('is accepted', () => {
    const headers = signRequest(vector.request, vector.key, vector.now);
    const result = verifySignature(
      { ...vector.request, headers },
      { now: vector.now, findSecret: () => vector.key.secret },
    );
    expect(result).toEqual({ ok: true, accessKeyId: vector.key.id });
  });
});

describe('canonical request', () => {
  const canonical = (url: string, encoding: 'decode-first' | 'as-sent' = 'decode-first') =>
    toCanonicalRequest({ ...unsigned, url, headers: {} }, [], encoding)
      .split('\n')
      .slice(1, 3);

  it.each([
    ['adds the closing slash', '/v1/p', ['/v1/p/', '']],
    ['keeps a closing slash', '/v1/p/', ['/v1/p/', '']],
    ['keeps escapes that are sent', '/a%20b/%e6%b5%8b', ['/a%20b/%E6%B5%8B/', '']],
    ['encodes what was sent raw', '/a b/测', ['/a%20b/%E6%B5%8B/', '']],
    ['takes an encoded slash for a slash, as the Python signer does', '/a%2Fb', ['/a/b/', '']],
    ['leaves a lone percent sign a percent sign', '/100%/%zz', ['/100%25/%25zz/', '']],
    ['sorts the query by name and value', '/?b=2&a=3&b=1&a-b=0', ['/', 'a=3&a-b=0&b=1&b=2']],
    ['gives a name without value an empty one', '/?flag', ['/', 'flag=']],
    ['reads a plus as a space', '/?q=a+b%2B', ['/', 'q=a%20b%2B']],
    ['drops the fragment', '/x?y=1#z', ['/x/', 'y=1']],
    ['drops scheme and authority', 'https://host:80/x', ['/x/', '']],
  ])('%s', (_, url, expected) => expect(canonical(url)).toEqual(expected));

  it('encodes an encoded path once more when taken as sent', () => {
    expect(canonical('/a%20b', 'as-sent')).toEqual(['/a%2520b/', '']);
  });
});

describe('verification', () => {
  const verify = (request: SignableRequest, at: Date = now) =>
    verifySignature(request, { now: at, findSecret });
  const refused = (request: SignableRequest) => {
    const result = verify(request);
    return result.ok ? 'accepted' : result.reason;
  };
  const withHeaders = (changes: Record<string, string | undefined>): SignableRequest => {
    const headers = Object.entries({ ...signed().headers, ...changes });
    return {
      ...unsigned,
      headers: Object.fromEntries(headers.filter((e): e is [string, string] => e[1] !== undefined)),
    };
  };

  it('accepts what it signed', () => {
    expect(verify(signed())).toEqual({ ok: true, accessKeyId: key.id });
  });

  it('accepts the path as the npm core encodes it', () => {
    const request = { ...unsigned, url: '/v1/p/a%20b/image' };
    const encodedOnceMore = signRequest(
      { ...request, url: '/v1/p/a%2520b/image', headers: { host: 'h' } },
      key,
      now,
    );
    expect(verify({ ...request, headers: encodedOnceMore })).toEqual({ ok: true, accessKeyId: key.id });
  });

  it.each([
    ['another method', { ...signed(), method: 'POST' }],
    ['another path', { ...signed(), url: '/v1/p/other/image' }],
    ['a query that was added', { ...signed(), url: '/v1/p/i/image?a=1' }],
    ['another body', { ...signed(), body: Buffer.from('{}') }],
    ['another signed header', withHeaders({ 'content-type': 'text/plain' })],
    ['a date that was moved', withHeaders({ 'x-sdk-date': '20240506T070810Z' })],
    [
      'an unsigned-payload header that was added',
      withHeaders({ 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' }),
    ],
  ])('refuses %s', (_, request) => expect(refused(request)).toBe('signature-different'));

  it('shows the canonical request where the signature differs', () => {
    const request = { ...signed(), body: new Uint8Array() };
    expect(verify(request)).toEqual({
      ok: false,
      reason: 'signature-different',
      accessKeyId: key.id,
      canonicalRequest: [
        'PUT',
        '/v1/p/i/image/',
        '',
        'content-type:application/json',
        'host:host.example.com',
        'x-sdk-date:20240506T070809Z',
        '',
        'content-type;host;x-sdk-date',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      ].join('\n'),
    });
  });

  it('takes any body with UNSIGNED-PAYLOAD', () => {
    const request = signed({
      ...unsigned,
      headers: { ...unsigned.headers, 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' },
    });
    expect(verify({ ...request, body: Buffer.from('anything') })).toEqual({ ok: true, accessKeyId: key.id });
  });

  it.each([
    ['no authorization', withHeaders({ authorization: undefined }), 'authorization-malformed'],
    ['another scheme', withHeaders({ authorization: 'Bearer x' }), 'authorization-malformed'],
    [
      'a short signature',
      withHeaders({ authorization: 'SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=ab' }),
      'authorization-malformed',
    ],
    ['no date', withHeaders({ 'x-sdk-date': undefined }), 'date-missing'],
    ['a date in another form', withHeaders({ 'x-sdk-date': '2024-05-06T07:08:09Z' }), 'date-malformed'],
    ['a date that does not exist', withHeaders({ 'x-sdk-date': '20241306T070809Z' }), 'date-malformed'],
    [
      'a date that is not signed',
      withHeaders({ authorization: signed().headers.authorization?.replace(';x-sdk-date', '') }),
      'date-not-signed',
    ],
    [
      'a signed header that is not there',
      withHeaders({ 'content-type': undefined }),
      'signed-header-missing',
    ],
    [
      'an unknown access key',
      withHeaders({ authorization: signed().headers.authorization?.replace('AKEXAMPLE', 'OTHER') }),
      'access-key-unknown',
    ],
  ])('refuses %s', (_, request, reason) => expect(refused(request)).toBe(reason));

  it.each([
    [15 * 60_000, true],
    [-15 * 60_000, true],
    [15 * 60_000 + 1000, false],
    [-15 * 60_000 - 1000, false],
  ])('a clock that differs by %i ms is inside the window: %s', (difference, inside) => {
    const result = verify(signed(), new Date(now.getTime() + difference));
    expect(result).toEqual(
      inside ? { ok: true, accessKeyId: key.id } : { ok: false, reason: 'date-out-of-window' },
    );
  });

  it('accepts every request that it signed, whatever path, query and body are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.dictionary(fc.string(), fc.string()),
        fc.uint8Array(),
        (segments, query, body) => {
          const path = segments.map((s) => encodeURIComponent(s.toWellFormed())).join('/');
          const url = new URL(`https://h/${path}?${new URLSearchParams(query)}`);
          const request = { ...unsigned, url: url.href, body };
          return verify(signed(request)).ok;
        },
      ),
    );
  });
});
