import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../../src/cli/main.ts';
import { testIo } from '../../../unit/cli/test-io.ts';

const contracts = fileURLToPath(new URL('../../../../contracts/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'broker-bad-input-'));
writeFileSync(join(folder, 'broken.json'), '{\n  "consumer": { "name": "shop" },\n  "provider": \n');

/** What stands at the address of the broker, by the first segment of the path. */
const answers: Readonly<Record<string, RequestListener>> = {
  html: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  json: (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"_links":{}}'),
  nothing: (_, response) => response.writeHead(404).end(),
  failing: (_, response) =>
    response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"x"}'),
  guarded: (_, response) => response.writeHead(401).end(),
  forbidden: (_, response) => response.writeHead(403).end(),
  moved: (_, response) => response.writeHead(301, { location: 'https://broker.example/' }).end(),
  reset: (request) => request.socket.destroy(),
  // Links that lead elsewhere, as those of a broker that does not know the address it is reached at.
  elsewhere: (_, response) =>
    response.writeHead(200, { 'content-type': 'application/hal+json' }).end(
      JSON.stringify({
        _links: {
          'pb:latest-pact-versions': { href: 'http://inner.example/pacts/latest' },
          'pb:environments': { href: 'http://inner.example/environments' },
          'pb:publish-pact': { href: 'http://inner.example/pacts' },
        },
      }),
    ),
  old: (_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/hal+json' })
      .end(JSON.stringify({ _links: { 'pb:latest-pact-versions': { href: '/pacts/latest' } } })),
};

const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  answers[request.url?.split('/')[1] ?? '']?.(request, response);
});
let base = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const commands: Readonly<Record<string, readonly string[]>> = {
  publish: ['publish', contracts, '--consumer-app-version', '1', '--branch', 'main'],
  'can-i-deploy': ['can-i-deploy', '--pacticipant', 'shop', '--version', '1'],
  'record-deployment': [
    'record-deployment',
    '--pacticipant',
    'shop',
    '--version',
    '1',
    '--environment',
    'live',
  ],
  'create-environment': ['create-environment', '--name', 'live'],
};

const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  seen.length = 0;
  const io = testIo({ cwd: folder, env });
  const code = await main(['pact', ...args], io);
  return { code, stdout: io.out(), stderr: io.err().replaceAll(base, 'http://broker') };
};

/** What is wrong at the address · the variables · what is said. */
const brokers: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
  [
    'html',
    {},
    'error: http://broker/html is no Pact Broker: it answered 200 text/html\nhint: give the address of the start page of the broker as --broker-base-url\n',
  ],
  [
    'json',
    {},
    'error: http://broker/json is no Pact Broker: it answered 200 application/json\nhint: give the address of the start page of the broker as --broker-base-url\n',
  ],
  [
    'nothing',
    {},
    'error: http://broker/nothing is no Pact Broker: it answered 404\nhint: give the address of the start page of the broker as --broker-base-url\n',
  ],
  [
    'failing',
    {},
    'error: the Pact Broker at http://broker/failing failed: it answered 500\nhint: its log tells why; the same command can be given again\n',
  ],
  [
    'guarded',
    {},
    'error: the Pact Broker at http://broker/guarded wants credentials: it answered 401\nhint: set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD\n',
  ],
  [
    'guarded',
    { PACT_BROKER_TOKEN: 'planted-secret' },
    'error: the Pact Broker at http://broker/guarded refuses the credentials of PACT_BROKER_TOKEN: it answered 401\nhint: check that they are for this broker, have not expired and may do this\n',
  ],
  [
    'forbidden',
    { PACT_BROKER_USERNAME: 'team', PACT_BROKER_PASSWORD: 'planted-secret' },
    'error: the Pact Broker at http://broker/forbidden refuses the credentials of PACT_BROKER_USERNAME: it answered 403\nhint: check that they are for this broker, have not expired and may do this\n',
  ],
  [
    'moved',
    {},
    'error: the Pact Broker at http://broker/moved sends elsewhere, to https://broker.example/\nhint: give the address that it has itself as --broker-base-url\n',
  ],
  [
    'reset',
    {},
    'error: the Pact Broker at http://broker/reset does not answer: other side closed\nhint: check --broker-base-url, and that the broker runs and can be reached from here\n',
  ],
];

