import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/provider/provider.ts';
import { otherProject, seedProject } from '../../../src/provider/seeds.ts';
import { gatewayAnswer, imagePath, readAnswer, startProvider, toImageRequest } from './requests.ts';

let provider: Provider;
let base: string;
let stop: () => Promise<void>;
let token: string;

beforeAll(async () => {
  ({ provider, url: base, stop } = await startProvider());
  token = provider.issueToken();
});
afterAll(() => stop());

const incorrect = (detail: string) =>
  gatewayAnswer(401, 'APIGW.0301', `Incorrect IAM authentication information: ${detail}`);
const unknownPath = gatewayAnswer(
  404,
  'APIGW.0101',
  'The API does not exist or has not been published in the environment.',
);
const unknownMethod = gatewayAnswer(404, 'APIGW.0101', 'The API does not exist.');

const send = async (changes: Parameters<typeof toImageRequest>[2] = {}) =>
  readAnswer(await fetch(toImageRequest(base, token, changes)));

describe('credentials', () => {
  it.each([
    ['no token', { 'X-Auth-Token': '' }, incorrect('x-auth-token not found')],
    ['a token that cannot be decoded', { 'X-Auth-Token': 'x' }, incorrect('decrypt token fail')],
    [
      'another scheme',
      { 'X-Auth-Token': '', Authorization: 'Bearer x' },
      incorrect('x-auth-token not found'),
    ],
  ])('%s', async (_, headers, answer) => {
    expect(await send({ headers })).toEqual(answer);
  });

  it('a token that came twice', async () => {
    const request = toImageRequest(base, token);
    request.headers.append('X-Auth-Token', token);
    expect(await readAnswer(await fetch(request))).toEqual(incorrect('decrypt token fail'));
  });

  it('an expired token', async () => {
    const expired = provider.issueToken({ expiresAt: new Date() });
    expect(await send({ headers: { 'X-Auth-Token': expired } })).toEqual(
      gatewayAnswer(401, 'APIGW.0307', 'The token must be updated.'),
    );
  });

  it('a token of another project', async () => {
    const other = provider.issueToken({ projectId: otherProject.id });
    expect(await send({ headers: { 'X-Auth-Token': other } })).toEqual(
      gatewayAnswer(403, 'APIGW.0306', 'API access denied.'),
    );
  });
});

describe('paths and methods', () => {
  it.each([
    '/',
    `${imagePath}/`,
    `/v1/${seedProject.id}//image`,
    `/v1//test-instance/image`,
    `/v1/${seedProject.id}/test-instance/image/search`,
    `/v2/${seedProject.id}/test-instance/image`,
  ])('unknown path %s, also without a token', async (path) => {
    expect(await send({ path })).toEqual(unknownPath);
    expect(await send({ path, headers: { 'X-Auth-Token': '' } })).toEqual(unknownPath);
  });

  it.each(['POST', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'])('unknown method %s', async (method) => {
    expect(await send({ method })).toEqual(unknownMethod);
  });

  it('unknown method GET', async () => {
    expect(await readAnswer(await fetch(base + imagePath))).toEqual(unknownMethod);
  });

  it('unknown method HEAD, answered without a body', async () => {
    const response = await fetch(base + imagePath, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([404, '']);
  });
});

describe('limits', () => {
  const kilobyte = 1024;
  const success = { status: 200, body: { result: 'Success' } };
  const body = (size: number) => {
    const text = JSON.stringify({ path: 'x', tags: {} });
    return text + ' '.repeat(size - text.length);
  };
  const uri = (size: number) => `${imagePath}?${'x'.repeat(size - imagePath.length - 1)}`;
  const header = (size: number) => 'x'.repeat(size - 'x-padding'.length - ': \r\n'.length);

  it('takes a body of 12 MB and no larger one', async () => {
    const limit = 12 * kilobyte * kilobyte;
    expect(await send({ body: body(limit) })).toEqual({
      status: 400,
      body: { error_code: 'IS.0016', error_msg: 'The path is invalid.' },
    });
    const tooLarge = gatewayAnswer(413, 'APIGW.0201', 'Request entity too large.');
    expect(await send({ body: body(limit + 1) })).toEqual(tooLarge);
  });

  it('counts a body without Content-Length too', async () => {
    const megabyte = new Uint8Array(kilobyte * kilobyte);
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 13; i++) controller.enqueue(megabyte);
        controller.close();
      },
    });
    const request = new Request(base + imagePath, { method: 'PUT', body, duplex: 'half' });
    expect(await readAnswer(await fetch(request))).toEqual(
      gatewayAnswer(413, 'APIGW.0201', 'Request entity too large.'),
    );
  });

  it('takes a URI of 32 KB and no larger one', async () => {
    const tooLarge = gatewayAnswer(414, 'APIGW.0201', 'Request URI too large.');
    expect(await send({ path: uri(32 * kilobyte) })).toEqual(success);
    expect(await send({ path: uri(32 * kilobyte + 1) })).toEqual(tooLarge);
    expect(await send({ path: uri(500 * kilobyte) })).toEqual(tooLarge);
  });

  it('takes a header of 32 KB and no larger one', async () => {
    const tooLarge = gatewayAnswer(494, 'APIGW.0201', 'Request headers too large.');
    expect(await send({ headers: { 'X-Padding': header(32 * kilobyte) } })).toEqual(success);
    expect(await send({ headers: { 'X-Padding': header(32 * kilobyte + 1) } })).toEqual(tooLarge);
  });

  it('takes headers of 128 KB together and no larger ones', async () => {
    const tooLarge = gatewayAnswer(494, 'APIGW.0201', 'Request headers too large.');
    const headers = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`X-Padding-${i}`, 'x'.repeat(30 * kilobyte)]),
      );
    expect(await send({ headers: headers(4) })).toEqual(success);
    expect(await send({ headers: headers(5) })).toEqual(tooLarge);
  });
});

describe('outages set by a state', () => {
  it('answers with the error of the state until it is left', async () => {
    const change = (body: object) =>
      fetch(`${base}/_provider/state`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ state: 'the gateway answers with an error', ...body }),
      });
    await change({});
    expect(await send()).toEqual(
      gatewayAnswer(429, 'APIGW.0308', 'The throttling threshold has been reached.'),
    );
    await change({ params: { status: 502, error_code: 'APIGW.0202' } });
    expect(await send()).toEqual(gatewayAnswer(502, 'APIGW.0202', 'Backend unavailable.'));
    await change({ action: 'teardown' });
    expect(await send()).toEqual({ status: 200, body: { result: 'Success' } });
  });
});
