import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createProvider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

it('serves the page over HTTP, for the user that the login has named', async () => {
  const provider = createProvider();
  const { url, close } = await provider.listen();
  const env = {
    ...process.env,
    IMAGESEARCH_ENDPOINT: url,
    IMAGESEARCH_PROJECT_ID: seedProject.id,
    PORT: '0',
  };
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    server.kill();
    await once(server, 'close');
    await close();
    provider.close();
  });
  const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
  const [address = ''] = /http:\S+/.exec(String(line)) ?? [];

  const save = async (headers: Record<string, string>) => {
    const body = JSON.stringify({
      path: 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg',
      tags: {},
    });
    const response = await fetch(`${address}/instances/test-instance/tags`, { method: 'PUT', headers, body });
    return { status: response.status, body: await response.json() };
  };
  expect(await save({ 'X-User-Token': provider.issueToken() })).toEqual({
    status: 200,
    body: { saved: true },
  });
  expect(await save({})).toEqual({ status: 401, body: { error: 'log-in-again' } });
});
