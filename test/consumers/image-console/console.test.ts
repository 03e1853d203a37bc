import { describe, expect, it, onTestFinished } from 'vitest';
import { errorCodes, ImageSearchError } from '../../../src/client/client.ts';
import { createProvider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';
import { answerError } from './answer-error.ts';
import { type ConsoleOptions, createConsole } from './console.ts';

const seedPath = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
const seedForm = { path: seedPath, tags: { animal: 'cat' } };
const supportId = expect.stringMatching(/^[0-9a-f]{32}$/);

/** A console before a provider in the state that the test asks for. */
async function start({
  state,
  params = {},
  ...options
}: Partial<ConsoleOptions> & { state?: string; params?: object } = {}) {
  const provider = createProvider();
  onTestFinished(() => provider.close());
  if (state !== undefined) {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ state, params });
    await provider.fetch(new Request('http://api/_provider/state', { method: 'PUT', headers, body }));
  }
  const lines: string[] = [];
  const app = createConsole({
    endpoint: 'http://api',
    projectId: seedProject.id,
    tokenOf: () => provider.issueToken(),
    log: (line) => lines.push(line),
    fetch: provider.fetch,
    ...options,
  });
  const save = async (form: unknown = seedForm, instance = 'test-instance') => {
    const body = typeof form === 'string' ? form : JSON.stringify(form);
    const response = await app.request(`/instances/${instance}/tags`, { method: 'PUT', body });
    const answer = (await response.json()) as object;
    const retryAfter = response.headers.get('Retry-After');
    return { status: response.status, ...answer, ...(retryAfter && { retryAfter }) };
  };
  return { save, lines };
}

describe('the console', () => {
  it('saves the tags of an image', async () => {
    const { save, lines } = await start();
    expect(await save()).toEqual({ status: 200, saved: true });
    expect(lines).toEqual([]);
  });

  it('leaves the fields to the service, and shows its errors in the form', async () => {
    const { save, lines } = await start();
    const invalid = { status: 422, error: 'form-invalid', supportId };
    expect(await save({ tags: {} })).toEqual({ ...invalid, field: 'path' });
    expect(await save({ path: '', tags: {} })).toEqual({ ...invalid, field: 'path' });
    expect(await save({ path: 5, tags: {} })).toEqual({ ...invalid, field: 'path' });
    expect(await save({ path: seedPath })).toEqual({ ...invalid, field: 'tags' });
    expect(await save({ path: seedPath, tags: { colour: 'red' } })).toEqual({ ...invalid, field: 'tags' });
    expect(await save({ path: 'absent', tags: {} })).toEqual({
      status: 422,
      error: 'image-unknown',
      field: 'path',
      supportId,
    });
    expect(await save(seedForm, 'no-such')).toEqual({
      status: 404,
      error: 'instance-unknown',
      field: 'instance',
      supportId,
    });
    expect(lines[0]).toMatch(/^IS\.0003: Arguments of path can not be null\. \(request [0-9a-f]{32}\)$/);
  });

  it('refuses what is no form, without a call', async () => {
    const { save } = await start({ fetch: () => Promise.reject(new Error('no call is expected')) });
    expect(await save('{')).toEqual({ status: 422, error: 'form-invalid' });
    expect(await save('null')).toEqual({ status: 422, error: 'form-invalid' });
  });

  it('sends whoever is not logged in to the login', async () => {
    const absent = await start({ tokenOf: () => undefined });
    expect(await absent.save()).toEqual({ status: 401, error: 'log-in-again' });
    const wrong = await start({ tokenOf: () => 'no-token' });
    expect(await wrong.save()).toEqual({ status: 401, error: 'log-in-again', supportId });
  });

  it('asks to try later, and says when', async () => {
    const state = 'the gateway answers with an error';
    const throttled = await start({ state, params: { status: 429, error_code: 'APIGW.0308' } });
    expect(await throttled.save()).toEqual({ status: 429, error: 'busy', retryAfter: '5', supportId });
    const down = await start({ state, params: { status: 503, error_code: 'APIGW.0613' } });
    expect(await down.save()).toEqual({ status: 503, error: 'try-later', retryAfter: '30', supportId });
  });

  it('knows what to say when there is no answer, or none that it can read', async () => {
    const refused = await start({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    expect(await refused.save()).toEqual({ status: 503, error: 'try-later', retryAfter: '30' });
    expect(refused.lines).toEqual(['the connection failed: fetch failed (request unknown)']);
    const page = await start({ fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }) });
    expect(await page.save()).toEqual({ status: 503, error: 'try-later', retryAfter: '30' });
  });
});

describe('answerError', () => {
  const answer = (code: string, status?: number) => {
    const { error, status: own } = answerError(new ImageSearchError(code, '', { status }));
    return `${own} ${error}`;
  };

  it('has an answer for every documented code of the service', () => {
    const service = errorCodes.filter((code) => code.startsWith('IS.'));
    expect(Object.fromEntries(service.map((code) => [code, answer(code, 400)]))).toEqual({
      'IS.0001': '422 form-invalid',
      'IS.0002': '422 form-invalid',
      'IS.0003': '422 form-invalid',
      'IS.0004': '401 log-in-again',
      'IS.0005': '401 log-in-again',
      'IS.0006': '413 too-big',
      'IS.0007': '404 instance-unknown',
      'IS.0008': '500 console-failed',
      'IS.0009': '502 service-failed',
      'IS.0010': '500 console-failed',
      'IS.0011': '403 not-allowed',
      'IS.0012': '503 try-later',
      'IS.0013': '401 log-in-again',
      'IS.0014': '409 instance-unusable',
      'IS.0015': '409 instance-unusable',
      'IS.0016': '422 image-unknown',
    });
  });

  it.each([
    ['APIGW.0101', 404, '500 console-failed'],
    ['APIGW.0201', 400, '500 console-failed'],
    ['APIGW.0201', 413, '413 too-big'],
    ['APIGW.0201', 414, '404 instance-unknown'],
    ['APIGW.0201', 494, '401 log-in-again'],
    ['APIGW.0201', 500, '502 service-failed'],
    ['APIG.0301', 401, '401 log-in-again'],
    ['IS.0017', 400, '500 console-failed'],
    ['constructor', 418, '502 service-failed'],
    ['timeout', undefined, '503 try-later'],
  ])('%s with status %s: %s', (code, status, expected) => {
    expect(answer(code, status)).toBe(expected);
  });
});
