import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../../../src/exchange/listen.ts';
import { readPact } from '../../../../src/pact/file/read-pact.ts';
import { runVerification, type VerifyRun } from '../../../../src/pact/verify/run-verification.ts';
import { contractFor } from './verify-behind.ts';

type Call = { readonly line: string; readonly headers: IncomingMessage['headers']; readonly body: string };

afterEach(() => vi.unstubAllEnvs());

/** Verifies a pact against a server that answers 200 to everything, and gives what reached the server. */
async function verify(pact: object | string, changes: Partial<VerifyRun> = {}) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    calls.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"n":1.0,"big":12345678901234567890}');
  });
  const { url, close } = await listen(server, {});
  onTestFinished(close);
  const text = typeof pact === 'string' ? pact : JSON.stringify(pact);
  const { verified } = await runVerification(contractFor(url), {
    pacts: [{ pact: readPact(text, 'wire.json'), pending: false }],
    target: url,
    ...changes,
  });
  return { calls, verified, statuses: verified.interactions.map(({ status }) => status) };
}

const frame = (version: string, ...interactions: object[]) => ({
  consumer: { name: 'shop' },
  provider: { name: 'wire' },
  interactions,
  metadata: { pactSpecification: { version } },
});
const answer = { status: 200 };
const linesOf = (calls: readonly Call[]) => calls.map(({ line }) => line);

describe('what Pact sends reaches the service as it is', () => {
  it.each(['1.0.0', '2.0.0', '3.0.0', '4.0'])('of specification %s', async (version) => {
    const headers = { 'X-One': 'a, b', Accept: 'text/plain' };
    const { calls, statuses } = await verify(
      frame(version, {
        ...(version === '4.0' && { type: 'Synchronous/HTTP' }),
        description: 'one',
        request: {
          method: 'post',
          path: '/a b/%2Fx;y=1/ä',
          headers,
          query: version < '3' ? 'q=1&q=2' : { q: ['1', '2'] },
        },
        response: answer,
      }),
    );
    expect(statuses).toEqual(['pass']);
    expect(linesOf(calls)).toEqual(['POST /a%20b/%2Fx;y=1/%C3%A4?q=1&q=2']);
    expect(calls[0]?.headers).toMatchObject({ 'x-one': 'a, b', accept: 'text/plain' });
    expect(Object.keys(calls[0]?.headers ?? {}).filter((name) => name.includes('contract-kit'))).toEqual([]);
  });

  it('numbers and bodies that JSON in JavaScript would change, and expectations of them', async () => {
    const text = JSON.stringify(
      frame('4.0', {
        type: 'Synchronous/HTTP',
        description: 'numbers',
        request: {
          method: 'POST',
          path: '/numbers',
          headers: { 'Content-Type': ['application/json'] },
          body: { content: { n: 111, big: 222 }, contentType: 'application/json', encoded: false },
        },
        response: {
          ...answer,
          body: { content: { n: 111, big: 222 }, contentType: 'application/json', encoded: false },
        },
      }),
    );
    const exact = text.replaceAll('111', '1.0').replaceAll('222', '12345678901234567890');
    const { calls, statuses } = await verify(exact);
    expect(statuses).toEqual(['pass']);
    expect(calls.map(({ body }) => JSON.stringify(body))).toEqual([
      JSON.stringify('{"big":12345678901234567890,"n":1.0}'),
    ]);
  });

  it('a large body, and a body that is not what its type says', async () => {
    const large = { text: 'x'.repeat(300_000) };
    const call = (description: string, body: object) => ({
      type: 'Synchronous/HTTP',
      description,
      request: {
        method: 'PUT',
        path: '/body',
        headers: { 'Content-Type': ['application/json'] },
        body: { contentType: 'application/json', ...body },
      },
      response: answer,
    });
    const { calls, statuses } = await verify(
      frame(
        '4.0',
        call('large', { content: large, encoded: false }),
        call('no JSON', { content: btoa('{"path": '), encoded: 'base64' }),
      ),
    );
    expect(statuses).toEqual(['pass', 'pass']);
    expect(calls.map(({ body }) => body)).toEqual([JSON.stringify(large), '{"path": ']);
  });
});

it('tells interactions apart that differ in nothing', async () => {
  const twin = { description: 'twin', request: { method: 'GET', path: '/twin' }, response: answer };
  const wrong = { ...twin, response: { status: 404 } };
  const { verified } = await verify(frame('3.0.0', twin, wrong, twin));
  expect(verified.interactions.map(({ status }) => status)).toEqual(['pass', 'fail', 'pass']);
  const different = verified.findings.filter(({ rule }) => rule === 'pact-interaction-different');
  expect(different.map(({ origin }) => origin?.pointer)).toEqual(['/interactions/1']);
});

it('lists messages, and what a plugin wrote is not verified', async () => {
  const { verified } = await verify(
    frame(
      '4.0',
      { type: 'Asynchronous/Messages', description: 'a message', contents: { content: 'x' } },
      {
        type: 'Synchronous/HTTP',
        description: 'a protobuf',
        pluginConfiguration: { protobuf: {} },
        request: { method: 'GET', path: '/' },
        response: answer,
      },
    ),
  );
  const { interactions, unchecked, skipped, exchanges, checked } = verified;
  expect({ interactions, unchecked, skipped, exchanges, checked }).toEqual({
    interactions: [],
    unchecked: [{ reason: 'wire.json: the interaction "a protobuf" is written by the plugin "protobuf"' }],
    skipped: [{ reason: 'wire.json: an asynchronous message, which is not verified', count: 1 }],
    exchanges: 1,
    checked: 0,
  });
});

