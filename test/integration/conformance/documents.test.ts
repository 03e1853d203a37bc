import type { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import type { Listening } from '../../../src/exchange/listen.ts';
import { listen } from '../../../src/provider/listen.ts';
import { createSearch } from '../../documents/search.ts';
import { createTasks, tasksToken } from '../../documents/tasks.ts';
import { runTestCommand } from './run-command.ts';

const running: Listening[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** Serves an app and keeps what was asked of it. */
async function serve(app: Hono): Promise<{ url: string; asked: Set<string> }> {
  const asked = new Set<string>();
  const server = await listen(async (request) => {
    asked.add(`${request.method} ${new URL(request.url).pathname.split('/').slice(0, 3).join('/')}`);
    return await app.fetch(request);
  });
  running.push(server);
  return { url: server.url, asked };
}

const bearer = ['--header', `Authorization: Bearer ${tasksToken}`];

describe('contract-kit test of other documents', () => {
  it('accuses a correct server of tasks of nothing, and deletes nothing', async () => {
    const { url, asked } = await serve(createTasks());
    const args = ['--spec', 'test/documents/tasks.yaml', '--target', `${url}/api`, ...bearer];
    const { exitCode, report } = await runTestCommand(args);
    expect({ exitCode, findings: report.findings, unchecked: report.summary.unchecked }).toEqual({
      exitCode: 0,
      findings: [],
      unchecked: [],
    });
    expect(asked).toEqual(new Set(['GET /api/tasks', 'POST /api/tasks', 'PUT /api/tasks']));
    expect(report.summary.notes).toContainEqual({
      reason: 'DELETE /tasks/{id} is not sent: DELETE destroys data, --allow-delete sends it',
      count: 1,
    });
    expect(report.summary.exchanges).toBeGreaterThan(400);
  });

  it('sends DELETE last where that is allowed', async () => {
    const { url, asked } = await serve(createTasks());
    const args = [
      '--spec',
      'test/documents/tasks.yaml',
      '--target',
      `${url}/api`,
      '--allow-delete',
      ...bearer,
    ];
    const { exitCode, report } = await runTestCommand([...args, '--phases', 'examples']);
    expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] });
    expect(asked.has('DELETE /api/tasks')).toBe(true);
  });

  it('accuses a correct server of searches of nothing', async () => {
    const { url } = await serve(createSearch());
    const { exitCode, report } = await runTestCommand([
      '--spec',
      'test/documents/search.yaml',
      '--target',
      url,
    ]);
    expect({ exitCode, findings: report.findings, unchecked: report.summary.unchecked }).toEqual({
      exitCode: 0,
      findings: [],
      unchecked: [],
    });
    expect(report.summary.exchanges).toBeGreaterThan(150);
  });

  it('tells which operation it could not test and tests the others', async () => {
    const { url } = await serve(createTasks());
    const id = '00000000-0000-4000-8000-000000000000';
    const args = [
      '--spec',
      'test/documents/tasks.yaml',
      '--target',
      `${url}/api`,
      '--set',
      `id=${id}`,
      ...bearer,
    ];
    const { exitCode, report } = await runTestCommand([...args, '--phases', 'examples']);
    const start = 'was accepted: received status 404 "unknown", give real values with --set NAME=VALUE';
    expect({
      exitCode,
      findings: report.findings,
      reasons: report.summary.unchecked.map(({ reason }) => reason),
    }).toEqual({
      exitCode: 2,
      findings: [],
      reasons: [
        `no valid request of GET /tasks/{id} ${start}, and the base path in --target`,
        `no valid request of PUT /tasks/{id} ${start}, and the base path in --target`,
      ],
    });
  });
});
