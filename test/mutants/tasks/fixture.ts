import { createTasks, tasksToken } from '../../documents/tasks.ts';
import type { Fixture } from '../fixture.ts';
import { serveApp } from '../serve.ts';

/** Things with ids that are made, read, replaced and deleted, behind a bearer token. */
export const tasks: Fixture = {
  name: 'tasks',
  document: 'test/documents/tasks.yaml',
  async serve(front) {
    const app = createTasks();
    const { url, close } = await serveApp(async (request) => app.fetch(request), front);
    return {
      url: `${url}/api`,
      headers: [`Authorization: Bearer ${tasksToken}`],
      expiredHeaders: [],
      otherHeaders: [],
      values: {},
      args: ['--allow-delete'],
      close,
    };
  },
};
