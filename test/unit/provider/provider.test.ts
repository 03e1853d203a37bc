import { expect, it } from 'vitest';
import { createProvider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';

const path = `/v1/${seedProject.id}/test-instance/image`;

it('answers inside the process, each provider with a store of its own', async () => {
  const [one, two] = [createProvider(), createProvider()];
  const token = one.issueToken();
  const request = () =>
    new Request(`http://localhost${path}`, {
      method: 'PUT',
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ path: 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg', tags: {} }),
    });
  expect((await one.fetch(request())).status).toBe(200);
  expect((await two.fetch(request())).status).toBe(401);
});

it('takes other seeds', async () => {
  const instance = { projectId: 'p', name: 'i', status: 'NORMAL', tagKeys: [] } as const;
  const provider = createProvider({
    seeds: {
      domain: { id: 'd', name: 'domain' },
      projects: [{ id: 'p', name: 'project' }],
      users: [],
      accessKeys: [],
      instances: [instance],
      images: [{ projectId: 'p', instanceName: 'i', path: 'x', tags: {} }],
    },
  });
  const response = await provider.fetch(
    new Request('http://localhost/v1/p/i/image', {
      method: 'PUT',
      headers: {
        'X-Auth-Token': provider.issueToken({ projectId: 'p' }),
        'Content-Type': 'application/json',
      },
      body: '{"path":"x","tags":{}}',
    }),
  );
  expect(response.status).toBe(200);
});

it('answers a fault of its own in the shape of the gateway and logs it', async () => {
  const logged: string[] = [];
  const provider = createProvider({ log: (line) => logged.push(line) });
  provider.close();
  const response = await provider.fetch(
    new Request(`http://localhost${path}`, { method: 'PUT', headers: { 'X-Auth-Token': 'x' }, body: '{}' }),
  );
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 500,
    body: {
      error_msg: 'An unexpected error occurred',
      error_code: 'APIGW.0201',
      request_id: response.headers.get('x-request-id'),
    },
  });
  expect(logged.map((line) => line.split('\n')[0])).toEqual([
    'internal error while answering PUT: Error: statement has been finalized',
  ]);
});
