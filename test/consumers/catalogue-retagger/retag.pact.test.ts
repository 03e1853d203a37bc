import { describe, expect, it } from 'vitest';
import { createImageSearchClient } from '../../../src/client/client.ts';
import { defineConsumer, like, type Mock, regex } from '../../../src/pact/pact.ts';
import { retag } from './retag.ts';

const consumer = defineConsumer({
  consumer: 'catalogue-retagger',
  provider: 'ImageSearch',
  dir: process.env.PACT_DIR ?? 'contracts',
});

const projectId = '77b6a44cba5143ab91d13ab9a8ff44fd';
const instance = { instance_name: 'catalogue' };
const image = {
  path: 'https://bucketName.obs.myhuaweicloud.com/catalogue/0001.jpg',
  tags: { animal: 'cat' },
};
const request = { path: { project_id: projectId, ...instance }, body: image } as const;

const instanceExists = {
  name: 'an instance exists',
  params: { ...instance, tag_keys: ['animal'] },
};
const imageExists = { name: 'an image exists', params: { ...instance, path: image.path, tags: {} } };

/** One round of the job over one image. */
function run({ url, token }: Mock, catalogue = [image], instanceName = instance.instance_name) {
  const client = createImageSearchClient({ endpoint: url, projectId, credentials: { token }, retries: 0 });
  const progress = { has: () => false, add: () => {} };
  return retag(catalogue, { client, instanceName, progress, rounds: 1 });
}

const nothing = { done: 0, skipped: 0, failed: [], stopped: undefined, left: 0 };
const failure = (code: string) => ({
  path: image.path,
  code,
  message: `${code}: what went wrong`,
  requestId: undefined,
});
/** Of an error the job needs the code; the message goes into the report as it is. */
const error = (code: string) => ({ error_code: code, error_msg: like('what went wrong') });

describe('the job', () => {
  it('counts an image as done when the result is success, in whatever case', () =>
    consumer.prove(
      {
        description: 'new tags for an image of the catalogue',
        operation: 'RunModifyPicture',
        states: [instanceExists, imageExists],
        request,
        response: { status: 200, body: { result: regex(/^[Ss]uccess$/, 'Success') } },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, done: 1 }),
    ));

  it('reports an image that the library does not have', () =>
    consumer.prove(
      {
        description: 'new tags for an image that is not in the library',
        operation: 'RunModifyPicture',
        states: [instanceExists, { name: 'no image exists', params: { ...instance, path: image.path } }],
        request,
        response: { status: 400, body: error('IS.0016') },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, failed: [failure('IS.0016')] }),
    ));

  it('reports a tag that the instance does not declare', () =>
    consumer.prove(
      {
        description: 'a tag that the instance does not declare',
        operation: 'RunModifyPicture',
        states: [
          instanceExists,
          imageExists,
          { name: 'a tag key is not declared', params: { ...instance, tag_key: 'animal' } },
        ],
        request,
        response: { status: 400, body: error('IS.0002') },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, failed: [failure('IS.0002')] }),
    ));

  it('stops when the instance does not exist', () =>
    consumer.prove(
      {
        description: 'new tags in an instance that does not exist',
        operation: 'RunModifyPicture',
        states: [{ name: 'no instance exists', params: instance }],
        request,
        response: { status: 400, body: error('IS.0007') },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, stopped: failure('IS.0007'), left: 1 }),
    ));

  it('stops when the instance cannot be used', () =>
    consumer.prove(
      {
        description: 'new tags in an instance that cannot be used',
        operation: 'RunModifyPicture',
        states: [
          {
            name: 'the instance is not NORMAL',
            params: { ...instance, tag_keys: ['animal'], status: 'ARREARAGE' },
          },
        ],
        request,
        response: { status: 400, body: error('IS.0014') },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, stopped: failure('IS.0014'), left: 1 }),
    ));

  it('stops when the token is not accepted', () =>
    consumer.prove(
      {
        description: 'new tags with a token that nobody has issued',
        operation: 'RunModifyPicture',
        request: { ...request, credentials: 'invalid' },
        response: { status: 401, body: error('APIGW.0301') },
      },
      async (mock) =>
        expect(await run(mock)).toEqual({ ...nothing, stopped: failure('APIGW.0301'), left: 1 }),
    ));

  it.each([
    [401, 'APIGW.0307'],
    [403, 'APIGW.0306'],
  ] as const)('stops at %s %s of the gateway', (status, code) =>
    consumer.prove(
      {
        description: `new tags while the gateway answers ${status} ${code}`,
        operation: 'RunModifyPicture',
        states: [{ name: 'the gateway answers with an error', params: { status, error_code: code } }],
        request,
        response: { status, body: error(code) },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, stopped: failure(code), left: 1 }),
    ),
  );

  // That these are tried again in the next round is proven without Pact, in retag.test.ts.
  it.each([
    [429, 'APIGW.0308'],
    [502, 'APIGW.0202'],
    [503, 'APIGW.0613'],
    [504, 'APIGW.0203'],
  ] as const)('knows %s %s of the gateway', (status, code) =>
    consumer.prove(
      {
        description: `new tags while the gateway answers ${status} ${code}`,
        operation: 'RunModifyPicture',
        states: [{ name: 'the gateway answers with an error', params: { status, error_code: code } }],
        request,
        response: { status, body: error(code) },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, failed: [failure(code)] }),
    ),
  );

  it.each(['IS.0009', 'IS.0012'])('knows %s of the service', (code) =>
    consumer.prove(
      {
        description: `new tags while the service answers ${code}`,
        operation: 'RunModifyPicture',
        states: [{ name: 'the service answers with an error', params: { error_code: code } }],
        request,
        response: { status: 400, body: error(code) },
      },
      async (mock) => expect(await run(mock)).toEqual({ ...nothing, failed: [failure(code)] }),
    ),
  );
});
