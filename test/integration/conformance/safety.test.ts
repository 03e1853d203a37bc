import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { compileContract } from '../../../src/contract/compile.ts';
import type { Listening } from '../../../src/exchange/listen.ts';
import { listen } from '../../../src/provider/listen.ts';
import { createProvider } from '../../../src/provider/provider.ts';
import { seedProject } from '../../../src/provider/seeds.ts';
import { loadSpec } from '../../../src/spec/load.ts';
import { createSearch } from '../../documents/search.ts';
import { createTasks, tasksToken } from '../../documents/tasks.ts';
import { runTestCommand } from './run-command.ts';

const running: Listening[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

type Asked = { readonly method: string; readonly url: string; readonly body: string };

/** Serves an app and keeps every request; `onRequest` gets its number. */
async function serve(app: Pick<Hono, 'fetch'>, onRequest: (number: number) => void = () => {}) {
  const asked: Asked[] = [];
  const server = await listen(async (request) => {
    const { pathname, search } = new URL(request.url);
    asked.push({ method: request.method, url: pathname + search, body: await request.clone().text() });
    onRequest(asked.length);
    return await app.fetch(request);
  });
  running.push(server);
  return { url: server.url, asked };
}

const bearer = ['--header', `Authorization: Bearer ${tasksToken}`];
const tasks = ['--spec', 'test/documents/tasks.yaml', ...bearer];
const first = '/api/tasks/3fa85f64-5717-4562-b3fc-2c963f66afa6';

/** A server of tasks with one that somebody needs. */
async function createTasksOfSomebody(): Promise<{ app: Hono; read: () => Promise<unknown> }> {
  const app = createTasks();
  const headers = { Authorization: `Bearer ${tasksToken}`, 'Content-Type': 'application/json' };
  const ask = async (init: RequestInit): Promise<Response> =>
    await app.fetch(new Request(`http://tasks${first}`, { headers, ...init }));
  await ask({ method: 'PUT', body: JSON.stringify({ title: 'Of somebody', priority: 'low', note: null }) });
  return { app, read: async () => await (await ask({})).json() };
}

const ofSomebody = {
  id: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  title: 'Of somebody',
  priority: 'low',
  note: null,
  done: false,
};

describe('originals', () => {
  it('are there again after the run', async () => {
    const { app, read } = await createTasksOfSomebody();
    const { url, asked } = await serve(app);
    const args = [...tasks, '--target', `${url}/api`, '--phases', 'examples,boundary'];
    const { exitCode, report } = await runTestCommand(args);
    expect({ exitCode, read: await read() }).toEqual({ exitCode: 0, read: ofSomebody });
    expect(asked.filter(({ method }) => method === 'PUT').length).toBeGreaterThan(10);
    expect(report.summary.exchanges).toBe(asked.length);
    expect(report.summary.notes).toContainEqual({
      reason: 'PUT /tasks/{id}: what was there before the run was brought back',
      count: 1,
    });
  });

  it('are there again after Ctrl-C', async () => {
    const { app, read } = await createTasksOfSomebody();
    const abort = new AbortController();
    const { url, asked } = await serve(app, (number) => {
      if (number === 60) abort.abort();
    });
    const args = [...tasks, '--target', `${url}/api`, '--only', 'replaceTask'];
    const { exitCode } = await runTestCommand(args, { signal: abort.signal });
    expect({ exitCode, read: await read() }).toEqual({ exitCode: 2, read: ofSomebody });
    expect(asked.at(-1)).toEqual({
      method: 'PUT',
      url: first,
      body: '{"title":"Of somebody","priority":"low","note":null}',
    });
  });

  it('that cannot be brought back are told with a line to do it by hand, without the secret', async () => {
    const { app } = await createTasksOfSomebody();
    let puts = 0;
    const { url } = await serve({
      fetch: async (request: Request) => {
        if (request.method === 'PUT' && (await request.clone().text()).includes('Of somebody')) {
          puts += 1;
          return Response.json({ title: 'Locked', status: 409 }, { status: 409 });
        }
        return await app.fetch(request);
      },
    });
    const args = [...tasks, '--target', `${url}/api`, '--phases', 'examples'];
    const { report } = await runTestCommand(args);
    const note = report.summary.notes?.find(({ reason }) => reason.includes('by hand'))?.reason ?? '';
    expect(puts).toBe(1);
    expect(note).toContain(
      'PUT /tasks/{id}: what was there before the run could not be brought back; by hand: curl -X PUT',
    );
    expect(note).toContain(`--data-raw '{"title":"Of somebody","priority":"low","note":null}'`);
    expect(note).not.toContain(tasksToken);
  });

  it('come from the config where the document has no read, else the valid request is the last one', async () => {
    const provider = createProvider();
    const { url, asked } = await serve({ fetch: (request: Request) => provider.fetch(request) });
    const args = [
      '--target',
      url,
      '--header',
      `X-Auth-Token: ${provider.issueToken()}`,
      '--phases',
      'examples',
    ];
    const path = 'https://bucketName.obs.myhuaweicloud.com/image/test1.jpg';
    const find = () => provider.store.images.find(seedProject.id, 'test-instance', path)?.tags;
    const plain = await runTestCommand(args);
    expect(plain.report.summary.notes?.map(({ reason }) => reason)).toContain(
      'PUT /v1/{project_id}/{instance_name}/image: the last request was the valid one of this run: nothing could be read before it, and test.restore of the config file names nothing',
    );
    expect(asked.at(-1)?.body).toBe(asked[0]?.body);
    const file = join(await mkdtemp(join(tmpdir(), 'config-')), 'kit.json');
    const restore = { RunModifyPicture: { path, tags: { 'test-tags': 'mine' } } };
    await writeFile(file, JSON.stringify({ test: { restore } }));
    const { exitCode } = await runTestCommand([...args, '--config', file]);
    expect({ exitCode, tags: find() }).toEqual({ exitCode: 0, tags: { 'test-tags': 'mine' } });
    provider.close();
  });
});

describe('--read-only', () => {
  it('sends nothing that may change data and says so', async () => {
    const { url, asked } = await serve(createTasks());
    const { exitCode, report } = await runTestCommand([
      ...tasks,
      ...['--target', `${url}/api`, '--read-only', '--allow-delete', '--phases', 'examples,stateful'],
    ]);
    expect({ exitCode, methods: [...new Set(asked.map(({ method }) => method))] }).toEqual({
      exitCode: 0,
      methods: ['GET'],
    });
    const because = 'is not sent: with --read-only nothing is sent that may change data';
    expect(report.summary.notes).toEqual(
      expect.arrayContaining(
        ['POST /tasks', 'PUT /tasks/{id}', 'DELETE /tasks/{id}'].map((key) => ({
          reason: `${key} ${because}`,
          count: 1,
        })),
      ),
    );
  });
});

describe('what a run sends', () => {
  const provider = createProvider();
  const token = provider.issueToken();
  it.each([
    [
      'openapi/imagesearch.yaml',
      { fetch: (request: Request) => provider.fetch(request) },
      '',
      `X-Auth-Token: ${token}`,
    ],
    ['test/documents/tasks.yaml', createTasks(), '/api', `Authorization: Bearer ${tasksToken}`],
    ['test/documents/search.yaml', createSearch(), '', 'X-Nothing: at all'],
  ])(
    'stays within the operations of %s, however a server reads its path',
    async (spec, app, base, header) => {
      const { url, asked } = await serve(app);
      const target = `${url}${base}`;
      await runTestCommand(['--spec', spec, '--target', target, '--header', header, '--allow-delete']);
      const contract = compileContract(await loadSpec(spec, { cwd: process.cwd() }), { servers: [target] });
      const documented = contract.operations.map(({ key }) => key);
      const strays = asked.filter(({ method, url: sent }) => {
        const route = contract.match(method, sent);
        if (route.kind !== 'operation' || !documented.includes(route.operation.key)) return true;
        // A server that decodes before it looks for slashes and dots.
        const [path = ''] = sent.split('?', 1);
        const lenient = new URL(decodeLeniently(path), url).pathname;
        const again = contract.match(method, lenient);
        return again.kind !== 'operation' || again.operation.key !== route.operation.key;
      });
      expect(asked.length).toBeGreaterThan(100);
      expect(strays).toEqual([]);
    },
  );
});

/** Slashes, backslashes and dots as some servers decode them. */
function decodeLeniently(path: string): string {
  return path.replace(/%2f/gi, '/').replace(/%5c/gi, '/').replace(/%2e/gi, '.');
}
