import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';

type Task = Record<string, unknown> & { id: string; done: boolean };

/** A token of the fixture, no secret. */
export const tasksToken = 'tasks-fixture-token';

/** A correct server for `tasks.yaml`: CRUD with ids behind a bearer token. */
export function createTasks(): Hono {
  const tasks = new Map<string, Task>();
  const first = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
  tasks.set(first, { id: first, title: 'First', done: false });
  const app = new Hono().basePath('/api');
  app.use(async (c, next) => {
    // RFC 9110 §11.1: the scheme does not depend on case.
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() === 'bearer' && token === tasksToken) await next();
    else c.res = problem(401, 'token');
  });
  app.get('/tasks', (c) => {
    if (!isListQuery(c)) return problem(400, 'query');
    const found = [...tasks.values()].slice(0, Number(c.req.query('limit') ?? 20));
    return c.json(found, 200, { 'X-Total': String(tasks.size) });
  });
  app.post('/tasks', async (c) => {
    const body = await readTask(c);
    if (typeof body === 'string') return problem(400, body);
    const task = { ...body, id: randomUUID(), done: false };
    tasks.set(task.id, task);
    return c.json(task, 201, { Location: `/api/tasks/${task.id}` });
  });
  app.get('/tasks/:id', (c) => {
    if (!isUuid(c.req.param('id'))) return problem(400, 'id');
    const task = tasks.get(c.req.param('id'));
    return task ? c.json(task) : problem(404, 'unknown');
  });
  app.put('/tasks/:id', async (c) => {
    const id = c.req.param('id');
    if (!isUuid(id)) return problem(400, 'id');
    const body = await readTask(c);
    if (typeof body === 'string') return problem(400, body);
    if (!tasks.has(id)) return problem(404, 'unknown');
    tasks.set(id, { ...body, id, done: false });
    return c.json(tasks.get(id));
  });
  app.delete('/tasks/:id', (c) =>
    tasks.delete(c.req.param('id')) ? c.body(null, 204) : problem(404, 'unknown'),
  );
  app.notFound(() => problem(404, 'path'));
  return app;
}

function problem(status: number, code: string): Response {
  const headers = { 'Content-Type': 'application/problem+json' };
  return new Response(JSON.stringify({ title: 'Refused', status, code }), { status, headers });
}

function isListQuery(c: Context): boolean {
  const [status, limit] = [c.req.query('status'), c.req.query('limit')];
  const labels = c.req.queries('label') ?? [];
  return (
    (status === undefined || ['open', 'done'].includes(status)) &&
    (limit === undefined || (/^-?\d+$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 100)) &&
    labels.length <= 3 &&
    labels.every((label) => /^[a-z]{1,12}$/.test(label))
  );
}

const isUuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

async function readTask(c: Context): Promise<Record<string, unknown> | string> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return 'media-type';
  let body: unknown;
  try {
    const bytes = await c.req.arrayBuffer();
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return 'json';
  }
  if (!isRecord(body)) return 'body';
  if (body.title === '') return 'title-empty';
  const unfit = Object.entries(body).find(([name, value]) => fields[name]?.(value) !== true);
  return unfit || body.title === undefined ? (unfit?.[0] ?? 'title') : body;
}

/** Date.parse takes the 30th of February for the 1st or 2nd of March. */
const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && [...value].length <= most;

const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  title: (value) => isText(value, 40) && value !== '',
  priority: (value) => ['low', 'normal', 'high'].includes(value as string),
  due: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value),
  effort: (value) => typeof value === 'number' && value > 0 && Number.isInteger(value / 0.5),
  labels: (value) =>
    Array.isArray(value) &&
    value.length <= 3 &&
    new Set(value).size === value.length &&
    value.every((label) => typeof label === 'string' && /^[a-z]{1,12}$/.test(label)),
  note: (value) => value === null || isText(value, 200),
  owner: (value) =>
    isRecord(value) &&
    typeof value.mail === 'string' &&
    /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value.mail) &&
    (value.name === undefined || typeof value.name === 'string'),
};
