import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import { listScenarios, type Scenario } from '../../../src/contract/scenario.ts';
import { fromFetch } from '../../../src/exchange/from-fetch.ts';
import { compareFindings } from '../../../src/finding.ts';
import { type RunningMock, startMock } from '../../../src/mock/mock.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { check } from '../../../src/validate/check.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const contract = compileContract(await loadSpec('openapi/imagesearch.yaml', { cwd: root }), {
  servers: ['/'],
});
const [operation] = contract.operations;
if (!operation) throw new Error('the document has one operation');
const scenarios = listScenarios(operation);
const credential = { 'X-Auth-Token': 'MIIatAYJKoZIhvcNAQcC' };

let mock: RunningMock;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const image = '/v1/77b6a44cba5143ab91d13ab9a8ff44fd/test-instance/image';
const valid = {
  path: 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg',
  tags: { 'test-tags': 'test-image' },
};

function modify(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(mock.url + image, {
    method: 'PUT',
    headers: { ...credential, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const read = async (response: Response) => ({
  status: response.status,
  // Every answer of this document is an object.
  body: (await response.json()) as { readonly [key: string]: unknown },
});

const page = new URL('../../../../shared/seeds/modifying-image-information.txt', import.meta.url);

it.skipIf(existsSync(page))(
  'skipped: ../shared/seeds/modifying-image-information.txt is not there',
  () => {},
);

it.skipIf(!existsSync(page))("answers the page's own example byte for byte", async () => {
  const text = readFileSync(page, 'utf8');
  const parts = text.match(/^\{\n(?: .*\n)+\}/gm) ?? [];
  const [request = '', ...answers] = parts;
  const [success = '', failure = ''] = answers.map((part) => part.trimEnd());
  const answer = await modify(request);
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'application/json',
    success,
  ]);
  const { path, ...withoutPath } = JSON.parse(request);
  const refusal = await modify(withoutPath);
  expect([refusal.status, await refusal.text()]).toEqual([400, failure]);
});

describe('scenarios', () => {
  // Nothing in the request of these tells them from a valid token.
  const told = ['token-invalid', 'token-expired'];

  it.each(scenarios.filter(({ name }) => !told.includes(name)))(
    '$name is answered by its request alone',
    async (scenario) => {
      const answer = await fetch(mock.url + urlOf(scenario), toInit(scenario));
      expect({ status: answer.status, body: await answer.json() }).toEqual(answerOf(scenario));
    },
  );

  it.each(scenarios.filter(({ name }) => told.includes(name)))('$name can be asked for', async (scenario) => {
    const prefer = `code=${scenario.response.status}, example=${scenario.name}`;
    expect(await read(await modify(valid, { prefer }))).toEqual(answerOf(scenario));
  });

  it.each<[string, unknown, string, string]>([
    ['another tag without a text', { ...valid, tags: { any: true } }, 'IS.0002', 'tag-value-wrong-type'],
    ['a null among the tags', { ...valid, tags: { any: null } }, 'IS.0002', 'tag-value-wrong-type'],
    ['a path that is a list', { ...valid, path: [] }, 'IS.0002', 'path-wrong-type'],
    ['two faults of one kind', { path: 1, tags: 1 }, 'IS.0002', 'path-wrong-type'],
    ['two faults, the first documented one counts', { tags: [] }, 'IS.0003', 'path-missing'],
    ['an empty path with other tags is valid', { path: '', tags: {} }, '', 'modified'],
  ])('%s', async (_, body, code, name) => {
    const scenario = scenarios.find((each) => each.name === name) as Scenario;
    const answer = await read(await modify(body));
    expect(answer).toEqual(answerOf(scenario));
    expect(answer.body.error_code ?? '').toBe(code);
  });

  it('a missing credential comes before everything else', async () => {
    const answer = await fetch(mock.url + image, { method: 'PUT', body: '{' });
    expect(await read(answer)).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
  });
});

describe('Prefer', () => {
  const documented = operation.responses.flatMap(({ status, content }) =>
    content.flatMap(({ examples }) => examples.map(({ name, value }) => ({ status, name, value }))),
  );

  it('reaches at least these', () => {
    const codes = documented.map(({ value }) => (value as { error_code?: string }).error_code);
    expect(new Set(codes).size).toBeGreaterThanOrEqual(30);
  });

  it.each(documented)('reaches $name of $status', async ({ status, name, value }) => {
    const answer = await modify(valid, { prefer: `code=${status}, example=${name}` });
    expect(await read(answer)).toEqual({ status: Number(status), body: value });
    const query = await fetch(`${mock.url}${image}?__code=${status}&__example=${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: { ...credential, 'Content-Type': 'application/json' },
      body: JSON.stringify(valid),
    });
    expect(await read(query)).toEqual({ status: Number(status), body: value });
  });
});

it('also serves the bundled document under another host', async () => {
  const answer = await mock.fetch(`https://imagesearch.cn-north-4.myhuaweicloud.com${image}`, {
    method: 'PUT',
    headers: { ...credential, 'Content-Type': 'application/json' },
    body: JSON.stringify(valid),
  });
  expect(await read(answer)).toEqual({ status: 200, body: { result: 'Success' } });
});

it('every answer of the document keeps to it', async () => {
  for (const { status, content } of operation.responses)
    for (const { examples } of content)
      for (const { name } of examples) {
        const request = new Request(`http://x${image}`, {
          method: 'PUT',
          headers: {
            ...credential,
            'Content-Type': 'application/json',
            prefer: `code=${status}, example=${name}`,
          },
          body: JSON.stringify(valid),
        });
        const exchange = await fromFetch(request, await mock.fetch(request.clone()));
        const { findings, unchecked } = check(contract, exchange);
        expect([...findings.toSorted(compareFindings), ...unchecked]).toEqual([]);
      }
});

function answerOf({ response }: Scenario) {
  return { status: Number(response.status), body: response.example.value };
}

function urlOf({ operation: { path }, request }: Scenario): string {
  return request.parameters.reduce(
    (url, { parameter, value }) => url.replace(`{${parameter.name}}`, String(value)),
    path,
  );
}

function toInit({ request: { body, mediaType, credentials } }: Scenario): RequestInit {
  const text = body?.text ?? JSON.stringify(body?.value);
  return {
    method: 'PUT',
    headers: { 'Content-Type': mediaType?.name ?? '', ...(credentials !== 'none' && credential) },
    ...(text !== '' && { body: text }),
  };
}
