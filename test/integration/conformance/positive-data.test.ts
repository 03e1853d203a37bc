import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Listening } from '../../../src/exchange/listen.ts';
import { listen } from '../../../src/provider/listen.ts';
import { createProvider, type Provider } from '../../../src/provider/provider.ts';
import { defaultSeeds, type Seeds, seedProject } from '../../../src/provider/seeds.ts';
import { createTasks, tasksToken } from '../../documents/tasks.ts';
import { runTestCommand } from './run-command.ts';

const running: (Pick<Listening, 'close'> & { readonly provider?: Provider })[] = [];
afterEach(async () => {
  for (const { close, provider } of running.splice(0)) {
    await close();
    provider?.close();
  }
});

const nothing: Seeds = { ...defaultSeeds, instances: [], images: [] };
const operation = 'PUT /v1/{project_id}/{instance_name}/image';
const unprepared =
  'recorded requests were sent without their provider states: nothing was given that sets up states';

/** The reference provider, and the options that test it with the consumers' contracts. */
async function serveProvider(seeds: Seeds) {
  const provider = createProvider({ seeds });
  const server = await provider.listen();
  running.push({ close: server.close, provider });
  const args = [
    ...['--target', server.url, '--header', `X-Auth-Token: ${provider.issueToken()}`],
    ...['--pacts', 'contracts', '--phases', 'examples'],
  ];
  return { provider, args, states: ['--state-url', `${server.url}/_provider/state`] };
}

describe('--pacts', () => {
  it('tests a service without any data with requests and provider states of pacts', async () => {
    const { args, states } = await serveProvider(nothing);
    const { exitCode, report } = await runTestCommand([...args, ...states]);
    expect({ exitCode, errors: report.summary.errors, unchecked: report.summary.unchecked }).toEqual({
      exitCode: 0,
      errors: 0,
      unchecked: [],
    });
    expect(report.summary.checked).toBeGreaterThan(15);
  });

  it('takes documented examples where the states of the pacts cannot be set up', async () => {
    const { args } = await serveProvider(defaultSeeds);
    const { exitCode, report } = await runTestCommand(args);
    expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] });
    expect(report.summary.notes?.map(({ reason }) => reason)).toContain(unprepared);
  });

  it('tests nothing where no data are there and no states can be set up, and says so', async () => {
    const { args } = await serveProvider(nothing);
    const { exitCode, report } = await runTestCommand(args);
    expect({
      exitCode,
      findings: report.findings,
      unchecked: report.summary.unchecked.map(({ reason }) => reason),
    }).toEqual({
      exitCode: 2,
      findings: [],
      unchecked: [
        `no valid request of ${operation} was accepted: received status 400 "IS.0007", give real values with --set NAME=VALUE`,
      ],
    });
  });

  it('says why a state could not be set up', async () => {
    const { args } = await serveProvider(defaultSeeds);
    const other = await listen(async () => new Response('no such state', { status: 404 }));
    running.push(other);
    const { exitCode, report } = await runTestCommand([...args, '--state-url', other.url]);
    expect(exitCode).toBe(0);
    expect(report.summary.notes?.map(({ reason }) => reason)).toContain(
      'the provider state "an instance exists" was answered by the state URL with status 404 for setup: no such state',
    );
  });

  it('lets values of --set win over those of a pact', async () => {
    const image = { projectId: seedProject.id, instanceName: 'catalog', path: 'shelf/1.jpg', tags: {} };
    const instance = { projectId: seedProject.id, name: 'catalog', status: 'NORMAL', tagKeys: [] } as const;
    const { args, states, provider } = await serveProvider({
      ...nothing,
      instances: [instance],
      images: [image],
    });
    const set = ['instance_name=catalog', 'body.path=shelf/1.jpg', 'body.tags={}'];
    const { exitCode, report } = await runTestCommand([
      ...[...args, ...states],
      ...set.flatMap((value) => ['--set', value]),
    ]);
    expect({ exitCode, errors: report.summary.errors }).toEqual({ exitCode: 0, errors: 0 });
    expect(provider.store.images.find(seedProject.id, 'catalog', 'shelf/1.jpg')?.tags).toEqual({});
  });

  it('names the request of a pact that the document forbids', async () => {
    const { args } = await serveProvider(defaultSeeds);
    const folder = await mkdtemp(join(tmpdir(), 'pacts-'));
    const interaction = {
      description: 'a request of last year',
      request: { method: 'PUT', path: '/v1/p/i/image', body: { path: 7 } },
      response: { status: 200 },
    };
    await writeFile(
      join(folder, 'old.json'),
      JSON.stringify({
        consumer: { name: 'old' },
        provider: { name: 'ImageSearch' },
        interactions: [interaction],
        metadata: { pactSpecification: { version: '2.0.0' } },
      }),
    );
    const { report } = await runTestCommand([...args, '--pacts', folder]);
    const note = report.summary.notes?.find(({ reason }) => reason.includes('last year'))?.reason;
    expect(note).toMatch(/^the request of old: a request of last year is not used: request body/);
  });
});

