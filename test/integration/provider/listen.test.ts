import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../../../src/provider/listen.ts';
import { readMessages } from './raw-connection.ts';
import {
  gatewayAnswer,
  imagePath,
  readAnswer,
  startProvider,
  toImageRequest,
  validBody,
} from './requests.ts';

it('lets a running request end when it is closed, and then closes its connection', async () => {
  const { provider, url, stop } = await startProvider();
  const body = JSON.stringify(validBody);
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = [
    `PUT ${imagePath} HTTP/1.1`,
    'Host: x',
    `X-Auth-Token: ${provider.issueToken()}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Expect: 100-continue',
    '\r\n',
  ].join('\r\n');
  socket.write(head);
  // The interim answer says that the request has arrived.
  const [interim] = await once(socket, 'data');
  expect(String(interim)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  const before = performance.now();
  const stopped = stop();
  socket.write(body);
  const [answer] = await once(socket, 'data');
  await once(socket, 'close');
  await stopped;
  expect(performance.now() - before).toBeLessThan(4000);
  expect(readMessages(String(answer))).toEqual([{ status: 200, body: '{"result":"Success"}' }]);
});

it('is closed at once where connections are idle', async () => {
  const { provider, url, stop } = await startProvider();
  const response = await fetch(toImageRequest(url, provider.issueToken()));
  await response.text();
  const before = performance.now();
  await stop();
  expect(performance.now() - before).toBeLessThan(4000);
});

it('answers in the shape of the gateway when the handler throws', async () => {
  const { url, close } = await listen(() => Promise.reject(new Error('a fault')));
  const answer = await readAnswer(await fetch(url));
  await close();
  expect(answer).toEqual(gatewayAnswer(500, 'APIGW.0201', 'An unexpected error occurred'));
});

it('serves IPv6 too', async () => {
  const { provider, stop } = await startProvider();
  const { url, close } = await provider.listen({ host: '::1' });
  const response = await fetch(toImageRequest(url, provider.issueToken()));
  await close();
  await stop();
  expect({ url: url.replace(/\d+$/, 'PORT'), status: response.status }).toEqual({
    url: 'http://[::1]:PORT',
    status: 200,
  });
});