it('is not led astray by the environment: neither filters nor proxies', async () => {
  vi.stubEnv('PACT_DESCRIPTION', 'another');
  vi.stubEnv('PACT_PROVIDER_STATE', 'another');
  vi.stubEnv('PACT_BROKER_BASE_URL', 'http://127.0.0.1:1');
  vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
  vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
  const { statuses } = await verify(
    frame('3.0.0', { description: 'one', request: { method: 'GET', path: '/' }, response: answer }),
  );
  expect(statuses).toEqual(['pass']);
});

describe('credentials', () => {
  const call = (description: string, headers: object, status = 200) => ({
    description,
    request: { method: 'GET', path: '/', headers },
    response: { status },
  });

  it('take the place of what stands for them, and of nothing else', async () => {
    const { calls } = await verify(
      frame(
        '3.0.0',
        call('placeholder', { 'X-Auth-Token': '<X-Auth-Token>' }),
        call('placeholder, refused for another reason', { 'X-Auth-Token': '<X-Auth-Token>' }, 401),
        call('wrong on purpose', { 'X-Auth-Token': '<invalid X-Auth-Token>' }),
        call('of another library', { 'X-Auth-Token': 'abc' }),
        call('of another library, wrong on purpose', { 'X-Auth-Token': 'abc' }, 401),
        call('none', {}),
      ),
      {
        headers: [
          { name: 'x-auth-token', value: 'live' },
          { name: 'X-Trace', value: '1' },
        ],
      },
    );
    expect(calls.map(({ headers }) => headers['x-auth-token'])).toEqual([
      'live',
      'live',
      '<invalid X-Auth-Token>',
      'live',
      'abc',
      undefined,
    ]);
    expect(new Set(calls.map(({ headers }) => headers['x-trace']))).toEqual(new Set(['1']));
  });

  it('come from the environment by the key of the scheme, and a field by hand wins', async () => {
    const pact = frame('3.0.0', call('placeholder', { 'X-Auth-Token': '<X-Auth-Token>' }));
    const asked: string[] = [];
    const secrets = (key: string) => {
      asked.push(key);
      return key === 'UserToken' ? 'from-env' : undefined;
    };
    const first = await verify(pact, { secrets });
    const second = await verify(pact, { secrets, headers: [{ name: 'X-Auth-Token', value: 'by-hand' }] });
    expect(asked).toContain('UserToken');
    expect([...first.calls, ...second.calls].map(({ headers }) => headers['x-auth-token'])).toEqual([
      'from-env',
      'by-hand',
    ]);
  });

  it('never reach a result, also where the service repeats them', async () => {
    const secret = 'live-0123456789-token';
    const server = createServer((request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(`token ${request.headers['x-auth-token']}`);
    });
    const { url, close } = await listen(server, {});
    onTestFinished(close);
    const pact = frame('3.0.0', {
      ...call('repeated', { 'X-Auth-Token': '<X-Auth-Token>' }),
      providerStates: [{ name: 'a token', params: { token: secret } }],
      response: { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'token' },
    });
    const { verified } = await runVerification(contractFor(url), {
      pacts: [{ pact: readPact(JSON.stringify(pact), 'wire.json'), pending: false }],
      target: url,
      headers: [{ name: 'X-Auth-Token', value: secret }],
      states: { 'a token': () => {} },
    });
    expect(verified.interactions.map(({ status }) => status)).toEqual(['fail']);
    expect(JSON.stringify(verified)).not.toContain(secret);
    expect(JSON.stringify(verified)).toContain('[redacted]');
  });
});

describe('what cannot be looked at', () => {
  const one = frame('3.0.0', { description: 'one', request: { method: 'GET', path: '/' }, response: answer });

  it('a service that does not listen: one sentence', async () => {
    const { url, close } = await listen(createServer(), {});
    await close();
    await expect(verify(one, { target: url })).rejects.toMatchObject({
      code: 'target-unreachable',
      message: `${url} cannot be reached: nothing listens there`,
    });
  });

  it('a choice of descriptions that leaves nothing', async () => {
    await expect(verify(one, { descriptions: ['two'] })).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  it('a run that is stopped leaves its interactions unchecked', async () => {
    const stop = new AbortController();
    const { verified } = await verify(
      { ...one, interactions: [{ ...one.interactions[0], providerStates: [{ name: 'slow' }] }] },
      { signal: stop.signal, states: { slow: () => new Promise(() => stop.abort()) } },
    );
    expect(verified.interactions.map(({ status, reason }) => [status, reason])).toEqual([
      ['unchecked', 'Pact gave no results: the run was stopped'],
    ]);
    expect(verified.checked).toBe(0);
    expect(verified.findings).toEqual([]);
  });

  it('a run that is stopped while the service is asked accuses nobody', async () => {
    const stop = new AbortController();
    const server = createServer(() => stop.abort());
    const { url, close } = await listen(server, {});
    onTestFinished(close);
    const { verified } = await runVerification(contractFor(url), {
      pacts: [{ pact: readPact(JSON.stringify(one), 'wire.json'), pending: false }],
      target: url,
      signal: stop.signal,
    });
    expect(verified.findings).toEqual([]);
    expect(verified.unchecked).toEqual([{ reason: 'Pact gave no results: the run was stopped' }]);
  });

  it('a target that is none of the servers of the document', async () => {
    const server = createServer((_, response) => response.end());
    const { url, close } = await listen(server, {});
    onTestFinished(close);
    const { verified } = await runVerification(contractFor('https://elsewhere.example'), {
      pacts: [{ pact: readPact(JSON.stringify(one), 'wire.json'), pending: false }],
      target: url,
    });
    expect(verified.unchecked.map(({ reason }) => reason)).toEqual([
      'wire.json: the interaction "one": the target is none of the servers of the document',
    ]);
  });
});
