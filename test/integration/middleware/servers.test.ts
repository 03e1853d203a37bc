import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { serve as serveHono } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Exchange } from '../../../src/exchange/exchange.ts';
import { listen } from '../../../src/exchange/listen.ts';
import type { Finding, Unchecked } from '../../../src/finding.ts';
import { fastifyPlugin } from '../../../src/middleware/fastify-plugin.ts';
import { honoMiddleware } from '../../../src/middleware/hono-middleware.ts';
import type { JudgeOptions } from '../../../src/middleware/judge.ts';
import { nodeMiddleware } from '../../../src/middleware/node-middleware.ts';
import { createCoverage } from '../../../src/validate/coverage.ts';
import { imagePath, validBody } from '../provider/requests.ts';
import { contractFor } from './load.ts';

const contract = contractFor();

/** What a server answers, whatever framework it is written in. */
type Answer = (body: unknown) => { readonly status: number; readonly body: unknown };
type Started = { readonly url: string; settled(): Promise<void> };

const servers: Readonly<Record<string, (answer: Answer, options: JudgeOptions) => Promise<Started>>> = {
  async 'node:http'(answer, options) {
    const judge = nodeMiddleware(contract, options);
    return {
      ...(await started((request, response) => {
        judge(request, response);
        readJson(request).then((body) => {
          const answered = answer(body);
          response.writeHead(answered.status, { 'Content-Type': 'application/json' });
          response.end(JSON.stringify(answered.body));
        });
      })),
      settled: judge.settled,
    };
  },
  async Express(answer, options) {
    const judge = nodeMiddleware(contract, options);
    const app = express().use(judge, express.json());
    app.put('/v1/:project/:instance/image', (request, response) => {
      const answered = answer(request.body);
      response.status(answered.status).json(answered.body);
    });
    return { ...(await started(app)), settled: judge.settled };
  },
  async Fastify(answer, options) {
    const plugin = fastifyPlugin(contract, options);
    const app = fastify();
    await app.register(plugin);
    app.put('/v1/:project/:instance/image', (request, reply) => {
      const answered = answer(request.body);
      return reply.status(answered.status).send(answered.body);
    });
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => app.close());
    return { url, settled: plugin.settled };
  },
  async Hono(answer, options) {
    const judge = honoMiddleware(contract, options);
    const app = new Hono().use(judge).put('/v1/:project/:instance/image', async (c) => {
      const { status, body } = answer(await c.req.json());
      return Response.json(body, { status });
    });
    const server = serveHono({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', createServer });
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { url: `http://127.0.0.1:${port}`, settled: judge.settled };
  },
};

async function started(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string }> {
  const { url, close } = await listen(createServer(listener), {});
  onTestFinished(close);
  return { url };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

function put(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url + imagePath, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 'a-token', ...headers },
    body,
  });
}

function collect(): {
  found: [string, string][];
  unchecked: string[];
  exchanges: Exchange[];
  options: JudgeOptions;
} {
  const found: [string, string][] = [];
  const unchecked: string[] = [];
  const exchanges: Exchange[] = [];
  return {
    found,
    unchecked,
    exchanges,
    options: {
      onFinding: ({ rule, message }: Finding) => found.push([rule, message]),
      onUnchecked: ({ reason }: Unchecked) => unchecked.push(reason),
      onResult: (exchange) => exchanges.push(exchange),
    },
  };
}

const success: Answer = () => ({ status: 200, body: { result: 'Success' } });

