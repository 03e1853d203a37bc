import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callRaw } from './raw-service.ts';
import { path, read, startService, startTestProxy, success, toRequest } from './start.ts';

/** A proxy that enforces the contract, and how often its service was asked. */
async function start(answer: RequestListener, options: { bodyLimit?: number } = {}) {
  let asked = 0;
  const { url } = await startService((request, response) => {
    asked += 1;
    answer(request, response);
  });
  const { proxy, told } = await startTestProxy({ target: url, enforce: true, ...options });
  return { proxy, told, asked: () => asked };
}

const answerWith =
  (status: number, body: string, type = 'application/json'): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type, 'x-own': 'kept' }).end(body);
  };

describe('a broken request', () => {
  it.each([
    ['no path', { body: '{"tags":{}}' }, 400, 'IS.0003', 'Arguments of path can not be null.'],
    [
      'malformed JSON',
      { body: '{"path":' },
      400,
      'IS.0008',
      'The JSON format of the input data is incorrect.',
    ],
    [
      'a wrong type',
      { body: '{"path":1,"tags":{}}' },
      400,
      'IS.0002',
      'The type of the request parameter is not supported.',
    ],
    ['no body', { body: null }, 400, 'IS.0001', 'The request parameter is missing or empty.'],
    [
      'no credential',
      { headers: { 'Content-Type': 'application/json' } },
      401,
      'APIGW.0301',
      'Incorrect IAM authentication information: x-auth-token not found',
    ],
    [
      'an unknown path',
      { path: '/v1/nothing' },
      404,
      'APIGW.0101',
      'The API does not exist or has not been published in the environment.',
    ],
    ['an unknown method', { method: 'POST' }, 404, 'APIGW.0101', 'The API does not exist.'],
  ])(
    'with %s gets the documented error, and the service is not asked',
    async (_, changes, status, code, message) => {
      const { proxy, asked } = await start(success);
      const response = await fetch(toRequest(proxy.url, changes));
      const findings = JSON.parse(response.headers.get('contract-kit-findings') ?? '');
      expect(await read(response)).toMatchObject({
        status,
        type: 'application/json',
        body: { error_code: code, error_msg: message },
      });
      expect(response.headers.get('proxy-status')).toBe('contract-kit; error=http_request_denied');
      await proxy.close();
      const results = proxy.results();
      expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(
        results.findings.map(({ rule }) => rule),
      );
      expect({ asked: asked(), unchecked: results.unchecked, notes: results.notes }).toEqual({
        asked: 0,
        unchecked: [],
        notes: [{ reason: 'a request that the proxy refused', count: 1 }],
      });
    },
  );

  it('is refused before its body is over, where the client waits to be asked for it', async () => {
    const { proxy, asked } = await start(success);
    const received = await callRaw(
      proxy.url,
      [
        `PUT ${path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n`,
        '{}',
      ],
      (text) => text.endsWith('}'),
    );
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 401 Unauthorized\r\n/);
    expect(asked()).toBe(0);
  });
});

describe('a broken answer', () => {
  it.each([
    [
      'an undocumented status',
      418,
      '{}',
      'response-status-unknown: response status: received 418, documented 200, 400',
    ],
    [
      'a body that breaks its schema',
      200,
      '{"result":1}',
      'response-body-schema: response body /result: received 1, documented type string',
    ],
    ['a body that is no JSON', 200, '<html>', 'response-body-unreadable: response body'],
  ])('with %s is held back, and the documented 502 names what is wrong', async (_, status, body, message) => {
    const { proxy } = await start(answerWith(status, body));
    const response = await fetch(toRequest(proxy.url));
    expect(response.headers.get('contract-kit-findings')).toContain(`"${message.split(':')[0]}"`);
    expect(response.headers.get('x-own')).toBe(null);
    expect(await read(response)).toMatchObject({
      status: 502,
      type: 'application/json',
      body: {
        error_code: 'APIGW.0202',
        error_msg: expect.stringContaining(`The answer of the service breaks the contract: ${message}`),
      },
    });
    await proxy.close();
    const { findings, coverage } = proxy.results();
    expect(findings.map(({ rule }) => rule)).toEqual([message.split(':')[0]]);
    // What the service said is counted, not what the proxy made of it.
    expect(coverage.operations[0]?.statuses.find(({ status }) => status === '502')).toEqual({
      status: '502',
      exchanges: 0,
    });
  });

  it('names its findings in ASCII', async () => {
    const { proxy } = await start(answerWith(200, '{"result":["图"]}'));
    const response = await fetch(toRequest(proxy.url));
    const field = response.headers.get('contract-kit-findings') ?? '';
    expect(field).toMatch(/^[\x20-\x7E]+$/);
    expect(JSON.parse(field)).toEqual([
      {
        rule: 'response-body-schema',
        message: 'response body /result: received ["图"], documented type string',
        clause: 'response.200.result.type',
      },
    ]);
  });

  it('that breaks off is a 502 too', async () => {
    const { proxy } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"res');
      setImmediate(() => response.destroy());
    });
    expect(await read(await fetch(toRequest(proxy.url)))).toMatchObject({
      status: 502,
      body: { error_msg: 'The service gave no answer: it broke its answer off' },
    });
    await proxy.close();
    const { findings, unchecked } = proxy.results();
    expect({ findings, reasons: unchecked.map(({ reason }) => reason) }).toEqual({
      findings: [],
      reasons: ['the service gave no answer: it broke its answer off'],
    });
  });
});

describe('what is not broken for sure', () => {
  it('passes as it is', async () => {
    const { proxy, asked } = await start(answerWith(200, '{ "result" : "Success" }'));
    const response = await fetch(toRequest(proxy.url));
    expect([response.headers.get('x-own'), await response.text()]).toEqual([
      'kept',
      '{ "result" : "Success" }',
    ]);
    expect(asked()).toBe(1);
  });

  it('passes with a warning', async () => {
    const { proxy } = await start(success);
    const body = JSON.stringify({ path: 'a', tags: { n: 1 } });
    expect(await read(await fetch(toRequest(proxy.url, { body })))).toMatchObject({ status: 200 });
    await proxy.close();
    expect(proxy.results().findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['request-body-schema', 'warning'],
    ]);
  });

  it('passes whole where it is over the limit', async () => {
    const large = JSON.stringify({ result: 'x'.repeat(200_000) });
    let received = '';
    const { proxy } = await start(
      (request, response) => {
        request.setEncoding('utf8').on('data', (text) => (received += text));
        request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(large));
      },
      { bodyLimit: 100_000 },
    );
    const body = JSON.stringify({ path: 'y'.repeat(300_000), tags: {} });
    expect(await (await fetch(toRequest(proxy.url, { body }))).text()).toBe(large);
    expect(received).toBe(body);
    await proxy.close();
    expect(proxy.results().unchecked.map(({ reason }) => reason)).toEqual([
      'the request body was not kept: it is longer than 100000 bytes',
      'the response body was not kept: it is longer than 100000 bytes',
    ]);
  });

  it('is a stream of events that may never end', async () => {
    const { proxy } = await start((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    });
    const reader = (await fetch(toRequest(proxy.url))).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
    await reader?.cancel();
  });
});

it('a proxy that enforces judges every call', async () => {
  const { url } = await startService(success);
  await expect(startTestProxy({ target: url, enforce: true, sample: 0.5 })).rejects.toThrow(
    expect.objectContaining({ code: 'usage-invalid' }),
  );
});
