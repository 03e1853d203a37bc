import { type Call, type Edit, isCall, reading, writing, writingStatus } from '../edit-exchange.ts';
import type { Answer, Mutant } from '../mutant.ts';

/** Calls the provider with the client's credential. */
type Calling = (method: string, url: string, body?: unknown) => Promise<Response>;

const callingAs =
  (real: Answer, { url: base, headers }: Request): Calling =>
  (method, url, body) => {
    const fields = {
      Authorization: headers.get('authorization') ?? '',
      'Content-Type': 'application/json',
    };
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return real(new Request(new URL(url, base), { method, headers: fields, ...text }));
  };

/** Does something else behind the client's back when a call was answered. */
const after =
  (
    call: Call,
    status: number,
    act: (calling: Calling, response: Response, request: Request) => unknown,
  ): Edit =>
  (real) =>
  async (request) => {
    const response = await real(request.clone() as Request);
    if (isCall(request, call) && response.status === status)
      await act(callingAs(real, request), response, request);
    return response;
  };

const writable = ({ id: _, done: __, ...task }: Record<string, unknown>): unknown => task;

/** Faults that only a later request shows. */
export const stateMutants: readonly Mutant[] = [
  {
    name: 'made task not kept',
    answer: after('POST /api/tasks', 201, (calling, response) =>
      calling('DELETE', response.headers.get('location') ?? ''),
    ),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'deleted task still there',
    answer: (real) => async (request) => {
      if (!isCall(request, 'DELETE /api/tasks/*')) return await real(request);
      const found = await callingAs(real, request)('GET', request.url);
      return found.status === 200 ? new Response(null, { status: 204 }) : await real(request);
    },
    reports: ['error resource-deleted-found'],
  },
  {
    name: '500 for a task that was deleted before',
    answer: writingStatus(['DELETE /api/tasks/*', 404], 500),
    reports: ['error response-server-error'],
  },
  {
    name: 'replaced values not kept',
    answer: (real) => async (request) => {
      if (!isCall(request, 'PUT /api/tasks/*')) return await real(request);
      const calling = callingAs(real, request);
      const old = await calling('GET', request.url);
      const response = await real(request.clone() as Request);
      if (response.status === 200)
        await calling('PUT', request.url, writable((await old.json()) as Record<string, unknown>));
      return response;
    },
    reports: ['error resource-value-different'],
  },
  {
    name: 'refused replacement applied',
    answer: after('PUT /api/tasks/*', 400, (calling, _, { url }) =>
      calling('PUT', url, { title: 'Applied' }),
    ),
    reports: ['error request-refused-applied'],
  },
  {
    name: 'title cut to 20 characters',
    answer: reading('* /api/tasks**', (body) =>
      typeof body.title === 'string' && body.title.length <= 40
        ? { ...body, title: body.title.slice(0, 20) }
        : body,
    ),
    reports: ['error resource-value-different'],
  },
  {
    name: 'note lost',
    answer: reading('* /api/tasks**', ({ note, ...body }) =>
      typeof note === 'string' && note.length <= 200 ? body : { note, ...body },
    ),
    reports: ['error resource-value-different'],
  },
  {
    name: 'priority always normal',
    answer: writing(['GET /api/tasks/*', 200], (task) => ({ ...task, priority: 'normal' })),
    reports: ['error resource-value-different'],
  },
  {
    name: 'one id for all tasks that are made',
    answer: writing(['POST /api/tasks', 201], (task) => ({
      ...task,
      id: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
    })),
    reports: ['error resource-created-missing'],
  },
  {
    name: 'second equal replacement refused',
    answer: (real) => {
      let last = '';
      return async (request) => {
        if (!isCall(request, 'PUT /api/tasks/*')) return await real(request);
        const text = await request.clone().text();
        const response = await real(request);
        const again = response.status === 200 && text === last;
        last = response.status === 200 ? text : last;
        return again ? Response.json({ title: 'Same', status: 409 }, { status: 409 }) : response;
      };
    },
    reports: ['error operation-not-idempotent', 'error response-media-type-unknown'],
  },
  {
    name: 'task that can be read once',
    answer: (real) => {
      const read = new Set<string>();
      return async (request) => {
        const response = await real(request);
        if (!isCall(request, 'GET /api/tasks/*') || response.status !== 200) return response;
        if (read.has(request.url))
          return await real(new Request(`${request.url.slice(0, -12)}000000000000`, request));
        read.add(request.url);
        return response;
      };
    },
    reports: ['error operation-not-idempotent', 'error resource-created-missing'],
  },
  {
    name: 'Location that leads nowhere',
    answer: (real) => async (request) => {
      const response = await real(request);
      if (response.status !== 201) return response;
      const headers = new Headers(response.headers);
      headers.set('location', '/api/tasks/00000000-0000-4000-8000-000000000000');
      return new Response(response.body, { status: 201, headers });
    },
    reports: ['error resource-created-missing'],
  },
  {
    name: 'made task missing in the list',
    answer: writing(['GET /api/tasks', 200], (list) => list.slice(0, 1)),
    missed: 'the document does not say that the list holds every task',
    reports: ['warning resource-created-missing'],
  },
  {
    name: 'limit ignored',
    answer: writing(['GET /api/tasks', 200], (list) => [...list, ...list]),
    missed: 'no keyword ties the length of the list to the parameter',
    reports: [],
  },
];
