import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../../../src/exchange/exchange.ts';
import { quotePrintf, quoteShell } from '../../../src/exchange/quote-shell.ts';
import { toCurl } from '../../../src/exchange/to-curl.ts';

const env = {
  X_AUTH_TOKEN: 'to\'k "$en',
  BASE_URL: 'http://127.0.0.1:1',
  PASSWORD: 'p w',
  PIN: '7',
  BODY: 'b',
  TOKEN: 't&1',
};

/** Runs the line in a real shell, where `curl` prints its arguments and what it reads, each ended by NUL. */
function run(line: string): string[] {
  const curl = `curl() { for a; do printf '%s\\0' "$a"; done; case "$*" in *'@-') cat; printf '\\0';; esac; }`;
  const output = execFileSync('sh', ['-c', `${curl}\n${line}`], { env: { PATH: process.env.PATH, ...env } });
  return output.toString('latin1').split('\0').slice(0, -1);
}

/** The arguments as UTF-8 text. */
function args(request: HttpRequest): string[] {
  return run(toCurl(request)).map((arg) => Buffer.from(arg, 'latin1').toString('utf8'));
}

const url = 'https://api.example/v1/p/i/image';

describe('the line, and what a shell makes of it', () => {
  it('is readable', () => {
    const request: HttpRequest = {
      method: 'PUT',
      url,
      headers: {
        host: 'api.example',
        'content-type': 'application/json',
        'x-auth-token': 'secret',
        'content-length': '2',
      },
      body: { kind: 'text', text: `{"path":"it's"}` },
    };
    expect(toCurl(request)).toBe(
      `curl -X PUT ${url} -H 'content-type: application/json' -H 'x-auth-token: '"$X_AUTH_TOKEN" --data-raw '{"path":"it'\\''s"}'`,
    );
    expect(args(request)).toEqual([
      '-X',
      'PUT',
      url,
      '-H',
      'content-type: application/json',
      '-H',
      `x-auth-token: ${env.X_AUTH_TOKEN}`,
      '--data-raw',
      `{"path":"it's"}`,
    ]);
  });

  it.each<[string, HttpRequest, string[]]>([
    ['GET', { method: 'GET', url, headers: {} }, [url]],
    ['HEAD', { method: 'HEAD', url, headers: {} }, ['--head', url]],
    ['a hostile method', { method: `X'; echo "$(id)"`, url, headers: {} }, ['-X', `X'; echo "$(id)"`, url]],
    ['a relative URL', { method: 'GET', url: '/v1?a=b', headers: {} }, [`${env.BASE_URL}/v1?a=b`]],
    [
      'secrets in the query',
      { method: 'GET', url: `${url}?token=x&a=b&password=y`, headers: {} },
      [`${url}?token=${env.TOKEN}&a=b&password=${env.PASSWORD}`],
    ],
    [
      'brackets and dot segments',
      { method: 'GET', url: 'http://h/a/../b?x[]=1', headers: {} },
      ['--globoff', '--path-as-is', 'http://h/a/../b?x[]=1'],
    ],
    [
      'empty, repeated and hostile headers',
      {
        method: 'GET',
        url,
        headers: { 'x-empty': '', accept: ['a/b', 'c/d'], 'x-odd': '`a` "$b" \\ \'c\'\n!' },
      },
      [url, '-H', 'x-empty;', '-H', 'accept: a/b', '-H', 'accept: c/d', '-H', 'x-odd: `a` "$b" \\ \'c\'\n!'],
    ],
    [
      'a body without Content-Type',
      { method: 'POST', url, headers: {}, body: { kind: 'json', value: ['@a'] } },
      ['-X', 'POST', url, '-H', 'content-type:', '--data-raw', '["@a"]'],
    ],
    [
      'secrets in a JSON body, with marks of its own',
      {
        method: 'POST',
        url,
        headers: { 'content-type': 'a/json' },
        body: {
          kind: 'text',
          text: '{"password": "x", "pin": 1234, "\uE000": ["\uE001", null], "token": ""}',
        },
      },
      [
        '-X',
        'POST',
        url,
        '-H',
        'content-type: a/json',
        '--data-raw',
        `{"password":"${env.PASSWORD}","pin":7,"\uE000":["\uE001",null],"token":""}`,
      ],
    ],
    [
      'a form',
      {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: { kind: 'text', text: 'a=1&password=x' },
      },
      [
        '-X',
        'POST',
        url,
        '-H',
        'content-type: application/x-www-form-urlencoded',
        '--data-raw',
        'a=1&password=[redacted]',
      ],
    ],
    [
      'a body that was not recorded',
      { method: 'PUT', url, headers: { 'content-type': 'a/b' }, body: { kind: 'unavailable', reason: 'r' } },
      ['-X', 'PUT', url, '-H', 'content-type: a/b', '--data-raw', env.BODY],
    ],
  ])('%s', (_, request, expected) => {
    expect(args(request)).toEqual(expected);
  });

  it('bytes that no argument can carry go through printf', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const request: HttpRequest = {
      method: 'POST',
      url,
      headers: { 'content-type': 'image/png' },
      body: { kind: 'bytes', bytes },
    };
    const line = toCurl(request);
    expect(line).toMatch(/^printf '[\x20-\x7e]+' \| curl -X POST /);
    const output = execFileSync('sh', ['-c', line.replace(/\| curl.*$/, '')]);
    expect(new Uint8Array(output)).toEqual(bytes);
    expect(run(line.replace(/^printf '.+?' /, "printf 'a' "))).toEqual([
      '-X',
      'POST',
      url,
      '-H',
      'content-type: image/png',
      '--data-binary',
      '@-',
      'a',
    ]);
  });

  it('bytes that hold a secret are a variable', () => {
    const bytes = Buffer.from(
      '\xff--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc\r\n',
      'latin1',
    );
    const body = { kind: 'bytes', bytes } as const;
    const line = toCurl({ method: 'POST', url, headers: { 'content-type': 'multipart/form-data' }, body });
    expect(line).toBe(`curl -X POST ${url} -H 'content-type: multipart/form-data' --data-binary "$BODY"`);
  });

  it('a body nested too deep to write out is a variable', () => {
    let value: readonly unknown[] = [];
    for (let depth = 0; depth < 60_000; depth++) value = [value];
    // Built of lists alone, so it is JSON.
    const body = { kind: 'json', value: value as never } as const;
    expect(args({ method: 'PUT', url, headers: { 'content-type': 'a/b' }, body }).at(-1)).toBe(env.BODY);
  });
});

/** Many words in one shell: a process for each would take minutes. */
function words(quoted: readonly string[]): Buffer[] {
  const output = execFileSync('sh', { input: `printf '%s\\0' ${quoted.join(' ')}\n` });
  const found: Buffer[] = [];
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    found.push(output.subarray(start, end));
    start = end + 1;
  }
  return found;
}

describe('quoting', () => {
  it('any text without NUL is one word again', () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 200 }), (texts) => {
        const read = words(texts.map((text) => quoteShell([{ text }])));
        expect(read).toEqual(texts.map((text) => Buffer.from(text, 'utf8')));
      }),
      { numRuns: 20 },
    );
  });

  it('any bytes are printed again', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, (bytes) => {
        const output = execFileSync('sh', { input: `printf ${quotePrintf(bytes)}\n` });
        expect(output).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 50 },
    );
  });
});