describe.each(Object.keys(servers))('the middleware in %s', (name) => {
  const start = servers[name] as (typeof servers)[string];

  it('says nothing of a right call and passes it unchanged', async () => {
    const { found, unchecked, options } = collect();
    const received: unknown[] = [];
    const coverage = createCoverage(contract);
    const { url, settled } = await start(
      (body) => {
        received.push(body);
        return success(body);
      },
      { ...options, coverage },
    );
    const response = await put(url, JSON.stringify(validBody));
    expect([response.status, await response.json()]).toEqual([200, { result: 'Success' }]);
    await settled();
    expect({ received, found, unchecked }).toEqual({ received: [validBody], found: [], unchecked: [] });
    expect(coverage.toReport().clauses.find(({ id }) => id === 'response.200.result.included')).toMatchObject(
      { state: 'proven', by: ['traffic'] },
    );
  });

  it('finds what is wrong in both directions', async () => {
    const { found, unchecked, options } = collect();
    const { url, settled } = await start(() => ({ status: 200, body: {} }), options);
    const response = await put(url, '{"path":"a.jpg","tags":[]}');
    expect([response.status, await response.json()]).toEqual([200, {}]);
    await settled();
    expect({ found, unchecked }).toEqual({
      found: [
        ['request-body-schema', 'request body /tags: received [], documented type object'],
        ['response-body-schema', 'response body: received no property result, documented as required'],
      ],
      unchecked: [],
    });
  });

  it('does not keep what is over the limit', async () => {
    const { found, unchecked, options } = collect();
    const { url, settled } = await start(success, { ...options, bodyLimit: 100 });
    const response = await put(url, JSON.stringify({ ...validBody, path: 'x'.repeat(100) }));
    expect(await response.json()).toEqual({ result: 'Success' });
    await settled();
    expect({ found, unchecked }).toEqual({
      found: [],
      unchecked: ['the body is longer than 100 bytes, which is the limit'],
    });
  });

  it('lets no error of a listener out', async () => {
    const errors: unknown[] = [];
    const { url, settled } = await start(success, {
      onResult() {
        throw new Error('a listener failed');
      },
      onError: (error) => errors.push(error),
    });
    expect((await put(url, JSON.stringify(validBody))).status).toBe(200);
    await settled();
    expect(errors).toEqual([new Error('a listener failed')]);
  });
});

describe('the middleware of node:http', () => {
  it('undoes the coding of a compressed answer, and passes it as it is', async () => {
    const { found, unchecked, exchanges, options } = collect();
    const judge = nodeMiddleware(contract, options);
    const { url } = await started((request, response) => {
      judge(request, response);
      request.resume();
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Content-Encoding', 'gzip');
      const bytes = gzipSync('{"result":1}');
      response.write(bytes.subarray(0, 5));
      response.end(bytes.subarray(5));
    });
    expect(await (await put(url, JSON.stringify(validBody))).text()).toBe('{"result":1}');
    await judge.settled();
    expect({ found, unchecked }).toEqual({
      found: [['response-body-schema', 'response body /result: received 1, documented type string']],
      unchecked: [],
    });
    expect(exchanges[0]?.response?.headers).toMatchObject({ 'content-encoding': 'gzip' });
  });

  it('says that an answer was cut off', async () => {
    const { found, unchecked, options } = collect();
    const judge = nodeMiddleware(contract, options);
    const { url } = await started((request, response) => {
      judge(request, response);
      request.resume().once('end', () => {
        response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100' });
        response.write('{"result":', () => response.destroy());
      });
    });
    const body = JSON.stringify(validBody);
    const sent = sendRequest(url + imagePath, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': 'a-token' },
    });
    const ended = new Promise((resolve) => {
      sent.once('response', (response) => response.resume().once('error', resolve));
    });
    sent.end(body);
    await ended;
    await judge.settled();
    expect({ found, unchecked }).toEqual({
      found: [],
      unchecked: ['the connection ended before the answer was written'],
    });
  });

  it('reads the whole target of a request below a mounted router', async () => {
    const { found, exchanges, options } = collect();
    const judge = nodeMiddleware(contract, options);
    const router = express
      .Router()
      .use(judge)
      .put('/:project/:instance/image', (_, response) => {
        response.json({ result: 'Success' });
      });
    const { url } = await started(express().use('/v1', router));
    await put(url, JSON.stringify(validBody));
    await judge.settled();
    expect([exchanges.map(({ request }) => request.url), found]).toEqual([[imagePath], []]);
  });
});
