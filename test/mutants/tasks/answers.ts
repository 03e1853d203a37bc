import { answeringAs, writing, writingHead, writingStatus } from '../edit-exchange.ts';
import type { Mutant } from '../mutant.ts';

const problem = (status: number, body: unknown, type = 'application/problem+json'): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

/** Answers whose body has another shape than documented. */
export const shapeMutants: readonly Mutant[] = [
  {
    name: 'task without id',
    answer: writing(['GET /api/tasks/*', 200], ({ id: _, ...task }) => task),
    reports: ['error response-body-schema'],
  },
  {
    name: 'id that is no UUID in the list only',
    answer: writing(['GET /api/tasks', 200], (tasks) => tasks.map((task: object) => ({ ...task, id: '17' }))),
    reports: ['error response-body-schema'],
  },
  {
    name: 'done as text',
    answer: writing(['PUT /api/tasks/*', 200], (task) => ({ ...task, done: 'false' })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'list in an envelope',
    answer: writing(['GET /api/tasks', 200], (items) => ({ items })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'null in place of an absent date',
    answer: writing(['POST /api/tasks', 201], (task) => ({ due: null, ...task })),
    reports: ['error response-body-schema'],
  },
  {
    name: 'labels as one text',
    answer: writing(['POST /api/tasks', 201], (task) =>
      task.labels ? { ...task, labels: task.labels.join() } : task,
    ),
    reports: ['error response-body-schema'],
  },
  {
    name: 'one wrong item in the list',
    answer: writing(['GET /api/tasks', 200], ([first, ...others]) => [
      first,
      ...others.map(({ title: _, ...task }: { title: string }) => task),
    ]),
    reports: ['error response-body-schema'],
  },
  {
    name: 'task as a list of one',
    answer: writing(['GET /api/tasks/*', 200], (task) => [task]),
    reports: ['error response-body-schema'],
  },
  {
    name: 'problem without title',
    answer: writing(['GET /api/tasks/*', 404], ({ title: _, ...rest }) => rest),
    reports: ['error response-body-schema'],
  },
  {
    name: 'status of the problem as text',
    answer: writing(['POST /api/tasks', 400], (body) => ({ ...body, status: '400' })),
    reports: ['error response-body-schema'],
  },
];

/** Answers with another status or outcome than documented. */
export const statusMutants: readonly Mutant[] = [
  {
    name: '200 for a task that was made',
    answer: writingStatus(['POST /api/tasks', 201], 200),
    reports: ['error response-status-unknown', 'warning scenario-outcome-different'],
  },
  {
    name: '202 for a task that was replaced',
    answer: writingStatus(['PUT /api/tasks/*', 200], 202),
    reports: ['error response-status-unknown'],
  },
  {
    name: '200 with the problem in it',
    answer: answeringAs(['PUT /api/tasks/*', 400], async (response) =>
      Response.json(await response.json(), { status: 200 }),
    ),
    reports: ['error request-invalid-accepted', 'error response-body-schema'],
  },
  {
    name: '422 where 400 is documented',
    answer: writingStatus(['POST /api/tasks', 400], 422),
    reports: ['error response-status-unknown', 'warning scenario-outcome-different'],
  },
  {
    name: 'a list of nothing with 404',
    answer: answeringAs(['GET /api/tasks', 200], async (response, request) =>
      request.url.includes('status=done') ? problem(404, { title: 'None', status: 404 }) : response,
    ),
    reports: ['error response-status-unknown'],
  },
  {
    name: 'another code for an empty title',
    answer: writing(['POST /api/tasks', 400], (body) =>
      body.code === 'title-empty' ? { ...body, code: 'title' } : body,
    ),
    reports: ['warning scenario-outcome-different'],
  },
  {
    name: 'redirect from the deleted task',
    answer: answeringAs(
      ['DELETE /api/tasks/*', 204],
      () => new Response(null, { status: 303, headers: { Location: '/api/tasks' } }),
    ),
    reports: ['error response-status-unknown'],
  },
];

/** Header fields of answers. */
export const headerMutants: readonly Mutant[] = [
  {
    name: 'X-Total missing',
    answer: writingHead(['GET /api/tasks', 200], (headers) => headers.delete('x-total')),
    reports: ['error response-header-missing'],
  },
  {
    name: 'X-Total missing in filtered lists',
    answer: answeringAs(['GET /api/tasks', 200], (response, request) => {
      const headers = new Headers(response.headers);
      if (request.url.includes('label=')) headers.delete('x-total');
      return new Response(response.body, { headers });
    }),
    reports: ['error response-header-missing'],
  },
  {
    name: 'X-Total that is no number',
    answer: writingHead(['GET /api/tasks', 200], (headers) => headers.set('x-total', 'many')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'X-Total below its minimum',
    answer: writingHead(['GET /api/tasks', 200], (headers) => headers.set('x-total', '-1')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'X-Total twice',
    answer: writingHead(['GET /api/tasks', 200], (headers) => headers.append('x-total', '3')),
    reports: ['error response-header-schema'],
  },
  {
    name: 'Location missing',
    answer: writingHead(['POST /api/tasks', 201], (headers) => headers.delete('location')),
    reports: ['error response-header-missing'],
  },
];

/** Media types of answers. */
export const mediaTypeMutants: readonly Mutant[] = [
  {
    name: 'problem as application/json',
    answer: writingHead(['PUT /api/tasks/*', 400], (headers) =>
      headers.set('content-type', 'application/json'),
    ),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'list as text/html',
    answer: writingHead(['GET /api/tasks', 200], (headers) => headers.set('content-type', 'text/html')),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'page of the framework for an unknown task',
    answer: answeringAs(
      ['GET /api/tasks/*', 404],
      () => new Response('<h1>Not Found</h1>', { status: 404, headers: { 'Content-Type': 'text/html' } }),
    ),
    reports: ['error response-media-type-unknown'],
  },
  {
    name: 'two JSON texts in one answer',
    answer: answeringAs(['GET /api/tasks/*', 200], async (response) => {
      const text = await response.text();
      return new Response(`${text}\n${text}`, { headers: response.headers });
    }),
    reports: ['error response-body-unreadable'],
  },
  {
    name: 'NaN in JSON',
    answer: answeringAs(['GET /api/tasks/*', 200], async (response) => {
      const text = await response.text();
      return new Response(text.replace(/}$/, ',"effort":NaN}'), { headers: response.headers });
    }),
    reports: ['error response-body-unreadable'],
  },
];
