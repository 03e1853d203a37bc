import { beforeEach, describe, expect, it } from 'vitest';
import { otherProject, seedAccessKey } from '../../../src/provider/seeds.ts';
import { type AccessKey, signRequest } from '../../../src/signature/sdk-hmac-sha256.ts';
import { gatewayAnswer, imagePath, readAnswer, startProvider, validBody } from './requests.ts';

let base: string;
let stop: () => Promise<void>;
let time: number;

beforeEach(async () => {
  time = Date.parse('2024-05-06T07:08:09Z');
  ({ url: base, stop } = await startProvider({ clock: () => new Date(time) }));
  return () => stop();
});

const text = JSON.stringify({ ...validBody, tags: { 'test-tags': '测试' } });
const success = { status: 200, body: { result: 'Success' } };
const incorrect = (detail: string) =>
  gatewayAnswer(401, 'APIGW.0301', `Incorrect IAM authentication information: ${detail}`);

type Change = {
  key?: AccessKey;
  path?: string;
  sentPath?: string;
  body?: string;
  headers?: Record<string, string>;
  sentHeaders?: Record<string, string>;
};

/** Signs a valid call, then changes it on the way. */
async function send({ key = seedAccessKey, path = imagePath, ...change }: Change = {}) {
  const headers = signRequest(
    {
      method: 'PUT',
      url: base + path,
      headers: { 'content-type': 'application/json', ...change.headers },
      body: Buffer.from(text),
    },
    key,
    new Date(time),
  );
  return readAnswer(
    await fetch(base + (change.sentPath ?? path), {
      method: 'PUT',
      headers: { ...headers, ...change.sentHeaders },
      body: change.body ?? text,
    }),
  );
}

describe('a signed request', () => {
  it.each<[string, Change]>([
    ['as it was signed', {}],
    ['with a query', { path: `${imagePath}?b=2&a=x%20y&a=` }],
    ['with escapes in the path', { path: imagePath.replace('test-instance', 'test%2Dinstance') }],
    ['with headers that are not signed', { sentHeaders: { 'X-More': 'x' } }],
    ['with a security token', { headers: { 'X-Security-Token': 'x' } }],
    [
      'with another body under UNSIGNED-PAYLOAD',
      { headers: { 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' }, body: `${text} ` },
    ],
  ])('%s is accepted', async (_, change) => {
    expect(await send(change)).toEqual(success);
  });

  it.each<[string, Change]>([
    ['with another body', { body: `${text} ` }],
    ['with another query', { sentPath: `${imagePath}?a=1` }],
    ['with another signed header', { sentHeaders: { 'content-type': 'application/json;charset=UTF-8' } }],
    ['with another secret', { key: { ...seedAccessKey, secret: 'x' } }],
  ])('%s is refused', async (_, change) => {
    const { status, body } = await send(change);
    expect([status, (body as { error_code: string }).error_code]).toEqual([401, 'APIGW.0301']);
  });

  it('is refused with the canonical request, credentials masked', async () => {
    const host = new URL(base).host;
    expect(await send({ body: '{}', headers: { 'X-Security-Token': 'secret' } })).toEqual(
      incorrect(
        `verify aksk signature fail, canonicalRequest:PUT|${imagePath}/||content-type:application/json|host:${host}|` +
          'x-sdk-date:20240506T070809Z|x-security-token:***||content-type;host;x-sdk-date;x-security-token|' +
          '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      ),
    );
  });

  it.each<[string, Change, string]>([
    [
      'an unknown access key',
      { key: { id: 'NOBODY', secret: 'x' } },
      'Get secretKey failed,ak:NOBODY,err:ak not exist',
    ],
    [
      'an old date',
      { headers: { 'X-Sdk-Date': '20240506T065308Z' } },
      'calc ak sk signature fail:signature expired',
    ],
    [
      'no date',
      { sentHeaders: { 'x-sdk-date': '' } },
      'verify aksk signature fail:x-sdk-date format incorrect',
    ],
    [
      'a cut Authorization',
      { sentHeaders: { authorization: 'SDK-HMAC-SHA256 Access=x' } },
      'verify aksk signature fail:Authorization format incorrect',
    ],
  ])('with %s is refused', async (_, change, detail) => {
    expect(await send(change)).toEqual(incorrect(detail));
  });

  it('of another project is refused', async () => {
    const path = imagePath.replace(/[0-9a-f]{32}/, otherProject.id);
    expect(await send({ path })).toEqual(gatewayAnswer(403, 'APIGW.0306', 'API access denied.'));
  });
});

it('locks an access key for five minutes after more than five failures in a row', async () => {
  const locked = incorrect('AK access failed to reach the limit,forbidden');
  for (let failure = 0; failure < 5; failure++) await send({ body: '{}' });
  expect(await send()).toEqual(success);
  for (let failure = 0; failure < 6; failure++) await send({ body: '{}' });
  expect(await send()).toEqual(locked);
  time += 5 * 60_000 - 1;
  expect(await send()).toEqual(locked);
  time += 1;
  expect(await send()).toEqual(success);
});