describe('earlier answers', () => {
  it('give the ids of a service that knows none of the documented ones', async () => {
    const app = createTasks();
    const documented = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
    const headers = { Authorization: `Bearer ${tasksToken}` };
    await app.fetch(new Request(`http://tasks/api/tasks/${documented}`, { method: 'DELETE', headers }));
    const server = await listen(async (request) => await app.fetch(request));
    running.push(server);
    const { exitCode, report } = await runTestCommand([
      ...['--spec', 'test/documents/tasks.yaml', '--target', `${server.url}/api`],
      ...['--header', `Authorization: Bearer ${tasksToken}`, '--phases', 'examples,boundary'],
    ]);
    expect({ exitCode, findings: report.findings, unchecked: report.summary.unchecked }).toEqual({
      exitCode: 0,
      findings: [],
      unchecked: [],
    });
    expect(report.summary.notes?.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'GET /tasks/{id} was tested with id from the answer of POST /tasks',
        'PUT /tasks/{id} was tested with id from the answer of POST /tasks',
      ]),
    );
  });
});

describe('the config file', () => {
  const config = async (test: object): Promise<string[]> => {
    const file = join(await mkdtemp(join(tmpdir(), 'config-')), 'kit.json');
    await writeFile(file, JSON.stringify({ test }));
    return ['--config', file];
  };

  it('gives values to one operation, and skips one with a reason', async () => {
    const app = createTasks();
    const asked: string[] = [];
    const server = await listen(async (request) => {
      asked.push(`${request.method} ${new URL(request.url).search}`);
      return await app.fetch(request);
    });
    running.push(server);
    const { exitCode, report } = await runTestCommand([
      ...['--spec', 'test/documents/tasks.yaml', '--target', `${server.url}/api`, '--phases', 'examples'],
      ...['--header', `Authorization: Bearer ${tasksToken}`],
      ...(await config({
        operations: {
          listTasks: { set: { limit: 7, status: 'open' } },
          'PUT /tasks/{id}': { skip: 'nobody replaces tasks here' },
        },
      })),
    ]);
    expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] });
    expect(asked).toContain('GET ?status=open&limit=7');
    expect(asked.filter((one) => one.startsWith('PUT'))).toEqual([]);
    expect(report.summary.notes).toContainEqual({
      reason: 'PUT /tasks/{id} is not sent, as configured: nobody replaces tasks here',
      count: 1,
    });
  });

  it.each([
    [{ operations: { nothing: {} } }, 'error: the document has no operation "nothing"'],
    [
      { operations: { RunModifyPicture: { set: { id: 1 } } } },
      'error: RunModifyPicture has no parameter "id"',
    ],
    [
      { restore: { RunModifyPicture: { path: 7 } } },
      'error: the body that restores what RunModifyPicture changes is not valid',
    ],
    [{ operations: [] }, 'error: the config file must hold an object in test.operations'],
    [
      { operations: { RunModifyPicture: { skipp: '' } } },
      'error: the config file must hold no skipp in test.operations["RunModifyPicture"]',
    ],
  ])('is refused where it holds %j', async (test, message) => {
    const args = ['--target', 'http://127.0.0.1:1', ...(await config(test))];
    const { exitCode, stderr } = await runTestCommand(args);
    expect([exitCode, stderr.split('\n', 1)[0]]).toEqual([2, message]);
  });
});
