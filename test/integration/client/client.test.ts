import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createImageSearchClient, type ImageSearchClientOptions } from '../../../src/client/client.ts';
import type { Clock } from '../../../src/client/clock.ts';
import type { Credentials } from '../../../src/client/credentials.ts';
import { createTokenProvider } from '../../../src/client/token-provider.ts';
import { KitError } from '../../../src/errors.ts';
import { listen } from '../../../src/exchange/listen.ts';
import type { ProviderOptions } from '../../../src/provider/provider.ts';
import { otherProject, seedAccessKey, seedProject, seedUser } from '../../../src/provider/seeds.ts';
import { seedPath, startProvider } from '../provider/requests.ts';

const hour = 60 * 60 * 1000;
const call = { instanceName: 'test-instance', path: seedPath, tags: { 'test-tags': 'cat' } };
const accessKey = { accessKeyId: seedAccessKey.id, secretAccessKey: seedAccessKey.secret };
const requestId = expect.stringMatching(/^[0-9a-f]{32}$/);

/** A clock that stands, writes down every sleep and goes on by it. */
function createClock(start = Date.parse('2024-05-06T07:08:09Z')) {
  let time = start;
  const sleeps: number[] = [];
  const clock: Clock = {
    now: () => time,
    random: () => 0,
    async sleep(milliseconds) {
      sleeps.push(milliseconds);
      time += milliseconds;
    },
  };
  const forward = (milliseconds: number) => {
    time += milliseconds;
  };
  return { clock, sleeps, forward };
}

async function start(options: ProviderOptions = {}) {
  const started = await startProvider(options);
  onTestFinished(started.stop);
  return started;
}

/** A server that gives these answers, the last one for ever, and remembers what it was asked. */
async function startScript(...answers: ((response: ServerResponse, request: IncomingMessage) => void)[]) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    request.resume().once('end', () => answer?.(response, request));
  });
  const { url, close } = await listen(server, {});
  onTestFinished(async () => {
    server.closeAllConnections();
    await close();
  });
  return { url, asked };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const success = json(200, { result: 'Success' });
const unavailable = (headers: Record<string, string> = {}) =>
  json(503, { error_code: 'APIGW.0613', error_msg: 'IAM is down', request_id: 'r1' }, headers);

function create(endpoint: string, options: Partial<ImageSearchClientOptions> = {}) {
  return createImageSearchClient({
    endpoint,
    projectId: seedProject.id,
    credentials: { token: 'a-token' },
    clock: createClock().clock,
    ...options,
  });
}

const errorOf = async (calling: Promise<unknown>) => {
  const error = await calling.then(
    () => new Error('it did not throw'),
    (thrown: unknown) => thrown,
  );
  const { name, code, status, requestId: id, message } = error as Error & Record<string, unknown>;
  return { name, code, status, requestId: id, message };
};

