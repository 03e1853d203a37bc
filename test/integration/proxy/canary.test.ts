import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { startRawService } from './raw-service.ts';
import { runProxy } from './run-proxy.ts';
import { path } from './start.ts';

/** Each place has a secret of its own, so that the one that leaks names its place. */
const secrets: string[] = [];
function secret(place: string): string {
  const value = `Canary7${place.replaceAll(/[^a-z]/gi, '')}x9Qz`;
  secrets.push(value);
  return value;
}

type Sent = {
  readonly fields?: readonly string[];
  readonly query?: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
};

const multipart = [
  '--b',
  'Content-Disposition: form-data; name="password"',
  '',
  secret('multipart'),
  '--b',
  'Content-Disposition: form-data; name="f"; filename="f"',
  '',
  '\xff\xfe',
  '--b--',
  '',
].join('\r\n');

const requests: readonly Sent[] = [
  { fields: [`X-Auth-Token: ${secret('token')}`] },
  {
    fields: [
      `Authorization: SDK-HMAC-SHA256 Access=${secret('access')}, SignedHeaders=host;x-sdk-date, Signature=${secret('signature')}`,
      'X-Sdk-Date: 20260101T000000Z',
    ],
  },
  { fields: [`Authorization: Bearer ${secret('bearer')}`, `Proxy-Authorization: Basic ${secret('basic')}`] },
  {
    fields: [
      `Cookie: a=b; sid=${secret('cookie')}`,
      `X-Api-Key: ${secret('api-key')}`,
      `X-Security-Token: ${secret('security')}`,
    ],
  },
  { query: `?token=${secret('query')}&X-Amz-Signature=${secret('presigned')}&a=1` },
  {
    body: JSON.stringify({
      path: { password: secret('json') },
      tags: [{ client_secret: [secret('nested')] }],
    }),
  },
  { body: `{"path": 1, "password": "${secret('first')}", "password": "${secret('second')}"}` },
  { body: `{"path": "a", "sk": "${secret('broken-json')}"` },
  { body: `grant_type=password&password=${secret('form')}&x=1`, type: 'application/x-www-form-urlencoded' },
  { body: Buffer.from(multipart, 'latin1'), type: 'multipart/form-data; boundary=b' },
  {
    fields: ['Content-Encoding: gzip'],
    body: gzipSync(JSON.stringify({ path: 1, access_key: secret('gzip') })),
  },
  // A long body is looked at as a whole, too.
  { body: JSON.stringify({ path: 'x'.repeat(50_000), tags: {}, token: secret('long') }) },
];

const answers = [
  {
    fields: [`X-Subject-Token: ${secret('subject')}`, `Set-Cookie: sid=${secret('set-cookie')}; Path=/`],
    body: JSON.stringify({ result: 1 }),
  },
  {
    fields: [`Location: https://user:${secret('userinfo')}@h/?token=${secret('location')}`],
    body: JSON.stringify({ token: { id: secret('answer') }, result: [{ privateKey: secret('key') }] }),
  },
  // A service that says back what it was given.
  {
    fields: secrets.map((value, index) => `X-Echo-${index}: ${value}`),
    body: JSON.stringify({ result: 'echo', error_msg: 'ECHO' }),
  },
  { fields: [], body: 'ECHO, which is no JSON' },
];

/** The request as bytes. */
function render({ fields = [], query = '', body = '{"tags":{}}', type = 'application/json' }: Sent): Buffer {
  const bytes = Buffer.from(body);
  const lines = [
    `PUT ${path}${query} HTTP/1.1`,
    'Host: h',
    'Connection: close',
    ...fields,
    `Content-Type: ${type}`,
    `Content-Length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes]);
}

it.each(['ndjson', 'har'])(
  'no secret reaches the %s recording, the journal, a report or the terminal',
  async (ending) => {
    const folder = mkdtempSync(join(tmpdir(), 'canary-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    let count = 0;
    const service = await startRawService([
      (socket, request) => {
        const answer = answers[count++ % answers.length] ?? { fields: [], body: '' };
        // What this request carried, and nothing else: it comes back in every text.
        const own = secrets.filter((value) => request.includes(value)).join(' ');
        const body = answer.body.replaceAll('ECHO', own);
        const fields = answer.fields.filter(
          (field) => !field.startsWith('X-Echo') || request.includes(field.split(': ')[1] ?? ''),
        );
        const lines = [
          'HTTP/1.1 200 OK',
          'Content-Type: application/json',
          ...fields,
          `Content-Length: ${body.length}`,
        ];
        socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
      },
    ]);
    const reports = ['--report', 'json=report.json', '--report', 'junit=report.xml', '--report', 'text'];
    const proxy = await runProxy(
      ['--target', service.url, '--record', `recording.${ending}`, '--admin-port', '0', ...reports],
      { cwd: folder },
    );
    const { connect } = await import('node:net');
    for (let round = 0; round < answers.length; round++) {
      for (const request of [...requests, ...requests.slice(0, 1)]) {
        const { hostname, port } = new URL(proxy.url);
        const socket = connect(Number(port), hostname);
        socket.end(render(request));
        await new Promise((resolve) => socket.resume().once('close', resolve));
      }
    }
    const [, journalUrl = ''] = /the journal is at (\S+)/.exec(proxy.output.stderr) ?? [];
    const journal = await (await fetch(journalUrl)).text();
    const results = await (await fetch(journalUrl.replace('journal', 'results'))).text();
    proxy.child.kill('SIGTERM');
    expect(await proxy.ended).toBe(2);

    const file = (name: string) => readFileSync(join(folder, name), 'utf8');
    const outputs = {
      journal,
      results,
      stdout: proxy.output.stdout,
      stderr: proxy.output.stderr,
      recording: file(`recording.${ending}`),
      json: file('report.json'),
      junit: file('report.xml'),
    };
    const binary = [...outputs.recording.matchAll(/"text":"([^"]*)","encoding":"base64"/g)].map(
      ([, text = '']) => Buffer.from(text, 'base64').toString('latin1'),
    );
    const leaks = Object.entries({ ...outputs, binary: binary.join('\n') }).flatMap(([name, text]) =>
      secrets.filter((value) => text.includes(value)).map((value) => `${name}: ${value}`),
    );
    expect(leaks).toEqual([]);
    // Every output is there and says something of what went through.
    for (const text of Object.values(outputs)) expect(text.length).toBeGreaterThan(300);
    expect(binary.length).toBeGreaterThan(0);
    expect(service.received.join('')).toContain(secrets[0]);
  },
);
