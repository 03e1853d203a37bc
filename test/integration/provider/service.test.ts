import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';
import { imagePath, readAnswer, seedPath, serviceAnswer, startProvider, toImageRequest } from './requests.ts';

let provider: Provider;
let base: string;
let stop: () => Promise<void>;
let token: string;

beforeAll(async () => {
  ({ provider, url: base, stop } = await startProvider());
});
afterAll(() => stop());
beforeEach(() => {
  token = provider.issueToken();
  putTags({ 'test-tags': 'before', animal: 'dog' });
});

const address = { projectId: seedProject.id, instanceName: 'test-instance', path: seedPath };
const putTags = (tags: Record<string, string>) => provider.store.images.put({ ...address, tags });
const storedTags = () => provider.store.images.find(address.projectId, address.instanceName, seedPath)?.tags;

const success = { status: 200, body: { result: 'Success' } };
const typeUnsupported = serviceAnswer('IS.0002', 'The type of the request parameter is not supported.');
const jsonIncorrect = serviceAnswer('IS.0008', 'The JSON format of the input data is incorrect.');
const pathNull = serviceAnswer('IS.0003', 'Arguments of path can not be null.');
const parameterEmpty = serviceAnswer('IS.0003', 'The request parameter cannot be empty.');
const tagsNull = serviceAnswer('IS.0003', 'Arguments of tags can not be null.');
const pathInvalid = serviceAnswer('IS.0016', 'The path is invalid.');

const send = async (changes: Parameters<typeof toImageRequest>[2] = {}) =>
  readAnswer(await fetch(toImageRequest(base, token, changes)));
const sendTags = (tags: string) => send({ body: `{"path":${JSON.stringify(seedPath)},"tags":${tags}}` });

describe('a change', () => {
  it('replaces all tags of the image', async () => {
    expect(await sendTags('{"test-tags":"after"}')).toEqual(success);
    expect(storedTags()).toEqual({ 'test-tags': 'after' });
  });

  it('may take all tags away', async () => {
    expect(await sendTags('{}')).toEqual(success);
    expect(storedTags()).toEqual({});
  });

  it('ignores other fields of the body', async () => {
    expect(await send({ body: JSON.stringify({ path: seedPath, tags: {}, more: 1 }) })).toEqual(success);
  });

  it.each(['', ' ', '测试', '\u0000', '\ud800', 'x'.repeat(100_000)])(
    'takes any text as a value (%#)',
    async (value) => {
      expect(await sendTags(JSON.stringify({ animal: value }))).toEqual(success);
      expect(storedTags()).toEqual({ animal: value });
    },
  );

  it('takes the last of equal keys', async () => {
    expect(await sendTags('{"animal":"dog","animal":"cat"}')).toEqual(success);
    expect(storedTags()).toEqual({ animal: 'cat' });
  });

  it('takes any path that is in the library', async () => {
    for (const path of ['/../image.jpg', 'data/is-demo-1.jpg', 'not a url', '测试']) {
      provider.store.images.put({ ...address, path, tags: {} });
      expect(await send({ body: JSON.stringify({ path, tags: { animal: 'x' } }) })).toEqual(success);
    }
  });

  it('finds the instance of a path with escapes', async () => {
    expect(await send({ path: imagePath.replace('test-instance', 'test%2Dinst%61nce') })).toEqual(success);
  });
});

