import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import { listScenarios, type Scenario } from '../../../src/contract/scenario.ts';
import type { Provider } from '../../../src/provider/provider.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { readAnswer, startProvider } from './requests.ts';

const cwd = fileURLToPath(new URL('../../..', import.meta.url));
const scenariosOf = async (file: string): Promise<readonly Scenario[]> => {
  const contract = compileContract(await loadSpec(`openapi/${file}`, { cwd }));
  return contract.operations.flatMap((operation) => listScenarios(operation));
};
const imagesearch = await scenariosOf('imagesearch.yaml');
const iam = await scenariosOf('iam.yaml');

let provider: Provider;
let base: string;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ provider, url: base, stop } = await startProvider());
});
afterAll(() => stop());

function toCredential({ request }: Scenario): Record<string, string> {
  switch (request.credentials) {
    case 'valid':
      return { 'X-Auth-Token': provider.issueToken() };
    case 'expired':
      return { 'X-Auth-Token': provider.issueToken({ expiresAt: new Date() }) };
    case 'invalid':
      return { 'X-Auth-Token': 'invalid' };
    case 'none':
      return {};
    default:
      return request.credentials satisfies never;
  }
}

async function send(scenario: Scenario): Promise<Response> {
  const { operation, request } = scenario;
  let path = operation.path;
  const query = new URLSearchParams();
  for (const { parameter, value } of request.parameters) {
    if (parameter.in === 'path')
      path = path.replace(`{${parameter.name}}`, encodeURIComponent(String(value)));
    if (parameter.in === 'query') query.set(parameter.name, String(value));
  }
  return fetch(`${base}${path}?${query}`, {
    method: operation.method,
    headers: { 'Content-Type': request.mediaType?.name ?? '', ...toCredential(scenario) },
    body: request.body?.text ?? JSON.stringify(request.body?.value),
  });
}

const expectedOf = ({ response }: Scenario) => ({
  status: Number(response.status),
  body: JSON.parse(JSON.stringify(response.example.value), (key, value) =>
    key === 'request_id' ? '(the X-Request-Id)' : value,
  ),
});

describe('the scenarios of imagesearch.yaml', () => {
  it('cover the operation', () => {
    const names = [
      'body-missing',
      'image-unknown',
      'instance-unknown',
      'json-malformed',
      'modified',
      'path-missing',
      'path-null',
      'path-wrong-type',
      'tag-undeclared',
      'tag-value-wrong-type',
      'tags-missing',
      'tags-null',
      'tags-wrong-type',
      'token-expired',
      'token-invalid',
      'token-missing',
    ];
    expect(imagesearch.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it.each(imagesearch.map((scenario) => [scenario.name, scenario] as const))(
    '%s is answered with the documented body',
    async (_, scenario) => {
      expect(await readAnswer(await send(scenario))).toEqual(expectedOf(scenario));
    },
  );
});

describe('the scenarios of iam.yaml', () => {
  it('cover the token call', () => {
    const names = ['auth-missing', 'json-malformed', 'password-wrong', 'project-scope'];
    expect(iam.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it.each(iam.map((scenario) => [scenario.name, scenario] as const))(
    '%s is answered with the documented body',
    async (_, scenario) => {
      const response = await send(scenario);
      const token = response.headers.get('x-subject-token');
      const answer = await readAnswer(response);
      const expected = expectedOf(scenario);
      if (scenario.response.status === '201') {
        const times = { expires_at: expect.any(String), issued_at: expect.any(String) };
        Object.assign((expected.body as { token: object }).token, times);
        expect(token).toMatch(/^[\w-]{64}$/);
      }
      expect(answer).toEqual(expected);
    },
  );
});