describe.each(Object.entries(commands))('pact %s', (_, args) => {
  it.each(brokers)('tells what is wrong at the address: %s %j', async (path, env, stderr) => {
    expect(await run([...args, '--broker-base-url', `${base}/${path}/`], env)).toEqual({
      code: 2,
      stdout: '',
      stderr,
    });
    expect(seen).toEqual([`GET /${path}/`]);
  });

  it('tells that nothing listens', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await new Promise((resolve) => silent.close(resolve));
    expect(await run(args, { PACT_BROKER_BASE_URL: url })).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: the Pact Broker at ${url} does not answer: nothing listens there\nhint: check --broker-base-url, and that the broker runs and can be reached from here\n`,
    });
  });

  it.each([
    [
      {},
      'no Pact Broker is given\nhint: name it with --broker-base-url URL or the variable PACT_BROKER_BASE_URL, or a folder with --offline DIR',
    ],
    [
      { PACT_BROKER_BASE_URL: 'broker:9292' },
      'PACT_BROKER_BASE_URL wants an http or https URL, received "broker:9292"',
    ],
    [
      { PACT_BROKER_BASE_URL: 'team:planted-secret@broker' },
      'PACT_BROKER_BASE_URL wants an http or https URL, received "…@broker"',
    ],
    [
      { PACT_BROKER_BASE_URL: 'https://team:planted-secret@broker.example' },
      'PACT_BROKER_BASE_URL must not hold user and password\nhint: give them as PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
    ],
    [
      { PACT_BROKER_BASE_URL: 'http://broker.example', PACT_BROKER_TOKEN: 'a', PACT_BROKER_USERNAME: 'b' },
      'PACT_BROKER_TOKEN and PACT_BROKER_USERNAME are both set\nhint: unset those that are not meant for this broker',
    ],
    [
      { PACT_BROKER_BASE_URL: 'http://broker.example', PACT_BROKER_TOKEN: 'planted\nsecret' },
      'PACT_BROKER_TOKEN holds white space or what no header field can hold',
    ],
    [
      { PACT_BROKER_BASE_URL: 'http://broker.example', PACT_BROKER_PASSWORD: 'planted-secret' },
      'PACT_BROKER_PASSWORD is set and PACT_BROKER_USERNAME is not',
    ],
  ])('refuses what the environment says: %j', async (env, message) => {
    expect(await run(args, env)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
  });
});

describe('links', () => {
  it('are not followed to another address, with or without credentials', async () => {
    expect(
      await run(['create-environment', '--name', 'live'], {
        PACT_BROKER_BASE_URL: `${base}/elsewhere`,
        PACT_BROKER_TOKEN: 'planted-secret',
      }),
    ).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: the Pact Broker at http://broker/elsewhere takes itself for http://inner.example\nhint: use that address, or tell the broker its own: PACT_BROKER_BASE_URL where the broker is started\n',
    });
  });

  it('that are missing are named', async () => {
    expect(
      await run(['create-environment', '--name', 'live'], { PACT_BROKER_BASE_URL: `${base}/old` }),
    ).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: the Pact Broker at http://broker/old offers no pb:environments\nhint: it is older than what this needs: 2.86 has all of it\n',
    });
  });
});

describe('pact publish', () => {
  it.each([
    [[], 'there is nothing to publish\nhint: name pact files, a directory of them, or URLs'],
    [['nowhere'], 'cannot read nowhere: there is no such file or directory'],
    [['broken.json'], expect.stringMatching(/^cannot read the pact broken\.json/)],
    [[contracts, '--build-url', 'ci'], '--build-url wants an http or https URL, received "ci"'],
    [[contracts, '--consumer-app-version', ' '], '--consumer-app-version is empty'],
    [[contracts, '--consumer-app-version', '1', '--branch', ''], '--branch is empty'],
  ])('refuses %j, and asks no broker', async (args, message) => {
    const version = args.includes('--consumer-app-version') ? [] : ['--consumer-app-version', '1'];
    const { code, stdout, stderr } = await run(['publish', ...args, ...version], {
      PACT_BROKER_BASE_URL: `${base}/nothing`,
    });
    const said = stderr.split('\n').filter((line) => !/^no branch/.test(line));
    expect({
      code,
      stdout,
      said: said
        .join('\n')
        .replace(/^error: /, '')
        .trimEnd(),
      seen,
    }).toEqual({
      code: 2,
      stdout: '',
      said: message,
      seen: [],
    });
  });
});

describe('pact can-i-deploy', () => {
  it.each([
    [[], '--pacticipant is missing'],
    [['--pacticipant', 'shop'], /^no version is given\nhint: one of --version VERSION/],
    [['--pacticipant', 'shop', '--version', '1', '--latest'], /^--version and --latest do not go together/],
    [
      ['--pacticipant', 'shop', '--latest', '--to', 'a', '--to-environment', 'b'],
      '--to-environment and --to do not go together',
    ],
    [['--pacticipant', 'shop', '--latest', '--report', 'junit'], /^can-i-deploy writes no junit report/],
    [['shop', '1'], /^too many arguments, expected 0 arguments but got 2: shop, 1\n/],
    [
      ['--pacticipant', 'shop', '--latest', '--retry-while-unknown', 'often'],
      '--retry-while-unknown wants a whole number, received "often"',
    ],
  ])('refuses %j', async (args, message) => {
    const { code, stdout, stderr } = await run(['can-i-deploy', ...args], { PACT_BROKER_BASE_URL: base });
    expect({ code, stdout, stderr: stderr.replace(/^error: /, '').trimEnd() }).toEqual({
      code: 2,
      stdout: '',
      stderr: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});
