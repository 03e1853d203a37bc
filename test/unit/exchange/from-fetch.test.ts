import { describe, expect, it } from 'vitest';
import { fromFetch } from '../../../src/exchange/from-fetch.ts';

const url = 'https://api.example/v1?a=b';

describe('a call of the Fetch standard', () => {
  it('is read, and both bodies can be read again', async () => {
    const request = new Request(`${url}#top`, {
      method: 'put',
      body: '{"path":"x"}',
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 't' },
    });
    const response = new Response('{"result":"Success"}', {
      status: 201,
      headers: [
        ['Content-Type', 'application/json'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
    });
    const exchange = await fromFetch(request, response, { source: 'mock' });
    expect(exchange).toEqual({
      stance: 'observed',
      origin: { source: 'mock' },
      request: {
        method: 'PUT',
        url,
        headers: { 'content-type': 'application/json', 'x-auth-token': 't' },
        body: { kind: 'bytes', bytes: new TextEncoder().encode('{"path":"x"}') },
      },
      response: {
        status: 201,
        headers: { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] },
        body: { kind: 'bytes', bytes: new TextEncoder().encode('{"result":"Success"}') },
      },
    });
    expect([await request.text(), await response.text()]).toEqual(['{"path":"x"}', '{"result":"Success"}']);
  });

  it('without bodies and without a response', async () => {
    const expected = {
      stance: 'observed',
      origin: { source: 'test' },
      request: { method: 'GET', url, headers: {} },
    };
    expect(await fromFetch(new Request(url))).toEqual(expected);
    expect(await fromFetch(new Request(url), Response.error())).toEqual(expected);
    expect(await fromFetch(new Request(url), new Response(''))).toEqual({
      ...expected,
      response: { status: 200, headers: { 'content-type': 'text/plain;charset=UTF-8' } },
    });
  });

  it('a body that was read before is unavailable', async () => {
    const response = new Response('x');
    await response.text();
    const exchange = await fromFetch(new Request(url), response);
    expect(exchange.response?.body).toEqual({
      kind: 'unavailable',
      reason: 'the body was read before the exchange was taken',
    });
  });

  it('a body that breaks off is unavailable', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('half'));
        controller.error(new Error('connection reset'));
      },
    });
    const exchange = await fromFetch(new Request(url), new Response(body));
    expect(exchange.response?.body).toEqual({
      kind: 'unavailable',
      reason: 'the body could not be read to its end: connection reset',
    });
  });
});
