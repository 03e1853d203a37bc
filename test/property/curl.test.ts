import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HttpRequest } from '../../src/exchange/exchange.ts';
import { toCurl } from '../../src/exchange/to-curl.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

type Received = { method: string; url: string; fields: string[]; body: string };

/** What a client writes for its own connection, or says of itself. */
const own = /^(?:host|user-agent|accept|accept-encoding|connection|content-length|expect):/i;

let received: Received | undefined;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url = '', rawHeaders } = request;
    const fields: string[] = [];
    for (let index = 0; index < rawHeaders.length; index += 2)
      fields.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
    const body = Buffer.concat(chunks).toString('base64');
    received = { method, url, fields: fields.filter((field) => !own.test(field)).sort(), body };
    response.end('ok');
  });
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const token = 'to\'k "$en`';

/** What arrives when the line is pasted into a shell in which the credential was exported. */
async function send(line: string): Promise<Received | undefined> {
  received = undefined;
  const env = { PATH: process.env.PATH, X_AUTH_TOKEN: token };
  await promisify(execFile)('sh', ['-c', `${line} -s --max-time 10`], { env, encoding: 'buffer' });
  return received;
}

const visible = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
const fieldValue = visible.map((text) => text.trim());
const path = fc
  .array(
    fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }).map(encodeURIComponent),
      fc.constantFrom('a.b', '%2e', '{x}', '[1-3]', "it's", '$HOME', 'a;b', '~'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => `/${parts.join('/')}`);
const query = fc.constantFrom('', '?a=1&b=%00', "?q='$x'&q[]=2", '?', '?%', '?a=b c'.replace(' ', '+'));
const body = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    Buffer.from('@file'),
    Buffer.from('a\r\nb\n'),
    Buffer.from([0]),
    Buffer.from('-x%d\\'),
    Buffer.from("'; echo '"),
  ),
);

if (!hasCurl) it.skip('the curl line sends the same bytes (skipped: there is no curl)', () => {});
it.skipIf(!hasCurl)(
  'the curl line of any request sends the same method, target, fields and body',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          method: fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'),
          target: fc.tuple(path, query).map(([before, after]) => before + after),
          'X-Note': fieldValue,
          body: fc.option(body, { nil: undefined }),
          type: fc.constantFrom(undefined, 'application/json', 'application/json; charset="utf-8"', ''),
        }),
        async ({ method, target, 'X-Note': note, body: bytes, type }) => {
          const headers = {
            'X-Note': note,
            'x-auth-token': token,
            ...(type === undefined ? {} : { 'content-type': type }),
          };
          const request: HttpRequest = {
            method,
            url: origin + target,
            headers,
            ...(bytes ? { body: { kind: 'bytes', bytes } as const } : {}),
          };
          const line = toCurl(request);
          expect([line, await send(line)]).toEqual([
            line,
            {
              method,
              url: target,
              fields: Object.entries(headers)
                .map(([name, value]) => `${name}: ${value}`)
                .sort(),
              body: Buffer.from(bytes ?? '').toString('base64'),
            },
          ]);
        },
      ),
      { numRuns: 60 },
    );
  },
  120_000,
);
