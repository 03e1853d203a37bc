import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createMock } from '../../../src/mock/mock.ts';
import { toContract } from '../../unit/contract/to-contract.ts';

const contract = toContract(`paths:
  /subscribe:
    post:
      requestBody:
        content:
          application/json: { schema: { type: object, required: [url], properties: { url: { type: string } } } }
      callbacks:
        event:
          '{$request.body#/url}':
            post:
              requestBody: { content: { application/json: { schema: { type: object }, example: { event: yes } } } }
              responses: { '200': { description: heard } }
      responses: { '201': { description: subscribed, content: { application/json: { schema: { type: object }, example: { ok: true } } } } }`);

const subscribe = (url: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ url }),
});

it('makes the calls that an operation announces, each time', async () => {
  const mock = await createMock({ contract });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    await mock.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  for (let call = 0; call < 2; call += 1) {
    const called = once(server, 'request');
    const answer = await mock.fetch('/subscribe', subscribe(url));
    expect([answer.status, await answer.json()]).toEqual([201, { ok: true }]);
    const [request, response] = (await called) as [IncomingMessage, { end(): void }];
    const body = Buffer.concat(await request.toArray()).toString();
    response.end();
    expect([request.method, request.url, request.headers['content-type'], body]).toEqual([
      'POST',
      '/hook',
      'application/json',
      '{"event":"yes"}',
    ]);
  }
});

it('a call that reaches nobody harms nothing', async () => {
  const mock = await createMock({ contract });
  onTestFinished(() => mock.close());
  for (const url of ['http://127.0.0.1:1/', 'no url', ''])
    expect((await mock.fetch('/subscribe', subscribe(url))).status).toBe(201);
});
