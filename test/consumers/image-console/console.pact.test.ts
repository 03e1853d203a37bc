import { describe, expect, it } from 'vitest';
import { defineConsumer, fromExample, like, type Mock } from '../../../src/pact/pact.ts';
import { createConsole } from './console.ts';

const consumer = defineConsumer({
  consumer: 'image-console',
  provider: 'ImageSearch',
  dir: process.env.PACT_DIR ?? 'contracts',
});

const projectId = '77b6a44cba5143ab91d13ab9a8ff44fd';
const path = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
const tags = { 'test-tags': 'test-image' };
const request = {
  path: { project_id: projectId, instance_name: 'test-instance' },
  body: { path, tags },
} as const;
const imageExists = { name: 'an image exists', params: { path, tags: {} } };

/** What the page gets when somebody saves the form. */
async function save({ url, token }: Mock, form: object = { path, tags }, instance = 'test-instance') {
  const app = createConsole({ endpoint: url, projectId, tokenOf: () => token });
  const body = JSON.stringify(form);
  const response = await app.request(`/instances/${instance}/tags`, { method: 'PUT', body });
  const retryAfter = response.headers.get('Retry-After');
  const answer = (await response.json()) as object;
  return { status: response.status, ...answer, ...(retryAfter && { retryAfter: Number(retryAfter) }) };
}

describe('the form', () => {
  it('is saved', () =>
    consumer.prove(
      fromExample('RunModifyPicture', 'modified', {
        description: 'the form as it should be',
        states: [imageExists],
      }),
      async (mock) => expect(await save(mock)).toEqual({ status: 200, saved: true }),
    ));

  it.each([
    ['path-missing', 'path', { tags }],
    ['path-null', 'path', { path: null, tags }],
    ['path-wrong-type', 'path', { path: 12345, tags }],
    ['path-empty', 'path', { path: '', tags }],
    ['tags-missing', 'tags', { path }],
    ['tags-null', 'tags', { path, tags: null }],
    ['tags-wrong-type', 'tags', { path, tags: ['test-image'] }],
    ['tag-value-wrong-type', 'tags', { path, tags: { 'test-tags': 12345 } }],
    ['tag-undeclared', 'tags', { path, tags: { 'undeclared-tag': 'test-image' } }],
  ])('shows an error at the field: %s', (scenario, field, form) =>
    consumer.prove(
      fromExample('RunModifyPicture', scenario, {
        description: `the form with ${scenario}`,
        states: [imageExists],
      }),
      async (mock) => expect(await save(mock, form)).toEqual({ status: 422, error: 'form-invalid', field }),
    ),
  );

  it('says that the image is unknown', () =>
    consumer.prove(
      fromExample('RunModifyPicture', 'image-unknown', {
        description: 'the form with image-unknown',
        states: [{ name: 'no image exists', params: { path: path.replace('test1', 'no-such-image') } }],
      }),
      async (mock) =>
        expect(await save(mock, { path: path.replace('test1', 'no-such-image'), tags })).toEqual({
          status: 422,
          error: 'image-unknown',
          field: 'path',
        }),
    ));

  it('says that the instance is unknown', () =>
    consumer.prove(
      fromExample('RunModifyPicture', 'instance-unknown', {
        description: 'the form with instance-unknown',
        states: [{ name: 'no instance exists', params: { instance_name: 'no-such-instance' } }],
      }),
      async (mock) =>
        expect(await save(mock, { path, tags }, 'no-such-instance')).toEqual({
          status: 404,
          error: 'instance-unknown',
          field: 'instance',
        }),
    ));
});

