import { Readable } from 'node:stream';
import { Agent, fetch as undiciFetch, request as undiciRequest } from 'undici';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findExchange } from '../../../src/exchange/remember.ts';
import type { JudgeOptions } from '../../../src/middleware/judge.ts';
import { undiciInterceptor } from '../../../src/middleware/undici-interceptor.ts';
import { wrapFetch } from '../../../src/middleware/wrap-fetch.ts';
import { createCoverage } from '../../../src/validate/coverage.ts';
import { imagePath, startProvider, validBody } from '../provider/requests.ts';
import { answerJson, contractFor, serve } from './load.ts';

let provider: Awaited<ReturnType<typeof startProvider>>;
let token: string;
beforeAll(async () => {
  provider = await startProvider();
  token = provider.provider.issueToken();
});
afterAll(() => provider.stop());

const text = JSON.stringify(validBody);
const call = (body: NonNullable<RequestInit['body']> = text) => ({
  method: 'PUT',
  headers: { 'Content-Type': 'application/json', 'X-Auth-Token': token },
  body,
});

function collect() {
  const found: string[] = [];
  const unchecked: string[] = [];
  const options: JudgeOptions = {
    onFinding: ({ rule, message }) => found.push(`${rule}: ${message}`),
    onUnchecked: ({ reason }) => unchecked.push(reason),
  };
  return { found, unchecked, options };
}

/** A server that answers what the document does not allow. */
async function startWrong(): Promise<string> {
  const { url, close } = await serve(answerJson(200, { result: 1 }));
  onTestFinished(close);
  return url;
}

const wrongAnswer = 'response-body-schema: response body /result: received 1, documented type string';
const wrongRequest = 'request-body-schema: request body /tags: received [], documented type object';
const brokenText = '{"path":"a.jpg","tags":[]}';

describe('a wrapped fetch', () => {
  const stream = (content: string) => new Blob([content]).stream();
  const inputs: Readonly<
    Record<string, (url: string, content: string) => [string | URL | Request, object?]>
  > = {
    'a URL and options': (url, content) => [url, call(content)],
    'a URL object and bytes': (url, content) => [new URL(url), call(Buffer.from(content))],
    'a Request': (url, content) => [new Request(url, call(content))],
    'a Request with another body': (url, content) => [new Request(url, call('x')), { body: content }],
    'a stream': (url, content) => [url, { ...call(stream(content)), duplex: 'half' }],
    'a Blob': (url, content) => [url, call(new Blob([content], { type: 'application/json' }))],
  };

  it.each(Object.entries(inputs))('takes %s as fetch does, and judges both sides', async (_, toInput) => {
    const { found, unchecked, options } = collect();
    const right = contractFor(provider.url);
    const coverage = createCoverage(right);
    const judged = wrapFetch(fetch, right, { ...options, coverage });
    const response = await judged(...toInput(provider.url + imagePath, text));
    expect([response.status, await response.json()]).toEqual([200, { result: 'Success' }]);
    await judged.settled();
    expect({ found, unchecked }).toEqual({ found: [], unchecked: [] });
    expect(
      coverage.toReport().clauses.filter(({ state, by }) => state === 'proven' && by.join() !== 'test'),
    ).toEqual([]);
    expect(coverage.toReport().operations[0]?.exchanges).toBe(1);

    const url = await startWrong();
    const wrong = wrapFetch(fetch, contractFor(url), options);
    expect(await (await wrong(...toInput(url + imagePath, brokenText))).json()).toEqual({ result: 1 });
    await wrong.settled();
    expect({ found, unchecked }).toEqual({ found: [wrongRequest, wrongAnswer], unchecked: [] });
  });

  it('rejects as fetch does', async () => {
    const { found, unchecked, options } = collect();
    const { url, close } = await serve(answerJson(200, {}));
    await close();
    const judged = wrapFetch(fetch, contractFor(url), options);
    const plain = await fetch(url + imagePath, call()).catch((error: unknown) => error);
    expect(await judged(url + imagePath, call()).catch((error: unknown) => error)).toEqual(plain);
    expect(await judged('no url').catch((error: unknown) => error)).toEqual(
      await fetch('no url').catch((error: unknown) => error),
    );
    await judged.settled();
    expect({ found, unchecked }).toEqual({
      found: [],
      unchecked: ['there is no response: the call was aborted or lost'],
    });
  });

  it('does not judge the calls to other servers', async () => {
    const { found, unchecked, options } = collect();
    const routes: string[] = [];
    const url = await startWrong();
    const judged = wrapFetch(fetch, contractFor(), {
      ...options,
      onResult: (_, { route }) => routes.push(route.kind),
    });
    await judged(url + imagePath, call());
    await judged.settled();
    expect({ found, unchecked, routes }).toEqual({ found: [], unchecked: [], routes: ['server-unknown'] });
  });

  it('does not wait for a stream of events', async () => {
    const { found, unchecked, options } = collect();
    const { url, close } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
    });
    onTestFinished(close);
    const judged = wrapFetch(fetch, contractFor(url), options);
    const response = await judged(url + imagePath, call());
    await judged.settled();
    await response.body?.cancel();
    expect([found.map((line) => line.split(':', 1)[0]), unchecked]).toEqual([
      ['response-media-type-unknown'],
      [],
    ]);
  });

  it('remembers the exchange of a response', async () => {
    const judged = wrapFetch(fetch, contractFor(provider.url));
    const response = await judged(provider.url + imagePath, call());
    expect(await findExchange(response)).toMatchObject({
      request: { method: 'PUT', url: provider.url + imagePath, body: { kind: 'bytes' } },
      response: { status: 200, body: { kind: 'bytes' } },
      origin: { source: 'test' },
    });
  });
});

