import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import { fromFetch } from '../../../src/exchange/from-fetch.ts';
import { createMock, type MockOptions } from '../../../src/mock/mock.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { check } from '../../../src/validate/check.ts';
import { toContract } from '../../unit/contract/to-contract.ts';

const image = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
const modify = {
  method: 'PUT',
  headers: { 'x-auth-token': 't', 'content-type': 'application/json' },
  body: '{"path":"a","tags":{}}',
};

async function open(options: MockOptions) {
  const mock = await createMock(options);
  onTestFinished(() => mock.close());
  return mock;
}

/** Every answer of the document is an object. */
const objectOf = async (response: Response) => (await response.json()) as { readonly [key: string]: unknown };

const root = fileURLToPath(new URL('../../../', import.meta.url));
const corpus = '../shared/corpora/openapi-examples';
const documents = [
  'openapi/imagesearch.yaml',
  'openapi/iam.yaml',
  'test/integration/mock/variety.yaml',
  'test/integration/mock/schemas.yaml',
  ...(existsSync(`${root}${corpus}`) ? globSync(`${corpus}/v3.[01]/*.yaml`, { cwd: root }).sort() : []),
];

describe('--dynamic', () => {
  it.skipIf(documents.length > 4)('skipped some: ../shared/corpora/openapi-examples is not there', () => {});

  it.each(documents)(
    'never breaks %s, and is the same for the same seed',
    async (document) => {
      const contract = compileContract(await loadSpec(document, { cwd: root }), { servers: ['/'] });
      const answersOf = async (seed: string) => {
        const mock = await open({ contract, dynamic: true, seed });
        const answers: string[] = [];
        for (const { method, path, responses } of contract.operations) {
          // Every documented status: what a request would have to be like is not the point here.
          for (const { status } of responses) {
            const prefer = `code=${/^\d/.test(status) ? status.replace('XX', '07') : '299'}, dynamic=true`;
            const request = new Request(`http://x${path.replace(/\{[^}]*\}/g, '1')}`, {
              method,
              headers: { prefer },
            });
            const response = await mock.fetch(request.clone());
            const { findings } = check(contract, await fromFetch(request, response.clone()), {
              sides: ['response'],
            });
            const isProblem = response.headers.get('content-type') === 'application/problem+json';
            expect(isProblem ? [] : findings.map(({ message }) => message)).toEqual([]);
            answers.push(
              `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`,
            );
          }
        }
        return answers;
      };
      const first = await answersOf('1');
      expect(await answersOf('1')).toEqual(first);
    },
    60_000,
  );

  it('generates bodies of valid requests, and keeps what the document says to invalid ones', async () => {
    const mock = await open({ dynamic: true, seed: 5 });
    const valid = await mock.fetch(image, modify);
    const { result, ...others } = await objectOf(valid);
    expect([valid.status, typeof result, result === 'Success', others.error_code]).toEqual([
      200,
      'string',
      false,
      undefined,
    ]);
    const invalid = await mock.fetch(image, { ...modify, body: '{"tags":{}}' });
    expect([invalid.status, await invalid.json()]).toEqual([
      400,
      { error_code: 'IS.0003', error_msg: 'Arguments of path can not be null.' },
    ]);
    // A scenario of a failure stays one, and an example that is asked for is served.
    const failing = await mock.fetch(image.replace('test-instance', 'no-such-instance'), modify);
    expect((await objectOf(failing)).error_code).toBe('IS.0007');
    const asked = await mock.fetch(image, {
      ...modify,
      headers: { ...modify.headers, prefer: 'example=modified' },
    });
    expect(await asked.json()).toEqual({ result: 'Success' });
  });

  it('takes seeds of requests, and is left to chance without one', async () => {
    const mock = await open({ dynamic: true });
    const bodyOf = async (headers = {}) =>
      (await mock.fetch(image, { ...modify, headers: { ...modify.headers, ...headers } })).text();
    expect(await bodyOf({ prefer: 'seed=a' })).toBe(await bodyOf({ prefer: 'seed=a' }));
    const some = await Promise.all(Array.from({ length: 5 }, () => bodyOf()));
    expect(new Set(some).size).toBeGreaterThan(1);
    expect(await bodyOf({ prefer: 'dynamic=false' })).toBe('{\n  "result" : "Success"\n}');
  });

  it('serves a documented example where nothing that is generated fits', async () => {
    const contract = toContract(`paths:
  /primes:
    get:
      responses:
        '200':
          description: no generator hits upon this
          content:
            application/json:
              schema: { type: string, pattern: '^(?=.*unlikely)(?!.*[0-9]).{40}$' }
              example: unlikely, but it has its forty letters..
  /nothing:
    get:
      responses:
        '200': { description: and here is no example, content: { application/json: { schema: { type: string, pattern: '^(?=.*unlikely)(?!.*[0-9]).{40}$' } } } }`);
    const mock = await open({ contract, dynamic: true, seed: 1 });
    const answer = await mock.fetch('/primes');
    expect([answer.status, await answer.json()]).toEqual([200, 'unlikely, but it has its forty letters..']);
    const none = await mock.fetch('/nothing');
    expect([none.status, await none.json()]).toEqual([
      500,
      {
        type: 'about:blank',
        title: 'No valid answer',
        status: 500,
        detail: expect.stringMatching(
          /^The response 200 of GET \/nothing has no answer that keeps to the document: /,
        ),
      },
    ]);
  });
});

