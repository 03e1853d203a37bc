import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProvider, type Provider } from '../../../src/provider/provider.ts';
import { defaultSeeds, seedProject } from '../../../src/provider/seeds.ts';
import { states } from '../../../src/provider/state/states.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { gatewayAnswer, imagePath, readAnswer, seedPath, serviceAnswer, toImageRequest } from './requests.ts';

let provider: Provider;
let token: string;

beforeEach(() => {
  provider = createProvider();
  token = provider.issueToken();
});
afterEach(() => provider.close());

const base = 'http://localhost';
const instance = { project_id: seedProject.id, instance_name: 'test-instance' };
const stateRequest = (body: unknown, method = 'PUT') =>
  new Request(`${base}/_provider/state`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const setState = async (body: unknown) => readAnswer(await provider.fetch(stateRequest(body)));
const send = async (changes: Parameters<typeof toImageRequest>[2] = {}) =>
  readAnswer(await provider.fetch(toImageRequest(base, token, changes)));
const sendTags = (tags: object) => send({ body: JSON.stringify({ path: seedPath, tags }) });

const success = { status: 200, body: { result: 'Success' } };
const undeclared = serviceAnswer('IS.0002', 'The type of the request parameter is not supported.');
const unknownImage = serviceAnswer('IS.0016', 'The path is invalid.');
const unknownInstance = serviceAnswer('IS.0007', 'Invalid instance name.');
const abnormal = serviceAnswer('IS.0014', 'Instance status is abnormal.');

/** As much of the document as the test reads. */
type Documented = {
  paths: Record<string, { put: { responses: Record<string, { content: Record<string, Examples> }> } }>;
};
type Examples = { examples: Record<string, { value: { error_code: string } }> };

describe('a state', () => {
  it('exists for every name, and answers with its parameters', async () => {
    for (const { name, parameters } of states) {
      expect(await setState({ state: name })).toEqual({ status: 200, body: parameters });
      expect(await setState({ state: name, action: 'teardown' })).toEqual({ status: 200, body: {} });
    }
    expect(await send()).toEqual(success);
  });

  it('of an instance', async () => {
    await setState({ state: 'no instance exists' });
    expect(await send()).toEqual(unknownInstance);
    await setState({ state: 'an instance exists' });
    expect(await send()).toEqual(unknownImage);
    await setState({ state: 'an image exists' });
    expect(await send()).toEqual(success);
    await setState({ state: 'the instance is not NORMAL', params: { status: 'DELETING' } });
    expect(await send()).toEqual(abnormal);
  });

  it('of an instance with another name', async () => {
    const params = { instance_name: 'catalog', tag_keys: ['colour'] };
    expect(await setState({ state: 'an instance exists', params })).toEqual({
      status: 200,
      body: { ...instance, ...params, status: 'NORMAL' },
    });
    await setState({ state: 'an image exists', params: { instance_name: 'catalog', path: 'a', tags: {} } });
    const path = imagePath.replace('test-instance', 'catalog');
    const body = JSON.stringify({ path: 'a', tags: { colour: 'red' } });
    expect(await send({ path, body })).toEqual(success);
  });

  it('of a tag key', async () => {
    expect(await sendTags({ colour: 'red' })).toEqual(undeclared);
    await setState({ state: 'a tag key is declared', params: { tag_key: 'colour' } });
    expect(await sendTags({ colour: 'red' })).toEqual(success);
    await setState({ state: 'a tag key is not declared', params: { tag_key: 'colour' } });
    expect(await sendTags({ colour: 'red' })).toEqual(undeclared);
  });

  it('of an image', async () => {
    await setState({ state: 'no image exists' });
    expect(await send()).toEqual(unknownImage);
    await setState({ state: 'an image exists' });
    expect(await send()).toEqual(success);
  });

  it('of a token', async () => {
    const headers = { 'X-Auth-Token': 'the-token-of-a-contract' };
    await setState({ state: 'the token is valid', params: { token: 'the-token-of-a-contract' } });
    expect(await send({ headers })).toEqual(success);
    await setState({ state: 'the token is expired', params: { token: 'the-token-of-a-contract' } });
    expect(await send({ headers })).toEqual(gatewayAnswer(401, 'APIGW.0307', 'The token must be updated.'));
    expect(await send()).toEqual(success);
  });

  it('of a broken service', async () => {
    await setState({ state: 'the service answers with an error', params: { error_code: 'IS.0012' } });
    expect(await send()).toEqual(serviceAnswer('IS.0012', 'Operation timed out.'));
  });

  it('of a broken service or gateway, for every error that the document shows', async () => {
    const spec = fileURLToPath(new URL('../../../openapi/imagesearch.yaml', import.meta.url));
    const document = (await loadSpec(spec, { cwd: '/' })).root as unknown as Documented;
    const responses = document.paths['/v1/{project_id}/{instance_name}/image']?.put.responses ?? {};
    const errors = Object.entries(responses).flatMap(([status, { content }]) =>
      Object.values(content['application/json']?.examples ?? {})
        .filter(({ value }) => value.error_code !== undefined)
        .map(({ value }) => [Number(status), value] as const),
    );
    expect(errors.length).toBeGreaterThan(31);
    for (const [status, { error_code }] of errors) {
      const isService = error_code.startsWith('IS.');
      const state = `the ${isService ? 'service' : 'gateway'} answers with an error`;
      await setState({ state, params: isService ? { error_code } : { status, error_code } });
      expect(await send()).toEqual({ status, body: expect.objectContaining({ error_code }) });
      await setState({ state: 'reset' });
    }
  });

  it('is left by reset, which keeps tokens', async () => {
    await setState({ state: 'the gateway answers with an error' });
    await setState({ state: 'no instance exists' });
    await setState({ state: 'an instance exists', params: { instance_name: 'more' } });
    await setState({ state: 'reset' });
    expect(await send()).toEqual(success);
    expect(provider.store.instances.list().map(({ name }) => name)).toEqual(
      defaultSeeds.instances.map(({ name }) => name).sort(),
    );
  });
});

describe('a request that sets no state', () => {
  const refused = (error: string) => ({ status: 400, body: { error } });
  const names = states.map(({ name }) => name).join(', ');

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'received no JSON object / documented { state, params, action }'],
    ['a list', [], 'received no JSON object / documented { state, params, action }'],
    ['an unknown state', { state: 'x' }, `received an unknown state / documented ${names}`],
    [
      'params of another type',
      { state: 'reset', params: [] },
      'received other params / documented an object',
    ],
    [
      'another action',
      { state: 'reset', action: 'x' },
      'received another action / documented setup, teardown',
    ],
    [
      'an unknown parameter',
      { state: 'no instance exists', params: { name: 'x' } },
      'received something else for "name" / documented the parameters project_id, instance_name',
    ],
    [
      'a parameter of another type',
      { state: 'no instance exists', params: { instance_name: 1 } },
      'received something else for "instance_name" / documented a string without lone surrogates',
    ],
    [
      'an unknown status',
      { state: 'an instance exists', params: { status: 'FINE' } },
      'received something else for "status" / documented one of NORMAL, ARREARAGE, CREATION, CREATION_FAILD, DELETING, DELETING_FAILED, ABNORMAL',
    ],
    [
      'eleven tag keys',
      { state: 'an instance exists', params: { tag_keys: [...'abcdefghijk'] } },
      'received something else for "tag_keys" / documented at most ten of them',
    ],
    [
      'a gateway error that is none',
      { state: 'the gateway answers with an error', params: { status: 200 } },
      'received something else for "error_code" / documented a row of the gateway table',
    ],
  ])('%s', async (_, body, error) => {
    expect(await setState(body)).toEqual(refused(error));
    expect(await send()).toEqual(success);
  });

  it('another Content-Type, which a foreign web page could send', async () => {
    const request = stateRequest({ state: 'no instance exists' });
    request.headers.set('Content-Type', 'text/plain');
    expect(await readAnswer(await provider.fetch(request))).toEqual(
      refused('received another Content-Type / documented application/json'),
    );
  });

  it.each(['192.168.1.5', '8.8.8.8', '::ffff:10.0.0.1', '2001:db8::1', undefined])(
    'the peer %s',
    async (remoteAddress) => {
      const answer = await provider.fetch(stateRequest({ state: 'no instance exists' }), { remoteAddress });
      expect(await readAnswer(answer)).toEqual(
        gatewayAnswer(
          404,
          'APIGW.0101',
          'The API does not exist or has not been published in the environment.',
        ),
      );
      expect(await send()).toEqual(success);
    },
  );
});

it.each(['127.0.0.1', '127.5.5.5', '::1', '::ffff:127.0.0.1'])(
  'takes a state from the peer %s',
  async (remoteAddress) => {
    const answer = await provider.fetch(stateRequest({ state: 'reset' }, 'POST'), { remoteAddress });
    expect(await readAnswer(answer)).toEqual({ status: 200, body: {} });
  },
);

it('tells what the library holds', async () => {
  const response = await provider.fetch(new Request(`${base}/_provider/state`));
  expect(await readAnswer(response)).toEqual({
    status: 200,
    body: {
      states: states.map(({ name, parameters }) => ({ name, parameters })),
      instances: [
        { ...instance, instance_name: 'frozen-instance', status: 'ARREARAGE', tag_keys: ['test-tags'] },
        { ...instance, status: 'NORMAL', tag_keys: ['test-tags', 'animal'] },
      ],
      images: [
        {
          ...instance,
          instance_name: 'frozen-instance',
          path: seedPath,
          tags: { 'test-tags': 'first-image' },
        },
        { ...instance, path: seedPath, tags: { 'test-tags': 'first-image' } },
      ],
    },
  });
});
