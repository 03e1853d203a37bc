import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { path, read, startService, startTestProxy, success, toRequest } from './start.ts';

describe('what the proxy says of the traffic', () => {
  it('counts what keeps to the document', async () => {
    const { url } = await startService(success);
    const { proxy, told } = await startTestProxy({ target: url });
    for (let count = 0; count < 3; count++)
      expect(await read(await fetch(toRequest(proxy.url)))).toMatchObject({
        status: 200,
        body: { result: 'Success' },
      });
    await proxy.close();
    const { exchanges, checked, findings, unchecked, skipped, notes, coverage } = proxy.results();
    expect({ exchanges, checked, findings, unchecked, skipped, notes, told }).toEqual({
      exchanges: 3,
      checked: 3,
      findings: [],
      unchecked: [],
      skipped: [],
      notes: [],
      told: [],
    });
    expect(coverage.clauses.find(({ id }) => id === 'response.200.result.included')).toEqual({
      id: 'response.200.result.included',
      strength: 'documented',
      state: 'proven',
      by: ['traffic'],
    });
  });

  it.each([
    ['an undocumented client error', 418, '{}', ['response-status-unknown']],
    ['an undocumented server error', 511, '{}', ['response-status-unknown']],
    ['a body without what is documented', 200, '{}', ['response-body-schema']],
    ['a body that is no JSON', 200, '<html>', ['response-body-unreadable']],
  ])('tells of %s once, counts it always, and passes it on', async (_, status, body, rules) => {
    const { url } = await startService((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const { proxy, told } = await startTestProxy({ target: url });
    for (let count = 0; count < 3; count++) {
      const response = await fetch(toRequest(proxy.url));
      expect([response.status, await response.text()]).toEqual([status, body]);
    }
    await proxy.close();
    expect(told).toEqual(rules);
    expect(proxy.results().findings.map(({ rule, count }) => [rule, count])).toEqual(
      rules.map((rule) => [rule, 3]),
    );
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ])('reads %s in both directions', async (coding, compress) => {
    const { url } = await startService((request, response) => {
      request.resume();
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding })
        .end(compress('{"result":1}'));
    });
    const { proxy } = await startTestProxy({ target: url });
    const request = toRequest(proxy.url, {
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 't', 'Content-Encoding': coding },
      body: new Uint8Array(compress('{"path":1,"tags":{}}')),
    });
    expect(await read(await fetch(request))).toMatchObject({ body: { result: 1 } });
    await proxy.close();
    expect(proxy.results().findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'request-body-schema: request body /path: received 1, documented type string',
      'response-body-schema: response body /result: received 1, documented type string',
    ]);
  });

  it('passes bodies over the limit whole, and counts them as not checked', async () => {
    const large = JSON.stringify({ result: 'x'.repeat(500_000) });
    const { url } = await startService((request, response) => {
      let length = 0;
      request.on('data', (chunk) => (length += chunk.length));
      request.on('end', () =>
        response.writeHead(200, { 'content-type': 'application/json', 'x-length': length }).end(large),
      );
    });
    const { proxy } = await startTestProxy({ target: url, bodyLimit: 400_000 });
    const body = JSON.stringify({ path: 'y'.repeat(600_000), tags: {} });
    const response = await fetch(toRequest(proxy.url, { body }));
    expect([response.headers.get('x-length'), await response.text()]).toEqual([String(body.length), large]);
    await proxy.close();
    const { findings, unchecked } = proxy.results();
    expect({ findings, reasons: unchecked.map(({ reason, count }) => [reason, count]) }).toEqual({
      findings: [],
      reasons: [
        ['the request body was not kept: it is longer than 400000 bytes', 1],
        ['the response body was not kept: it is longer than 400000 bytes', 1],
      ],
    });
  });

  it('leaves out what is not under the base path of the target', async () => {
    const { url } = await startService(success);
    const { proxy } = await startTestProxy({ target: `${url}/base` });
    await (await fetch(toRequest(proxy.url, { path: `/base${path}` }))).text();
    await (await fetch(toRequest(proxy.url, { path: '/other/api' }))).text();
    await proxy.close();
    const { exchanges, checked, findings, skipped } = proxy.results();
    expect({ exchanges, checked, findings, skipped }).toEqual({
      exchanges: 2,
      checked: 1,
      findings: [],
      skipped: [{ reason: `no server of the document: ${url} outside of /base`, count: 1 }],
    });
  });

  it('judges the share that was asked for, the same one for the same seed, and counts the rest', async () => {
    let calls = 0;
    const { url } = await startService((request, response) => {
      request.resume();
      response.writeHead(calls++ % 2 === 0 ? 418 : 419, { 'content-type': 'text/plain' }).end();
    });
    const runs = [];
    for (const seed of [3, 3, 4]) {
      const { proxy } = await startTestProxy({ target: url, sample: 0.25, seed, journal: 1000 });
      for (let count = 0; count < 80; count++)
        await (await fetch(toRequest(proxy.url, { path: `${path}?n=${count}` }))).text();
      await proxy.close();
      const { exchanges, checked, notes } = proxy.results();
      runs.push({
        exchanges,
        checked,
        notes,
        judged: proxy.journal().map(({ request }) => new URL(request.url).search),
      });
    }
    const [first, second, third] = runs;
    expect(first).toEqual(second);
    expect(first?.judged).not.toEqual(third?.judged);
    expect(first).toMatchObject({
      exchanges: 80,
      notes: [
        {
          reason: 'a call that was not judged: a share of 0.25 is, chosen with the seed 3',
          count: 80 - (first?.checked ?? 0),
        },
      ],
    });
    expect(first?.checked).toBe(first?.judged.length);
  });

  it('keeps the last calls for whoever looks at the second port, and steals no path of the first', async () => {
    const { url } = await startService(success);
    const { proxy } = await startTestProxy({ target: url, adminPort: 0, journal: 2 });
    for (const name of ['one', 'two', 'three'])
      await (await fetch(toRequest(proxy.url, { path: `${path}?${name}` }))).text();
    const page = async (name: string) => read(await fetch(`${proxy.adminUrl}${name}`));
    const { entries } = (await page('/_kit/journal')).body as { entries: { request: { url: string } }[] };
    expect(entries.map(({ request }) => new URL(request.url).search)).toEqual(['?two', '?three']);
    expect(await page('/_kit/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await page('/_kit/results')).toMatchObject({ status: 200, body: { exchanges: 3, checked: 3 } });
    expect(await page('/')).toMatchObject({ status: 404 });
    expect(await read(await fetch(`${proxy.url}/_kit/health`))).toMatchObject({
      body: { result: 'Success' },
    });
  });
});
