import { describe, expect, it, onTestFinished } from 'vitest';
import { createImageSearchClient, errorCodes, ImageSearchError } from '../../../src/client/client.ts';
import { createProvider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';
import type { CatalogueImage } from './catalogue.ts';
import { judgeError } from './judge-error.ts';
import type { Progress } from './progress.ts';
import { type RetagOptions, retag } from './retag.ts';

const seedPath = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
const seedImage = { path: seedPath, tags: { animal: 'cat' } };

/** A progress that ends with the test. */
function createProgress(...done: CatalogueImage[]): Progress {
  const all = new Set(done);
  return { has: (image) => all.has(image), add: (image) => void all.add(image) };
}

/** A provider in the state that the test asks for, and a client of it that does not repeat calls. */
async function start(state?: string, params?: object) {
  const provider = createProvider();
  onTestFinished(() => provider.close());
  const set = async (name: string, parameters: object = {}) => {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ state: name, params: parameters });
    await provider.fetch(new Request('http://api/_provider/state', { method: 'PUT', headers, body }));
  };
  if (state !== undefined) await set(state, params);
  const client = createImageSearchClient({
    endpoint: 'http://api',
    projectId: seedProject.id,
    credentials: { token: provider.issueToken() },
    retries: 0,
    fetch: provider.fetch,
  });
  return { provider, client, set };
}

const base = { instanceName: 'test-instance', pause: 0 };
const nothing = { done: 0, skipped: 0, failed: [], stopped: undefined, left: 0 };