describe('an undici interceptor', () => {
  const setUp = (url: string, options: JudgeOptions) => {
    const interceptor = undiciInterceptor(contractFor(url), options);
    const agent = new Agent();
    onTestFinished(() => agent.close());
    return { dispatcher: agent.compose(interceptor), settled: interceptor.settled };
  };

  it.each(['request', 'fetch'])('judges both sides of %s', async (way) => {
    const { found, unchecked, options } = collect();
    const url = await startWrong();
    const { dispatcher, settled } = setUp(url, options);
    const asked = { ...call(brokenText), method: 'PUT' as const, body: brokenText, dispatcher };
    const body =
      way === 'request'
        ? await (await undiciRequest(url + imagePath, asked)).body.json()
        : await (await undiciFetch(url + imagePath, asked)).json();
    await settled();
    expect({ body, found, unchecked }).toEqual({
      body: { result: 1 },
      found: [wrongRequest, wrongAnswer],
      unchecked: [],
    });
  });

  it('finds nothing in what is right', async () => {
    const { found, unchecked, options } = collect();
    const { dispatcher, settled } = setUp(provider.url, options);
    const asked = { ...call(), method: 'PUT' as const, body: Buffer.from(text), dispatcher };
    const response = await undiciRequest(provider.url + imagePath, asked);
    expect([response.statusCode, await response.body.json()]).toEqual([200, { result: 'Success' }]);
    await settled();
    expect({ found, unchecked }).toEqual({ found: [], unchecked: [] });
  });

  it('leaves a stream alone and says so', async () => {
    const { found, unchecked, options } = collect();
    const { dispatcher, settled } = setUp(provider.url, options);
    const asked = { ...call(), method: 'PUT' as const, body: Readable.from([text]), dispatcher };
    const response = await undiciRequest(provider.url + imagePath, asked);
    expect(await response.body.json()).toEqual({ result: 'Success' });
    await settled();
    expect({ found, unchecked }).toEqual({
      found: [],
      unchecked: ['the request body is a stream, whose chunks belong to who reads it'],
    });
  });

  it('rejects as undici does', async () => {
    const { unchecked, options } = collect();
    const { url, close } = await serve(answerJson(200, {}));
    await close();
    const { dispatcher, settled } = setUp(url, options);
    await expect(
      undiciRequest(url + imagePath, { ...call(), method: 'PUT', body: text, dispatcher }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await settled();
    expect(unchecked).toEqual(['there is no response: the call was aborted or lost']);
  });
});