describe('--fail-rate', () => {
  const statusesOf = async (options: MockOptions, headers = {}) => {
    const mock = await open(options);
    const statuses: number[] = [];
    for (let index = 0; index < 200; index += 1) {
      const answer = await mock.fetch(image, { ...modify, headers: { ...modify.headers, ...headers } });
      statuses.push(answer.status);
      if (answer.status !== 200) expect((await objectOf(answer)).error_code).toMatch(/^APIGW\.\d{4}$/);
    }
    return { mock, statuses };
  };

  it('lets that share fail with documented gateway errors, the same ones for the same seed', async () => {
    const { statuses, mock } = await statusesOf({ failRate: 0.3, seed: 7 });
    const failed = statuses.filter((status) => status !== 200);
    expect(failed.length).toBeGreaterThan(40);
    expect(failed.length).toBeLessThan(80);
    expect([...new Set(failed)].sort()).toEqual([429, 500, 502, 503, 504]);
    expect((await statusesOf({ failRate: 0.3, seed: 7 })).statuses).toEqual(statuses);
    expect((await statusesOf({ failRate: 0.3, seed: 8 })).statuses).not.toEqual(statuses);
    // After a reset the same requests fail again.
    mock.reset();
    const again: number[] = [];
    for (let index = 0; index < 200; index += 1) again.push((await mock.fetch(image, modify)).status);
    expect(again).toEqual(statuses);
  });

  it('0 and 1 mean none and all, and a preference of the request wins', async () => {
    expect(new Set((await statusesOf({ failRate: 0 })).statuses)).toEqual(new Set([200]));
    expect((await statusesOf({ failRate: 1 })).statuses).not.toContain(200);
    expect(new Set((await statusesOf({ failRate: 1 }, { prefer: 'code=200' })).statuses)).toEqual(
      new Set([200]),
    );
  });

  it('says that nothing fails where the document has no such error', async () => {
    const lines: string[] = [];
    const contract = toContract("paths: { /x: { get: { responses: { '204': { description: ok } } } } }");
    const mock = await open({ contract, failRate: 1, log: (line) => lines.push(line) });
    expect((await mock.fetch('/x')).status).toBe(204);
    expect(lines).toEqual(['no operation documents a 429 or 5xx error, so no request fails on purpose']);
  });
});

it('--latency lets an answer wait', async () => {
  const mock = await open({ latency: [60, 80], seed: 1 });
  const started = performance.now();
  expect((await mock.fetch(image, modify)).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  // What belongs to the mock itself does not wait.
  const control = performance.now();
  await mock.fetch('/_kit/health');
  expect(performance.now() - control).toBeLessThan(59);
});

it.each<[MockOptions, string]>([
  [{ latency: -1 }, 'the latency wants milliseconds or a range of them, received -1 to -1'],
  [{ latency: [5, 1] }, 'the latency wants milliseconds or a range of them, received 5 to 1'],
  [{ latency: Number.NaN }, 'the latency wants milliseconds or a range of them, received NaN to NaN'],
  [{ failRate: 2 }, 'the fail rate wants a number from 0 to 1, received 2'],
])('%j cannot be used', async (options, message) => {
  await expect(createMock(options)).rejects.toMatchObject({ code: 'usage-invalid', message });
});