describe('retag', () => {
  it('gives each image its tags, and skips what is done', async () => {
    const { client, provider, set } = await start();
    const other = { path: 'other.jpg', tags: {} };
    await set('an image exists', { path: other.path, tags: { animal: 'dog' } });
    const before = { path: 'before.jpg', tags: {} };
    const progress = createProgress(before);
    const images = [seedImage, before, other];
    expect(await retag(images, { ...base, client, progress })).toEqual({ ...nothing, done: 2, skipped: 1 });
    const { store } = provider;
    expect(store.images.find(seedProject.id, 'test-instance', seedPath)?.tags).toEqual({ animal: 'cat' });
    expect(store.images.find(seedProject.id, 'test-instance', other.path)?.tags).toEqual({});
    expect(await retag(images, { ...base, client, progress })).toEqual({ ...nothing, skipped: 3 });
  });

  it('reports the image that failed and goes on', async () => {
    const { client } = await start();
    const absent = { path: 'absent.jpg', tags: {} };
    const message = 'IS.0016: The path is invalid.';
    const failure = { path: 'absent.jpg', code: 'IS.0016', message, requestId: expect.any(String) };
    const report = await retag([absent, seedImage], { ...base, client, progress: createProgress() });
    expect(report).toEqual({ ...nothing, done: 1, failed: [failure] });
  });

  it('stops where no other image would work, and keeps the rest for the next run', async () => {
    const { client } = await start('the gateway answers with an error', {
      status: 401,
      error_code: 'APIGW.0307',
    });
    const images = ['a', 'b', 'c'].map((path) => ({ path, tags: {} }));
    const report = await retag(images, { ...base, client, progress: createProgress(), concurrency: 1 });
    const message = 'APIGW.0307: The token must be updated.';
    const stopped = { path: 'a', code: 'APIGW.0307', message, requestId: expect.any(String) };
    expect(report).toEqual({ ...nothing, stopped, left: 3 });
  });

  it('tries again in the next round what may work later', async () => {
    const { client, set } = await start('the service answers with an error', { error_code: 'IS.0012' });
    let calls = 0;
    const recovering: RetagOptions['client'] = {
      runModifyPicture: (call) => {
        calls += 1;
        return client.runModifyPicture(call).finally(() => set('reset'));
      },
    };
    const progress = createProgress();
    expect(await retag([seedImage], { ...base, client: recovering, progress })).toEqual({
      ...nothing,
      done: 1,
    });
    expect(calls).toBe(2);
  });

  it('gives up after the last round', async () => {
    const { client } = await start('the gateway answers with an error', {
      status: 503,
      error_code: 'APIGW.0613',
    });
    const report = await retag([seedImage], { ...base, client, progress: createProgress(), rounds: 2 });
    const message = 'APIGW.0613: The IAM service is currently unavailable.';
    const failure = { path: seedPath, code: 'APIGW.0613', message, requestId: expect.any(String) };
    expect(report).toEqual({ ...nothing, failed: [failure] });
  });

  it('takes no other result for success', async () => {
    const results = ['SUCCESS', 'Accepted'];
    const client = {
      runModifyPicture: async () => ({ result: results.shift() ?? '', requestId: undefined }),
    };
    const images = ['a', 'b'].map((path) => ({ path, tags: {} }));
    const failure = {
      path: 'b',
      code: 'no-success',
      message: 'the result is Accepted',
      requestId: undefined,
    };
    const report = await retag(images, { ...base, client, progress: createProgress(), concurrency: 1 });
    expect(report).toEqual({ ...nothing, done: 1, failed: [failure] });
  });

  it('has no more calls under way than it may', async () => {
    let underWay = 0;
    let most = 0;
    const client: RetagOptions['client'] = {
      async runModifyPicture() {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        return { result: 'Success', requestId: undefined };
      },
    };
    const images = Array.from({ length: 20 }, (_, index) => ({ path: `${index}`, tags: {} }));
    const report = await retag(images, { ...base, client, progress: createProgress(), concurrency: 3 });
    expect(report).toEqual({ ...nothing, done: 20 });
    expect(most).toBe(3);
  });

  it('leaves the rest when it is aborted, in a call or in a pause', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const images = ['a', 'b', 'c'].map((path) => ({ path, tags: {} }));
    const hanging: RetagOptions['client'] = {
      runModifyPicture: ({ signal: given }) =>
        new Promise((_, reject) => {
          given?.addEventListener('abort', () => reject(given.reason));
          abort.abort();
        }),
    };
    const options = { ...base, progress: createProgress(), signal };
    expect(await retag(images, { ...options, client: hanging })).toEqual({ ...nothing, left: 3 });

    const between = new AbortController();
    const failing: RetagOptions['client'] = {
      runModifyPicture: async () => {
        setImmediate(() => between.abort());
        throw new ImageSearchError('timeout', 'there was no answer');
      },
    };
    const waiting = { ...options, client: failing, signal: between.signal, pause: 1_000_000 };
    const failure = { path: 'a', code: 'timeout', message: 'there was no answer', requestId: undefined };
    expect(await retag(images.slice(0, 1), waiting)).toEqual({ ...nothing, failed: [failure] });
  });

  it('does not hide a bug', async () => {
    const client: RetagOptions['client'] = {
      runModifyPicture: () => Promise.reject(new RangeError('a bug')),
    };
    const progress = createProgress();
    await expect(retag([seedImage], { ...base, client, progress })).rejects.toThrow(new RangeError('a bug'));
  });
});

describe('judgeError', () => {
  const judge = (code: string, status?: number) => judgeError(new ImageSearchError(code, '', { status }));

  it('says of each documented code of the service what the job does', () => {
    const judged = errorCodes
      .filter((code) => code.startsWith('IS.'))
      .map((code) => [code, judge(code, 400)]);
    const those = (judgement: string) => judged.filter(([, is]) => is === judgement).map(([code]) => code);
    expect(those('stop')).toEqual([
      'IS.0004',
      'IS.0005',
      'IS.0007',
      'IS.0011',
      'IS.0013',
      'IS.0014',
      'IS.0015',
    ]);
    expect(those('later')).toEqual(['IS.0009', 'IS.0012']);
    expect(those('failed')).toHaveLength(7);
  });

  it.each([
    ['APIGW.0201', 400, 'failed'],
    ['APIGW.0301', 401, 'stop'],
    ['APIGW.0306', 403, 'stop'],
    ['APIGW.0101', 404, 'stop'],
    ['APIGW.0201', 413, 'failed'],
    ['APIGW.0308', 429, 'later'],
    ['APIGW.0202', 502, 'later'],
    ['unreadable', 503, 'later'],
    ['unreadable', 200, 'failed'],
    ['timeout', undefined, 'later'],
    ['unreachable', undefined, 'later'],
  ])('%s with status %s: %s', (code, status, judgement) => {
    expect(judge(code, status)).toBe(judgement);
  });
});
