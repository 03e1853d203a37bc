import { expect, it, onTestFinished } from 'vitest';
import { createMock, type MockOptions } from '../../../src/mock/mock.ts';
import { toContract } from '../../unit/contract/to-contract.ts';

const image = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
const secret = 'tok-3n-that-must-not-be-seen';

async function open(options: MockOptions = {}) {
  const mock = await createMock({ now: () => new Date(0), ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const modify = (body: string) => ({
  method: 'PUT',
  headers: { 'x-auth-token': secret, 'content-type': 'application/json' },
  body,
});

it('tells that it is well, and what it serves', async () => {
  const mock = await open();
  const answer = await mock.fetch('/_kit/health');
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      status: 'ok',
      document: {
        title: 'ImageSearch, modifying image information',
        version: '1.0.0',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        operations: 1,
      },
    },
  ]);
});

it('keeps the last calls with their findings, without secrets, until it is reset', async () => {
  const mock = await open({ journal: 2 });
  await mock.fetch(image, modify('{}'));
  await mock.fetch(`${image}?access_token=${secret}`, modify(`{"path":1,"tags":{"token":"${secret}"}}`));
  await mock.fetch('/nothing', modify(`{"password":"${secret}"}`));
  const answer = await mock.fetch('/_kit/journal');
  const text = await answer.text();
  expect(text).not.toContain(secret);
  const { entries } = JSON.parse(text);
  expect(entries).toEqual(JSON.parse(JSON.stringify(mock.journal())));
  expect(
    entries.map(
      (entry: {
        number: number;
        time: string;
        request: { url: string };
        response: { status: number };
        findings: { rule: string }[];
      }) => [
        entry.number,
        entry.time,
        entry.request.url,
        entry.response.status,
        entry.findings.map(({ rule }) => rule),
      ],
    ),
  ).toEqual([
    [2, '1970-01-01T00:00:00.000Z', `${image}?access_token=[redacted]`, 400, ['request-body-schema']],
    [3, '1970-01-01T00:00:00.000Z', '/nothing', 404, ['operation-unknown']],
  ]);
  const reset = await mock.fetch('/_kit/reset', { method: 'POST' });
  expect([reset.status, await reset.json(), mock.journal()]).toEqual([200, { status: 'ok' }, []]);
});

it('a secret of the caller is in no header, violation or page either', async () => {
  const lines: string[] = [];
  const mock = await open({ log: (line) => lines.push(line), secrets: ['X-Session'] });
  const answers = [
    await mock.fetch(image, { ...modify(`{"path":["${secret}"],"tags":{}}`) }),
    await mock.fetch(image, { ...modify('{'), headers: { 'x-session': secret, 'content-type': secret } }),
    await mock.fetch('/_kit/journal'),
    await mock.fetch('/_kit/docs'),
  ];
  for (const answer of answers) {
    expect(JSON.stringify([...answer.headers])).not.toContain(secret);
    expect(await answer.text()).not.toContain(secret);
  }
  expect(lines.join('\n')).not.toContain(secret);
});

it('takes no other method and has nothing else', async () => {
  const mock = await open();
  const [get, post, other] = await Promise.all([
    mock.fetch('/_kit/reset'),
    mock.fetch('/_kit/journal', { method: 'POST' }),
    mock.fetch('/_kit/toString'),
  ]);
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect([other.status, other.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
});

it('leaves the paths to a document that has them itself', async () => {
  const contract = toContract(
    "paths: { /_kit/health: { get: { responses: { '200': { description: ok, content: { text/plain: { example: mine } } } } } } }",
  );
  const mock = await open({ contract });
  expect(await (await mock.fetch('/_kit/health')).text()).toBe('mine');
});

it('shows the document as a page', async () => {
  const mock = await open();
  const answer = await mock.fetch('/_kit/docs');
  const page = await answer.text();
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  for (const shown of [
    'RunModifyPictureReq',
    'IS.0016',
    'X-Auth-Token',
    'path is mandatory.',
    'request.body.path.mandatory',
    'signature-wrong',
  ])
    expect(page).toContain(shown);
  expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(/i);
});