describe('credentials', () => {
  it('sends a token', async () => {
    const { url, provider } = await start();
    const client = create(url, { credentials: { token: provider.issueToken() } });
    expect(await client.runModifyPicture(call)).toEqual({ result: 'Success', requestId });
  });

  it('signs with AK/SK, whatever characters are in the path and the body', async () => {
    const { clock } = createClock();
    const { url } = await start({ clock: () => new Date(clock.now()) });
    const client = create(url, { credentials: accessKey, clock });
    expect(await client.runModifyPicture({ ...call, tags: { animal: '图 🐈' } })).toEqual({
      result: 'Success',
      requestId,
    });
    // The signature is right, so it is the service that does not know the instance.
    const unknown = client.runModifyPicture({ ...call, instanceName: 'a b/c%2F图+' });
    expect(await errorOf(unknown)).toMatchObject({ code: 'IS.0007', status: 400 });
  });

  it('signs the security token of a temporary key', async () => {
    const { url, asked } = await startScript(success);
    await create(url, { credentials: { ...accessKey, securityToken: 'temporary' } }).runModifyPicture(call);
    const { headers } = asked[0] as IncomingMessage;
    expect(headers).toMatchObject({
      'x-sdk-date': '20240506T070809Z',
      'x-security-token': 'temporary',
      authorization: expect.stringMatching(
        /^SDK-HMAC-SHA256 Access=KITEXAMPLEACCESSKEY0, SignedHeaders=content-type;host;x-sdk-date;x-security-token, Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  it('signs each attempt anew', async () => {
    const { url, asked } = await startScript(unavailable({ 'Retry-After': '30' }), success);
    await create(url, { credentials: accessKey }).runModifyPicture(call);
    expect(asked.map(({ headers }) => headers['x-sdk-date'])).toEqual([
      '20240506T070809Z',
      '20240506T070839Z',
    ]);
  });
});

describe('a token provider', () => {
  const setUp = async () => {
    const { clock, forward } = createClock();
    const { url, provider } = await start({ clock: () => new Date(clock.now()) });
    let tokenCalls = 0;
    const tokenProvider = createTokenProvider({
      endpoint: url,
      domainName: 'IAMDomain',
      userName: seedUser.name,
      password: seedUser.password,
      project: { id: seedProject.id },
      clock,
      fetch(request) {
        tokenCalls += 1;
        return fetch(request);
      },
    });
    const client = create(url, { credentials: { tokenProvider }, clock });
    return { client, clock, forward, provider, calls: () => tokenCalls, tokenProvider };
  };

  it('keeps its token and shares one call', async () => {
    const { client, calls } = await setUp();
    await Promise.all([client.runModifyPicture(call), client.runModifyPicture(call)]);
    await client.runModifyPicture(call);
    expect(calls()).toBe(1);
  });

  it('renews it before its 24 hours end', async () => {
    const { client, calls, forward } = await setUp();
    await client.runModifyPicture(call);
    forward(23 * hour);
    await client.runModifyPicture(call);
    expect(calls()).toBe(1);
    forward(hour - 5 * 60 * 1000);
    await client.runModifyPicture(call);
    expect(calls()).toBe(2);
  });

  it('renews a token that the gateway refuses, once for all who hold it', async () => {
    const { client, calls, clock, provider } = await setUp();
    await client.runModifyPicture(call);
    // Everything that was issued is forgotten.
    provider.store.tokens.deleteExpiredBefore(new Date(clock.now() + 48 * hour));
    await Promise.all([client.runModifyPicture(call), client.runModifyPicture(call)]);
    expect(calls()).toBe(2);
  });

  it('renews once only, and then the refusal stands', async () => {
    const refused = json(401, { error_code: 'APIGW.0301', error_msg: 'no', request_id: 'r' });
    const { url, asked } = await startScript(refused);
    const given: (string | undefined)[] = [];
    const tokenProvider = async (token?: string) => {
      given.push(token);
      return `token-${given.length}`;
    };
    const calling = create(url, { credentials: { tokenProvider } }).runModifyPicture(call);
    expect(await errorOf(calling)).toMatchObject({ code: 'APIGW.0301', status: 401, requestId: 'r' });
    expect(asked.map(({ headers }) => headers['x-auth-token'])).toEqual(['token-1', 'token-2']);
    expect(given).toEqual([undefined, 'token-1']);
  });

  it('says that IAM refuses, without the password', async () => {
    const { url } = await start();
    const tokenProvider = createTokenProvider({
      endpoint: url,
      domainName: 'IAMDomain',
      userName: seedUser.name,
      password: 'a-wrong-password',
      project: { id: seedProject.id },
    });
    expect(await errorOf(create(url, { credentials: { tokenProvider } }).runModifyPicture(call))).toEqual({
      name: 'ImageSearchError',
      code: 'unreadable',
      status: 401,
      requestId: undefined,
      message: 'IAM gave no token: it answered 401',
    });
  });
});

describe('errors', () => {
  it('have the code, the status and the request id of the answer', async () => {
    const { url, provider } = await start();
    const client = create(url, { credentials: { token: provider.issueToken() } });
    expect(await errorOf(client.runModifyPicture({ ...call, instanceName: 'nowhere' }))).toEqual({
      name: 'ImageSearchError',
      code: 'IS.0007',
      status: 400,
      requestId,
      message: expect.stringMatching(/^IS\.0007: /),
    });
    const stranger = create(url, {
      credentials: { token: provider.issueToken({ projectId: otherProject.id }) },
    });
    expect(await errorOf(stranger.runModifyPicture(call))).toMatchObject({ code: 'APIGW.0306', status: 403 });
  });

  it.each<[string, (response: ServerResponse) => void, object]>([
    [
      'an HTML page',
      (response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad Gateway</h1>'),
      { code: 'unreadable', status: 502, message: 'received status 502 without error_code' },
    ],
    [
      'malformed JSON',
      (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"result":'),
      { code: 'unreadable', status: 200, message: 'received status 200 without result' },
    ],
    [
      'nothing',
      (response) => response.writeHead(200, { 'Content-Length': '0' }).end(),
      { code: 'unreadable', status: 200, message: 'received status 200 without result' },
    ],
    [
      'another JSON',
      json(200, [1]),
      { code: 'unreadable', status: 200, message: 'received status 200 without result' },
    ],
    [
      'the token again',
      json(400, { error_code: 'IS.0016', error_msg: 'a-token is wrong' }),
      { code: 'IS.0016', status: 400, message: 'IS.0016: [redacted] is wrong' },
    ],
  ])('are typed where the answer is %s', async (_, answer, expected) => {
    const { url } = await startScript(answer);
    expect(await errorOf(create(url).runModifyPicture(call))).toMatchObject({
      name: 'ImageSearchError',
      ...expected,
    });
  });
});

describe('retries', () => {
  it.each([429, 503, 504])('sends again after %s, as long as Retry-After says', async (status) => {
    const { clock, sleeps } = createClock();
    const answer = json(status, { error_code: 'APIGW.0308', error_msg: 'later' }, { 'Retry-After': '5' });
    const { url, asked } = await startScript(answer, answer, success);
    expect(await create(url, { clock }).runModifyPicture(call)).toMatchObject({ result: 'Success' });
    expect([asked.length, sleeps]).toEqual([3, [5000, 5000]]);
  });

  it('gives up after its number of retries, with what was answered last', async () => {
    const { clock, sleeps } = createClock();
    const { url, asked } = await startScript(unavailable());
    const error = await errorOf(create(url, { clock, retries: 3 }).runModifyPicture(call));
    expect(error).toMatchObject({ code: 'APIGW.0613', status: 503, requestId: 'r1' });
    expect([asked.length, sleeps]).toEqual([4, [100, 200, 400]]);
  });

  it('does not wait for longer than a minute', async () => {
    const { clock, sleeps } = createClock();
    const { url, asked } = await startScript(unavailable({ 'Retry-After': '3600' }));
    expect(await errorOf(create(url, { clock }).runModifyPicture(call))).toMatchObject({ status: 503 });
    expect([asked.length, sleeps]).toEqual([1, []]);
  });

  it.each([400, 404, 500, 502])('does not send again after %s', async (status) => {
    const { url, asked } = await startScript(json(status, { error_code: 'X', error_msg: '' }));
    expect(await errorOf(create(url).runModifyPicture(call))).toMatchObject({ code: 'X', status });
    expect(asked.length).toBe(1);
  });

  it('sends again where the connection broke, before the answer or in it', async () => {
    const { clock, sleeps } = createClock();
    const { url, asked } = await startScript(
      (response) => response.destroy(),
      (response) => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '20' });
        response.write('{', () => response.destroy());
      },
      success,
    );
    expect(await create(url, { clock }).runModifyPicture(call)).toMatchObject({ result: 'Success' });
    expect([asked.length, sleeps]).toEqual([3, [100, 200]]);
  });

  it('says that nobody listens', async () => {
    const { url, close } = await listen(createServer(), {});
    await close();
    expect(await errorOf(create(url).runModifyPicture(call))).toMatchObject({
      name: 'ImageSearchError',
      code: 'unreachable',
      status: undefined,
      message: expect.stringMatching(/^the connection failed: .*ECONNREFUSED/),
    });
  });
});

describe('time', () => {
  it('is over for an answer that does not come, and for one that does not end', async () => {
    const { url, asked } = await startScript(
      () => {},
      (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).write('{'),
    );
    for (const _ of [1, 2]) {
      expect(await errorOf(create(url, { timeout: 50 }).runModifyPicture(call))).toMatchObject({
        code: 'timeout',
        message: 'there was no answer within 50 milliseconds',
      });
    }
    expect(asked.length).toBe(2);
  });

  it('is over when the caller says so', async () => {
    const { url } = await startScript(() => controller.abort(new Error('enough')));
    const controller = new AbortController();
    const calling = create(url).runModifyPicture({ ...call, signal: controller.signal });
    await expect(calling).rejects.toThrow('enough');
  });
});

describe('validate', () => {
  const wrong = json(200, { result: 'Success', error_code: 'IS.0001' });

  it('throws on a broken answer', async () => {
    const { url } = await startScript(wrong);
    const calling = create(url, { validate: 'throw' }).runModifyPicture(call);
    await expect(calling).rejects.toMatchObject({
      code: 'contract-broken',
      findings: [{ rule: 'response-body-schema', at: { pointer: '/body/error_code' } }],
    });
  });

  it('does not send a broken request', async () => {
    const { url, asked } = await startScript(success);
    const broken = { ...call, tags: [] } as unknown as typeof call;
    const calling = create(url, { validate: 'throw' }).runModifyPicture(broken);
    await expect(calling).rejects.toMatchObject({
      code: 'contract-broken',
      findings: [{ rule: 'request-body-schema' }],
    });
    expect(asked).toEqual([]);
  });

  it('warns and gives the answer', async () => {
    const { url } = await startScript(wrong);
    const warnings: KitError[] = [];
    const client = create(url, { validate: 'warn', onWarning: (warning) => warnings.push(warning) });
    expect(await client.runModifyPicture(call)).toMatchObject({ result: 'Success' });
    expect(warnings.map((warning) => [warning instanceof KitError, warning.code])).toEqual([
      [true, 'contract-broken'],
    ]);
  });

  it.each<[string, (token: string) => Credentials]>([
    ['a token', (token) => ({ token })],
    ['an access key', () => accessKey],
  ])('has nothing to say of the reference provider, asked with %s', async (_, toCredentials) => {
    const { clock } = createClock();
    const { url, provider } = await start({ clock: () => new Date(clock.now()) });
    const credentials = toCredentials(provider.issueToken());
    const client = create(url, { credentials, clock, validate: 'throw' });
    expect(await client.runModifyPicture(call)).toMatchObject({ result: 'Success' });
    const nowhere = client.runModifyPicture({ ...call, instanceName: 'nowhere' });
    expect(await errorOf(nowhere)).toMatchObject({ code: 'IS.0007' });
  });

  it('loads no validator where it is off', async () => {
    const { url } = await startScript(success);
    const client = fileURLToPath(new URL('../../../src/client/client.ts', import.meta.url));
    const source = `
      import { createRequire, registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ resolve(specifier, context, next) { loaded.push(specifier); return next(specifier, context); } });
      const { createImageSearchClient } = await import(${JSON.stringify(client)});
      const heavy = () => loaded.filter((name) => /^ajv$|ajv\\/|js-yaml|contract\\/compile/.test(name)).length;
      const call = ${JSON.stringify(call)};
      const fetch = async () => Response.json({ result: 'Success' });
      for (const validate of ['off', 'throw']) {
        const options = { endpoint: ${JSON.stringify(url)}, projectId: 'p', credentials: { token: 't' }, validate, fetch };
        await createImageSearchClient(options).runModifyPicture(call);
        console.log(validate, heavy() > 0);
      }
    `;
    const stdout = execFileSync(process.execPath, ['--input-type=module', '-e', source], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('off false\nthrow true\n');
  });
});

it('offers the operations as openapi-fetch has them', async () => {
  const { url, provider } = await start();
  const { api } = create(url, { credentials: { token: provider.issueToken() } });
  const { data, error, response } = await api.PUT('/v1/{project_id}/{instance_name}/image', {
    params: { path: { project_id: seedProject.id, instance_name: 'test-instance' } },
    body: { path: seedPath, tags: { animal: 'dog' } },
  });
  expect([data, error, response.status]).toEqual([{ result: 'Success' }, undefined, 200]);
});