describe('an error of the service', () => {
  it.each([
    ['IS.0001', { status: 422, error: 'form-invalid', field: 'tags' }],
    ['IS.0002', { status: 422, error: 'form-invalid', field: 'tags' }],
    ['IS.0003', { status: 422, error: 'form-invalid', field: 'tags' }],
    ['IS.0004', { status: 401, error: 'log-in-again' }],
    ['IS.0005', { status: 401, error: 'log-in-again' }],
    ['IS.0006', { status: 413, error: 'too-big' }],
    ['IS.0007', { status: 404, error: 'instance-unknown', field: 'instance' }],
    ['IS.0008', { status: 500, error: 'console-failed' }],
    ['IS.0009', { status: 502, error: 'service-failed' }],
    ['IS.0010', { status: 500, error: 'console-failed' }],
    ['IS.0011', { status: 403, error: 'not-allowed' }],
    ['IS.0012', { status: 503, error: 'try-later', retryAfter: 30 }],
    ['IS.0013', { status: 401, error: 'log-in-again' }],
    ['IS.0014', { status: 409, error: 'instance-unusable', field: 'instance' }],
    ['IS.0015', { status: 409, error: 'instance-unusable', field: 'instance' }],
    ['IS.0016', { status: 422, error: 'image-unknown', field: 'path' }],
  ])('%s', (code, answer) =>
    consumer.prove(
      {
        description: `the form while the service answers ${code}`,
        operation: 'RunModifyPicture',
        states: [{ name: 'the service answers with an error', params: { error_code: code } }],
        request,
        response: { status: 400, body: { error_code: code } },
      },
      async (mock) => expect(await save(mock)).toEqual(answer),
    ),
  );
});

describe('an error of the gateway', () => {
  // The page shows the number of the request, for support.
  const supportId = 'c9e4da44a63dc96ab4c12a3d57025ab4';

  it.each([
    [400, 'APIGW.0106', { status: 502, error: 'service-failed' }],
    [400, 'APIGW.0201', { status: 500, error: 'console-failed' }],
    [401, 'APIGW.0301', { status: 401, error: 'log-in-again' }],
    [401, 'APIGW.0305', { status: 401, error: 'log-in-again' }],
    [401, 'APIGW.0307', { status: 401, error: 'log-in-again' }],
    [403, 'APIGW.0302', { status: 403, error: 'not-allowed' }],
    [403, 'APIGW.0306', { status: 403, error: 'not-allowed' }],
    [403, 'APIGW.0310', { status: 403, error: 'not-allowed' }],
    [404, 'APIGW.0101', { status: 500, error: 'console-failed' }],
    [404, 'APIGW.0103', { status: 502, error: 'service-failed' }],
    [413, 'APIGW.0201', { status: 413, error: 'too-big' }],
    [414, 'APIGW.0201', { status: 404, error: 'instance-unknown', field: 'instance' }],
    [429, 'APIGW.0308', { status: 429, error: 'busy', retryAfter: 5 }],
    [494, 'APIGW.0201', { status: 401, error: 'log-in-again' }],
    [500, 'APIGW.0601', { status: 502, error: 'service-failed' }],
    [502, 'APIGW.0202', { status: 503, error: 'try-later', retryAfter: 30 }],
    [503, 'APIGW.0613', { status: 503, error: 'try-later', retryAfter: 30 }],
    [504, 'APIGW.0203', { status: 503, error: 'try-later', retryAfter: 30 }],
  ] as const)('%s %s', (status, code, answer) =>
    consumer.prove(
      {
        description: `the form while the gateway answers ${status} ${code}`,
        operation: 'RunModifyPicture',
        states: [{ name: 'the gateway answers with an error', params: { status, error_code: code } }],
        request,
        response: { status, body: { error_code: code, request_id: like(supportId) } },
      },
      async (mock) => expect(await save(mock)).toEqual({ ...answer, supportId }),
    ),
  );

  it('for a token that has expired', () =>
    consumer.prove(
      fromExample('RunModifyPicture', 'token-expired', {
        description: 'the form with token-expired',
        // The token is that of the request, as it stands in the contract.
        states: [{ name: 'the token is expired', params: { token: '<expired X-Auth-Token>' } }],
      }),
      async (mock) => expect(await save(mock)).toEqual({ status: 401, error: 'log-in-again', supportId }),
    ));

  it('for a token that nobody has issued', () =>
    consumer.prove(
      fromExample('RunModifyPicture', 'token-invalid', { description: 'the form with token-invalid' }),
      async (mock) => expect(await save(mock)).toEqual({ status: 401, error: 'log-in-again', supportId }),
    ));
});
