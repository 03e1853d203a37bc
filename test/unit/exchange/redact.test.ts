import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { findSecrets } from '../../../src/exchange/find-secrets.ts';
import { createRedactor } from '../../../src/exchange/redact.ts';
import { toCurl } from '../../../src/exchange/to-curl.ts';
import type { Json } from '../../../src/finding.ts';

const redactor = createRedactor();

/** A canary of its own in each place where a secret can stand. */
const canaries = {
  authorization: 'canary-authorization-1',
  accessKey: 'CANARYACCESSKEY2',
  signature: 'ca4a7y0003'.repeat(6),
  token: 'MIIcanarytoken4',
  subjectToken: 'canary-subject-5',
  securityToken: 'canary-security-6',
  cookie: 'canary-cookie-7',
  setCookie: 'canary-set-cookie-8',
  proxy: 'canary-proxy-9',
  apiKey: 'canary-api-key-10',
  query: 'canary%2Dquery-11',
  userinfo: 'canary-userinfo-12',
  password: 'canary-password-13',
  nested: 'canary-nested-14',
  listed: 'canary-listed-15',
  echoed: 'canary-echoed-16',
  ownHeader: 'canary-own-17',
} as const;

const exchange: Exchange = {
  stance: 'observed',
  origin: { source: 'traffic' },
  request: {
    method: 'POST',
    url: `https://user:${canaries.userinfo}@api.example/v1?limit=2&access_token=${canaries.query}&x=y`,
    headers: {
      authorization: `SDK-HMAC-SHA256 Access=${canaries.accessKey}, SignedHeaders=host;x-sdk-date, Signature=${canaries.signature}`,
      'proxy-authorization': `Basic ${canaries.proxy}`,
      'x-auth-token': canaries.token,
      'x-security-token': canaries.securityToken,
      'x-api-key': canaries.apiKey,
      cookie: `a=b; session=${canaries.cookie}`,
      'x-own': canaries.ownHeader,
      'content-type': 'application/json',
    },
    body: {
      kind: 'text',
      text: JSON.stringify({
        auth: { password: { user: { name: 'n', value: canaries.password } } },
        secret_keys: [canaries.listed, { deep: canaries.nested }],
        token: canaries.echoed,
        path: 'image.jpg',
      }),
    },
  },
  response: {
    status: 401,
    headers: {
      'x-subject-token': canaries.subjectToken,
      'set-cookie': [`session=${canaries.setCookie}; Path=/; HttpOnly`, 'plain=1'],
      'x-trace': `rejected ${canaries.token} and Bearer ${canaries.authorization}`,
    },
    body: {
      kind: 'text',
      text: JSON.stringify({ error_msg: `token ${canaries.echoed} of ${canaries.accessKey} is invalid` }),
    },
  },
};

/** Which canaries stand in a text, by name. */
function found(text: string): string[] {
  return Object.entries(canaries)
    .filter(([, value]) => text.includes(value) || text.includes(decodeURIComponent(value)))
    .map(([name]) => name);
}

describe('canaries', () => {
  const own = createRedactor({ names: ['X-Own'], values: findSecrets(exchange) });
  const text = (body: Exchange['request']['body']): string => (body?.kind === 'text' ? body.text : '');

  it('each canary stands in the exchange', () => {
    expect(found(JSON.stringify(exchange))).toEqual(Object.keys(canaries));
  });

  it('no canary is left in headers, URL, JSON bodies, body texts or the curl line', () => {
    const { request, response } = exchange;
    const shown = [
      own.headers(request.headers),
      own.headers(response?.headers ?? {}),
      own.url(request.url),
      own.json(JSON.parse(text(request.body))),
      own.json(JSON.parse(text(response?.body))),
      own.text(text(request.body)),
      own.text(text(response?.body)),
      own.text(JSON.stringify(exchange)),
      toCurl(request, own),
    ];
    expect(shown.map((item) => found(JSON.stringify(item)))).toEqual(shown.map(() => []));
  });

  it('what is no secret stays', () => {
    expect(own.json(JSON.parse(text(exchange.request.body)))).toEqual({
      auth: { password: { user: { name: '[redacted]', value: '[redacted]' } } },
      secret_keys: ['[redacted]', { deep: '[redacted]' }],
      token: '[redacted]',
      path: 'image.jpg',
    });
    expect(own.url(exchange.request.url)).toBe(
      'https://user:[redacted]@api.example/v1?limit=2&access_token=[redacted]&x=y',
    );
    expect(own.headers({ 'content-type': 'a/b', 'set-cookie': ['a=1'], 'x-none': undefined })).toEqual({
      'content-type': 'a/b',
      'set-cookie': '[redacted]',
      'x-none': undefined,
    });
  });

  it('finds the secrets of an exchange', () => {
    expect(findSecrets(exchange).sort()).toEqual(
      [
        canaries.accessKey,
        canaries.signature,
        exchange.request.headers.authorization,
        `Basic ${canaries.proxy}`,
        canaries.proxy,
        canaries.token,
        canaries.securityToken,
        canaries.apiKey,
        `a=b; session=${canaries.cookie}`,
        canaries.cookie,
        canaries.subjectToken,
        `session=${canaries.setCookie}; Path=/; HttpOnly`,
        'plain=1',
        canaries.setCookie,
        canaries.query,
        decodeURIComponent(canaries.query),
        canaries.password,
        canaries.nested,
        canaries.listed,
        canaries.echoed,
      ].sort(),
    );
  });
});