describe('a refusal', () => {
  it.each([
    ['no path', '{"tags":{}}', pathNull],
    ['null path', '{"path":null,"tags":{}}', pathNull],
    ['empty path', '{"path":"","tags":{}}', parameterEmpty],
    ['number as path', '{"path":1,"tags":{}}', typeUnsupported],
    ['no tags', '{"path":"x"}', tagsNull],
    ['null tags', '{"path":"x","tags":null}', tagsNull],
    ['list as tags', '{"path":"x","tags":[]}', typeUnsupported],
    ['string as tags', '{"path":"x","tags":"{}"}', typeUnsupported],
    ['number as value', '{"path":"x","tags":{"animal":1}}', typeUnsupported],
    ['null as value', '{"path":"x","tags":{"animal":null}}', typeUnsupported],
    ['undeclared key', '{"path":"x","tags":{"colour":"red"}}', typeUnsupported],
    ['key in another case', '{"path":"x","tags":{"Animal":"x"}}', typeUnsupported],
    ['__proto__ as key', '{"path":"x","tags":{"__proto__":"x"}}', typeUnsupported],
    ['constructor as key', '{"path":"x","tags":{"constructor":"x"}}', typeUnsupported],
    ['__proto__ in the body', '{"__proto__":{"path":"x"},"tags":{}}', pathNull],
    ['image that is not in the library', '{"path":"x","tags":{}}', pathInvalid],
    ['path with a lone surrogate', '{"path":"\\ud800","tags":{}}', pathInvalid],
    ['path with NUL', '{"path":"\\u0000","tags":{}}', pathInvalid],
    ['list as body', '[]', typeUnsupported],
    ['null as body', 'null', typeUnsupported],
    ['string as body', '"x"', typeUnsupported],
    ['broken JSON', '{"path":', jsonIncorrect],
    ['two values', '{} {}', jsonIncorrect],
    ['white space', ' ', jsonIncorrect],
    ['byte order mark', '\ufeff{"path":"x","tags":{}}', jsonIncorrect],
    ['60,000 open lists', '['.repeat(60_000), jsonIncorrect],
    ['60,000 nested lists', '['.repeat(60_000) + ']'.repeat(60_000), typeUnsupported],
    [
      '60,000 nested lists as a value',
      `{"path":"x","tags":{"animal":${'['.repeat(60_000)}${']'.repeat(60_000)}}}`,
      typeUnsupported,
    ],
  ])('%s', async (_, body, answer) => {
    expect(await send({ body })).toEqual(answer);
    expect(storedTags()).toEqual({ 'test-tags': 'before', animal: 'dog' });
  });

  it('no body', async () => {
    expect(await send({ body: '' })).toEqual(
      serviceAnswer('IS.0001', 'The request parameter is missing or empty.'),
    );
  });

  it.each([
    ['UTF-16', Buffer.from('{"path":"x","tags":{}}', 'utf16le')],
    ['latin1', Buffer.from('{"path":"é","tags":{}}', 'latin1')],
    ['a cut character', Buffer.from([0x22, 0xe6, 0xb5, 0x22])],
  ])('a body in %s', async (_, body) => {
    expect(await send({ body })).toEqual(jsonIncorrect);
  });

  it.each(['no-such-instance', 'Test-Instance', '%00', 'a%2Fb', '..%2Ftest-instance', '%F0%9F%90%95'])(
    'unknown instance %s',
    async (name) => {
      expect(await send({ path: imagePath.replace('test-instance', name) })).toEqual(
        serviceAnswer('IS.0007', 'Invalid instance name.'),
      );
    },
  );

  it('an instance that is not NORMAL', async () => {
    expect(await send({ path: imagePath.replace('test-instance', 'frozen-instance') })).toEqual(
      serviceAnswer('IS.0014', 'Instance status is abnormal.'),
    );
  });
});

describe('the Content-Type', () => {
  it.each([
    'application/json',
    'application/json;charset=UTF-8',
    'application/json; charset=utf-8',
    'Application/JSON;charset=latin1',
    'application/json;',
  ])('%s is accepted', async (type) => {
    expect(await send({ headers: { 'Content-Type': type } })).toEqual(success);
  });

  it.each([
    'text/plain',
    'application/merge-patch+json',
    'application/jsonx',
    ';',
    '/',
    'application/json, application/json',
  ])('%s is refused', async (type) => {
    expect(await send({ headers: { 'Content-Type': type } })).toEqual(typeUnsupported);
  });

  it('is missing', async () => {
    const request = toImageRequest(base, token, { body: Buffer.from('{}') });
    request.headers.delete('Content-Type');
    expect(await readAnswer(await fetch(request))).toEqual(
      serviceAnswer('IS.0005', 'The header is missing or empty.'),
    );
  });
});

it('answers concurrent changes of one image one after the other', async () => {
  const values = Array.from({ length: 50 }, (_, i) => `value-${i}`);
  const answers = await Promise.all(values.map((value) => sendTags(JSON.stringify({ animal: value }))));
  expect(answers).toEqual(values.map(() => success));
  expect(values).toContain(storedTags()?.animal);
});
