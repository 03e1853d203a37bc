import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { otherProject, seedProject } from '../../../src/provider/seeds.ts';
import { gatewayAnswer, readAnswer, startProvider, toImageRequest } from './requests.ts';

let base: string;
let stop: () => Promise<void>;
let time: number;

beforeAll(async () => {
  ({ url: base, stop } = await startProvider({ clock: () => new Date(time) }));
});
afterAll(() => stop());
beforeEach(() => {
  time = Date.parse('2024-01-03T09:05:22.701Z');
});

const user = { domain: { name: 'IAMDomain' }, name: 'IAMUser', password: 'IAMPassword' };
const identity = { methods: ['password'], password: { user } };
const project = { project: { name: 'cn-north-1' } };

const post = (body: unknown, { query = '?nocatalog=true', type = 'application/json;charset=utf8' } = {}) =>
  fetch(`${base}/v3/auth/tokens${query}`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const iamAnswer = (code: number, message: string, title: string) => ({
  status: code,
  body: { error: { code, message, title } },
});
const invalid = iamAnswer(400, 'The request body is invalid', 'Bad Request');
const success = { status: 200, body: { result: 'Success' } };

async function getToken(scope: object): Promise<string> {
  const response = await post({ auth: { identity, scope } });
  expect(response.status).toBe(201);
  return response.headers.get('x-subject-token') ?? '';
}

describe('a token', () => {
  it('is described as documented', async () => {
    const domain = { id: 'd78cbac186b744899480f25bd022f468', name: 'IAMDomain' };
    expect(await readAnswer(await post({ auth: { identity, scope: project } }))).toEqual({
      status: 201,
      body: {
        token: {
          catalog: [],
          expires_at: '2024-01-04T09:05:22.701000Z',
          issued_at: '2024-01-03T09:05:22.701000Z',
          methods: ['password'],
          project: { id: seedProject.id, name: 'cn-north-1', domain },
          roles: [{ id: '0', name: 'te_admin' }],
          user: {
            id: '7116d09f88fa41908676fdd4b039e95b',
            name: 'IAMUser',
            domain,
            password_expires_at: '',
          },
        },
      },
    });
  });

  it('has a catalog where nocatalog is not set', async () => {
    const { body } = await readAnswer(await post({ auth: { identity, scope: project } }, { query: '' }));
    expect((body as { token: { catalog: unknown } }).token.catalog).toEqual([
      {
        id: 'imagesearch',
        name: 'imagesearch',
        type: 'imagesearch',
        endpoints: [
          {
            id: 'imagesearch',
            interface: 'public',
            region: 'cn-north-1',
            region_id: 'cn-north-1',
            url: `${base}/v1/${seedProject.id}`,
          },
        ],
      },
    ]);
  });

  it.each([
    ['the name of the project', project],
    ['the id of the project', { project: { id: seedProject.id } }],
    ['a project and a domain', { ...project, domain: { name: 'IAMDomain' } }],
  ])('by %s is accepted', async (_, scope) => {
    const token = await getToken(scope);
    expect(await readAnswer(await fetch(toImageRequest(base, token)))).toEqual(success);
  });

  it.each([
    ['another project', { project: { id: otherProject.id } }],
    ['the whole domain', { domain: { name: 'IAMDomain' } }],
  ])('of %s is refused', async (_, scope) => {
    const token = await getToken(scope);
    expect(await readAnswer(await fetch(toImageRequest(base, token)))).toEqual(
      gatewayAnswer(403, 'APIGW.0306', 'API access denied.'),
    );
  });

  it('lives for 24 hours', async () => {
    const token = await getToken(project);
    time += 24 * 3_600_000 - 1;
    expect(await readAnswer(await fetch(toImageRequest(base, token)))).toEqual(success);
    time += 1;
    const expired = gatewayAnswer(401, 'APIGW.0307', 'The token must be updated.');
    expect(await readAnswer(await fetch(toImageRequest(base, token)))).toEqual(expired);
  });

  it('is forgotten a week after it expired', async () => {
    const token = await getToken(project);
    time += 8 * 24 * 3_600_000 + 1;
    await getToken(project);
    expect(await readAnswer(await fetch(toImageRequest(base, token)))).toEqual(
      gatewayAnswer(401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail'),
    );
  });
});

describe('a refusal', () => {
  it.each([
    ['a wrong password', { ...user, password: 'wrong' }],
    ['an unknown user', { ...user, name: 'nobody' }],
    ['an unknown domain', { ...user, domain: { name: 'nowhere' } }],
  ])('%s', async (_, other) => {
    const auth = { identity: { ...identity, password: { user: other } }, scope: project };
    expect(await readAnswer(await post({ auth }))).toEqual(
      iamAnswer(401, 'The username or password is wrong.', 'Unauthorized'),
    );
  });

  it.each([
    ['an unknown project', { project: { id: 'nope' } }],
    ['an unknown domain', { domain: { id: 'nope' } }],
  ])('a scope with %s', async (_, scope) => {
    expect(await readAnswer(await post({ auth: { identity, scope } }))).toEqual(
      iamAnswer(404, 'Could not find the project or domain of the scope.', 'Not Found'),
    );
  });

  it.each([
    ['no body', ''],
    ['broken JSON', '{"auth":'],
    ['null', 'null'],
    ['no auth', {}],
    ['another method', { auth: { identity: { ...identity, methods: ['token'] }, scope: project } }],
    ['nested methods', `{"auth":{"identity":{"methods":${'['.repeat(60_000)}${']'.repeat(60_000)}}}}`],
    ['no user', { auth: { identity: { methods: ['password'] }, scope: project } }],
    [
      'a user of no domain',
      { auth: { identity: { ...identity, password: { user: { ...user, domain: {} } } } } },
    ],
    [
      'a number as password',
      { auth: { identity: { ...identity, password: { user: { ...user, password: 1 } } } } },
    ],
    ['a scope of nothing', { auth: { identity, scope: {} } }],
    ['a project without a name', { auth: { identity, scope: { project: {} } } }],
  ])('%s', async (_, body) => {
    expect(await readAnswer(await post(body))).toEqual(invalid);
  });

  it('another Content-Type', async () => {
    expect(
      await readAnswer(await post({ auth: { identity, scope: project } }, { type: 'text/plain' })),
    ).toEqual(invalid);
  });

  it('another method', async () => {
    expect(await readAnswer(await fetch(`${base}/v3/auth/tokens`))).toEqual(
      iamAnswer(404, 'The API does not exist.', 'Not Found'),
    );
  });
});