it.each([
  [
    'Access=AK1, SignedHeaders=host, Signature=0af',
    'Access=[redacted], SignedHeaders=host, Signature=[redacted]',
  ],
  ['curl -H "Authorization: Bearer abc123def"', 'curl -H "Authorization: Bearer [redacted]"'],
  ['Bearer token is missing', 'Bearer token is missing'],
  ['a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln b', 'a [redacted] b'],
  ['key AKIAIOSFODNN7EXAMPLE.', 'key [redacted].'],
  [`token ${'MII'}${'A1b2'.repeat(20)}==`, 'token [redacted]'],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- x', '[redacted] x'],
  [
    'https://a.obs.example/x?AccessKeyId=AK&Expires=1&Signature=s%3D',
    'https://a.obs.example/x?AccessKeyId=[redacted]&Expires=1&Signature=[redacted]',
  ],
  [
    'grant_type=password&password=p%20w&client_secret=x',
    'grant_type=password&password=[redacted]&client_secret=[redacted]',
  ],
  ['{"password" : "a\\"b", "user":"u"}', '{"password":"[redacted]", "user":"u"}'],
  [
    '--x\r\nContent-Disposition: form-data; name="password"\r\nContent-Type: text/plain\r\n\r\nhunter2\r\n--x--',
    '--x\r\nContent-Disposition: form-data; name="password"\r\nContent-Type: text/plain\r\n\r\n[redacted]\r\n--x--',
  ],
  ['{"password": "cut of', '{"password":"[redacted]"'],
  [
    '{"password" "p", "pin": 1234, "token": null}',
    '{"password":"[redacted]", "pin":"[redacted]", "token": null}',
  ],
  ['{"password": {"token": x}}', '{"password": {"token":"[redacted]"}}'],
  ['the property "token" is missing', 'the property "token" is missing'],
  ['x-auth-token: 0123456789abcdef0123456789', 'x-auth-token: [redacted]'],
  [
    'request body /token: received 5, documented type string',
    'request body /token: received 5, documented type string',
  ],
  ['https://host:8080/a@b', 'https://host:8080/a@b'],
  ['plain text stays', 'plain text stays'],
])('text %j becomes %j', (text, expected) => {
  expect(redactor.text(text)).toBe(expected);
});

it.each<[Json, string, Json]>([
  [5, '/body/token', '[redacted]'],
  ['abc', '/header/x-auth-token', '[redacted]'],
  ['abc', '/query/access_key', '[redacted]'],
  ['abc', '/body/path', 'abc'],
  [null, '/body/token', null],
  ['', '/body/password', ''],
  [true, '/body/password', true],
  [{ accessKey: 'a', count: 3 }, '', { accessKey: '[redacted]', count: 3 }],
])('value %j at %s becomes %j', (value, pointer, expected) => {
  expect(redactor.json(value, pointer)).toEqual(expected);
});

it('finds the secrets of a form', () => {
  const form = { kind: 'text', text: 'user=u&password=hunter%202&pin=1' } as const;
  const request = { method: 'POST', url: '/v1', headers: {}, body: form };
  expect(findSecrets({ stance: 'observed', origin: { source: 'test' }, request })).toEqual([
    'hunter%202',
    'hunter 2',
  ]);
});

it('hides what is nested too deep to be looked through', () => {
  let value: Json = 'x';
  for (let depth = 0; depth < 60_000; depth++) value = [value];
  expect(JSON.stringify(redactor.json(value))).toContain('[redacted]');
});

it('needs no quadratic time for hostile text', () => {
  const run = 'a'.repeat(400_000);
  const hostile = ['', '"', '//', 'eyJ', 'MII', '=', 'Bearer '].map((start) => (start + run).repeat(2));
  expect(hostile.map((text) => redactor.text(text).length > 0)).toEqual(hostile.map(() => true));
});
